export { sampleCitation, sampleControlFrames, sampleFrames } from './sample-frames.js';
