import { z } from 'zod';
import * as commands from './commands.js';
import * as frames from './frames.js';
import * as library from './library-bodies.js';
import * as rest from './rest.js';

/** Name of each public schema, without its `Schema` ending, and the schema. */
function namedSchemas(): Array<[string, z.ZodType]> {
  const modules: Array<Record<string, unknown>> = [commands, frames, rest, library];
  return modules
    .flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)
    .map(([name, schema]) => [name.replace(/Schema$/, ''), schema]);
}

/** JSON Schema (draft 2020-12) of every frame, command and REST body, by name. Made from the zod schemas, so it can't disagree with them. */
export function protocolJsonSchemas(): Record<string, unknown> {
  return Object.fromEntries(namedSchemas().map(([name, schema]) => [name, withoutDialect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))]));
}

/** The document that holds the schemas says the dialect once. */
function withoutDialect({ $schema: _, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return schema;
}
