import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostTable } from './host-table.js';

function tableOf(rows: ReadonlyMap<string, string>): HostTable {
  const sorted = [...rows].sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  return new HostTable(Buffer.from(sorted.map(([host, value]) => `${host}\t${value}\n`).join('')));
}

describe('HostTable', () => {
  it('finds every row it has, and no other', () => {
    const host = fc.oneof(fc.domain(), fc.constantFrom('a', 'a.b', 'a.bc', 'ab', 'z.z', 'é.fr'));
    fc.assert(
      fc.property(fc.dictionary(host, fc.constantFrom('', 'x', '1\t2', 'ü')), fc.array(host), (rows, others) => {
        const all = new Map(Object.entries(rows));
        const table = tableOf(all);
        for (const [name, value] of all) expect(table.find(name)).toEqual(value.split('\t'));
        for (const name of others) if (!all.has(name)) expect(table.find(name)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('has nothing when it is empty', () => {
    expect(new HostTable(new Uint8Array()).find('example.org')).toBeNull();
  });
});
