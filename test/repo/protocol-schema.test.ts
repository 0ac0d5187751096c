import { readFileSync } from 'node:fs';
import { protocolJsonSchemas } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';

describe('docs/protocol.schema.json', () => {
  it('is what the schemas of the protocol give (otherwise: npm run schemas)', () => {
    const written = JSON.parse(readFileSync(new URL('../../docs/protocol.schema.json', import.meta.url), 'utf8')) as { $defs: unknown };
    expect(written.$defs).toEqual(JSON.parse(JSON.stringify(protocolJsonSchemas())));
  });
});
