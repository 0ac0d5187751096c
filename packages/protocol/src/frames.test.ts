import { describe, expect, it } from 'vitest';
import { BASE_FRAME_TYPES, completeFrameSchema, serverFrameSchema } from './frames.js';
import { protocolJsonSchemas } from './json-schema.js';
import { sampleCitation, sampleControlFrames, sampleFrames } from './testing/index.js';

describe('the frames', () => {
  it('every type has a valid sample', () => {
    const types = new Set([...sampleFrames(), ...sampleControlFrames()].map((frame) => serverFrameSchema.parse(frame).type));
    expect([...types].sort()).toEqual([...serverFrameSchema.options.map((option) => option.shape.type.value)].sort());
  });

  it('base sockets know exactly the types of the guide and of the older API', () => {
    expect([...BASE_FRAME_TYPES].sort()).toEqual(['analysis_error', 'analysis_progress', 'complete', 'connection_established', 'ping', 'token']);
  });

  it('the wire names of the guide stay as they are', () => {
    const [, , , , , , token] = sampleFrames();
    expect(JSON.stringify(token)).toBe('{"type":"token","content":"Water boils at 100 ","index":0,"analysis_id":"analysis_1","seq":5}');
    expect(Object.keys(sampleCitation()).slice(0, 6)).toEqual(['id', 'url', 'title', 'domain', 'credibility', 'published_at']);
  });

  it('refuses what a citation may not be', () => {
    const complete = sampleFrames().find((frame) => frame.type === 'complete');
    for (const wrong of [{ url: 'javascript:alert(1)' }, { url: '/documents/1' }, { credibility: 1.2 }, { id: 'x1' }, { title: '' }]) {
      expect(completeFrameSchema.safeParse({ ...complete, citations: [{ ...sampleCitation(), ...wrong }] }).success).toBe(false);
    }
  });
});

describe('protocolJsonSchemas', () => {
  it('describes every frame, command and REST body', () => {
    const schemas = protocolJsonSchemas();
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['tokenFrame', 'completeFrame', 'serverFrame', 'queryCommand', 'command', 'researchRequest', 'researchResponse', 'apiError', 'historyResponse']));
    expect(schemas['tokenFrame']).toMatchObject({ type: 'object', required: expect.arrayContaining(['type', 'content', 'index', 'analysis_id', 'seq']) });
  });
});
