import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT } from './repository.js';

const ENTRIES = {
  '@groundwire/protocol': 'packages/protocol/src/index.ts',
  '@groundwire/protocol/fold': 'packages/protocol/src/fold-frames.ts',
  '@groundwire/client': 'packages/client/src/index.ts',
};

/** `value name` or `type name` for all that a module exports, sorted. */
function exportsOf(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path.join(ROOT, file));
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} is not a module`);
  return checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return `${target.flags & ts.SymbolFlags.Value ? 'value' : 'type'} ${symbol.name}`;
  }).sort();
}

describe('what other programs may import', () => {
  const program = ts.createProgram(Object.values(ENTRIES).map((file) => path.join(ROOT, file)), {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    noEmit: true,
    skipLibCheck: true,
  });

  it.each(Object.entries(ENTRIES))('[REPO-3] %s exports what its list says (after a deliberate change: npm test -- public-surface -u)', async (name, file) => {
    const list = `${exportsOf(program, file).join('\n')}\n`;
    await expect(list).toMatchFileSnapshot(`./surface/${name.replace('@groundwire/', '').replace('/', '-')}.txt`);
  });
});
