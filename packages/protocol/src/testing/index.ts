export { sampleCitation, sampleFrames } from './sample-frames.js';
