import type { Finding } from '@groundwire/server';
import type { Command, CommandInput } from '../arguments/command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { healthAt } from '../find-server.js';
import { jsonLine } from '../render/json-lines.js';
import { safeLine } from '../render/safe-text.js';
import { counted } from '../render/terminal.js';
import type { Terminal } from '../terminal.js';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Check settings, data, port, model and search services, and say how to mend what is wrong',
  usage: '',
  words: { min: 0, max: 0 },
  options: [],
  examples: ['groundwire doctor', 'groundwire doctor --json | jq \'select(.status == "broken")\''],
  run,
};

async function run({ options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const { examine } = await import('@groundwire/server');
  const json = options.on('json');
  let broken = 0;
  let warnings = 0;
  for await (const finding of examine({ environment, healthAt, begun: (check) => terminal.progress(`Checking ${safeLine(check)} …`) })) {
    terminal.clearProgress();
    if (finding.status === 'broken') broken += 1;
    if (finding.status === 'warning') warnings += 1;
    terminal.out(json ? jsonLine(finding) : rendered(finding, terminal));
  }
  terminal.clearProgress();
  if (!json) terminal.note(broken + warnings === 0 ? 'Nothing is wrong.' : `${counted(broken, 'fault', terminal)} to mend, ${counted(warnings, 'warning', terminal)}.`);
  return broken > 0 ? EXIT.FAILURE : EXIT.OK;
}

const MARKS: Readonly<Record<Finding['status'], { sign: string; color: number }>> = {
  ok: { sign: 'ok    ', color: 32 },
  off: { sign: 'off   ', color: 2 },
  warning: { sign: 'warn  ', color: 33 },
  broken: { sign: 'BROKEN', color: 31 },
};

/** One finding, and below it what to do. */
function rendered({ check, status, message, mend }: Finding, { color }: Pick<Terminal, 'color'>): string {
  const { sign, color: code } = MARKS[status];
  const mark = color ? `\u001b[${code}m${sign}\u001b[0m` : sign;
  return `${mark} ${safeLine(check)}: ${safeLine(message)}\n${mend === null ? '' : `       ${safeLine(mend)}\n`}`;
}
