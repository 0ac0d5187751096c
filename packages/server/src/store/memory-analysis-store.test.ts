import { describeAnalysisStore } from './analysis-store.contract.js';
import { createMemoryAnalysisStore } from './memory-analysis-store.js';

describeAnalysisStore('the memory store', createMemoryAnalysisStore);
