import { describe, expect, it } from 'vitest';
import { EXIT } from '../exit-codes.js';
import type { Command } from './command.js';
import { UsageError } from './command.js';
import { parseCommandLine } from './parse-command-line.js';

function command(name: string, words: Command['words'], options: Command['options'] = []): Command {
  return { name, words, options, usage: '', summary: '', examples: [], run: async () => EXIT.OK };
}
const many = { min: 1, max: Number.POSITIVE_INFINITY };
const commands = [
  command('serve', { min: 0, max: 0 }, [{ name: 'port', value: 'N', meaning: '' }]),
  command('ask', many, [{ name: 'include-domain', value: 'D', many: true, meaning: '' }]),
  command('library add', many, [{ name: 'collection', value: 'NAME', meaning: '' }]),
  command('library list', { min: 0, max: 0 }),
];

function run(...typed: string[]) {
  const line = parseCommandLine(typed, commands);
  if (line.kind !== 'run') throw new Error(`expected a command, got ${line.kind}`);
  return line;
}

describe('reading the command line', () => {
  it('finds commands of one and of two words', () => {
    expect(run('ask', 'why?').command.name).toBe('ask');
    expect(run('library', 'add', 'a', 'b')).toMatchObject({ words: ['a', 'b'], command: { name: 'library add' } });
  });

  it('takes options anywhere, before the command too', () => {
    const line = run('--json', '--data-dir', '/tmp/x', 'library', 'add', 'a', '--collection', 'c');
    expect([line.options.on('json'), line.options.text('data-dir'), line.options.text('collection')]).toEqual([true, '/tmp/x', 'c']);
  });

  it('leaves values as they were typed', () => {
    expect(run('library', 'add', 'a', '--collection', '007').options.text('collection')).toBe('007');
    expect(run('library', 'add', 'a', '--collection=a=b').options.text('collection')).toBe('a=b');
    expect(run('ask', '2024').words).toEqual(['2024']);
  });

  it('takes what follows -- as words', () => {
    expect(run('ask', '--', '--json', '-x').words).toEqual(['--json', '-x']);
  });

  it('takes a lone - as a word', () => {
    expect(run('ask', '-').words).toEqual(['-']);
  });

  it('collects a repeated option, and takes the last value where one is wanted', () => {
    expect(run('ask', 'q', '--include-domain', 'a', '--include-domain', 'b').options.list('include-domain')).toEqual(['a', 'b']);
    expect(run('library', 'add', 'a', '--collection', 'x', '--collection', 'y').options.text('collection')).toBe('y');
  });

  it('knows nothing of names that only the language has', () => {
    expect(run('ask', 'q').options.text('constructor')).toBeUndefined();
  });

  it('answers help and version wherever they stand', () => {
    expect(parseCommandLine([], commands)).toEqual({ kind: 'help', command: null });
    expect(parseCommandLine(['--help'], commands)).toEqual({ kind: 'help', command: null });
    expect(parseCommandLine(['help'], commands)).toEqual({ kind: 'help', command: null });
    expect(parseCommandLine(['library', '--help'], commands)).toEqual({ kind: 'help', command: null });
    expect(parseCommandLine(['ask', '-h'], commands)).toMatchObject({ kind: 'help', command: { name: 'ask' } });
    expect(parseCommandLine(['--version'], commands)).toEqual({ kind: 'version' });
    expect(parseCommandLine(['ask', '--version'], commands)).toEqual({ kind: 'version' });
  });

  it.each([
    [['aks', 'q'], 'Did you mean "ask"?'],
    [['library', 'ad', 'x'], 'Did you mean "library add"?'],
    [['banana'], 'Known: serve, ask'],
    [['library'], 'needs one more word'],
    [['ask', '--jsn', 'q'], 'Did you mean "--json"? A word that begins with "-" goes after "--"'],
    [['ask', '-z', 'q'], 'There is no option -z'],
    [['library', 'add', '--__proto__', 'q'], 'There is no option --__proto__'],
    [['ask'], 'Something is missing'],
    [['serve', 'extra'], '"extra" is one word too many'],
    [['serve', '--port'], '--port'],
    [['ask', '--json=yes', 'q'], '--json'],
  ])('refuses %j and says what would be right', (typed, message) => {
    expect(() => parseCommandLine(typed, commands)).toThrow(UsageError);
    expect(() => parseCommandLine(typed, commands)).toThrow(message);
  });
});
