/** Writes the JSON Schema of the whole protocol to docs/protocol.schema.json. `npm run schemas`, after a change of the protocol. */
import { writeFileSync } from 'node:fs';
import { setUp, runMain } from './prepare.mjs';

await runMain(async () => {
  await setUp();
  const { protocolJsonSchemas } = await import('@groundwire/protocol');
  const document = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'The Groundwire protocol', $defs: protocolJsonSchemas() };
  writeFileSync(new URL('../docs/protocol.schema.json', import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
});
