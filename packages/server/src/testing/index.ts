/**
 * Stand-ins for what a test wants in its hand: time, sockets, engines, models. Part of the product, so that those who build on
 * it can test as it does. Nothing here is imported by the server itself.
 */
export { FakeClock, settle } from './fake-clock.js';
export { articleHtml, FAULTS, type FixturePage, type FixtureWeb, htmlPage, redirectPage, startFixtureWeb, statusPage } from './fixture-web.js';
export { HastyClock } from './hasty-clock.js';
export { LogRig, type LogRigOptions, SAMPLE_START } from './log-rig.js';
export { sampleCompleteBody } from './sample-bodies.js';
export { answering, type ScriptedCall, ScriptedEngine } from './scripted-engine.js';
export { type ScriptedModelServer, startScriptedModelServer } from './scripted-model-server.js';
export { SessionRig, type SessionRigOptions } from './session-rig.js';
export { type RecordedSearch, type ScriptedSearchServer, type SearchScript, startScriptedSearchServer } from './scripted-search-server.js';
export { SocketPair } from './socket-pair.js';
