import { type CommandInput, type OptionValues, UsageError } from './arguments/command.js';
import { defaultUrl, serverAnswers } from './find-server.js';

export interface ChosenServer {
  url: string;
  /** Ends a server that was started for the command; leaves any other alone. */
  close(): Promise<void>;
}

/**
 * The server to ask: the one at `--url`, else one that already runs, else one in this process. `--data-dir` names the
 * data to ask, which another server need not have, so it always gets a server of its own.
 */
export async function chooseServer({ options, environment, note }: Pick<CommandInput, 'options' | 'environment'> & { note: (line: string) => void }): Promise<ChosenServer> {
  const named = options.text('url');
  const url = named ?? defaultUrl(environment);
  const stays = { url, close: () => Promise.resolve() };
  if (named !== undefined) return stays;
  if (options.text('data-dir') === undefined && (await serverAnswers(url))) return stays;
  note('No server is running: starting one for this question');
  const { startLocalServer } = await import('./local-server.js');
  return startLocalServer(environment, note);
}

/** The server of commands that are about what a server already does: one that runs, and no other. */
export async function runningServer(options: OptionValues, environment: CommandInput['environment']): Promise<string> {
  if (options.text('data-dir') !== undefined) throw new UsageError('This command asks a running server; name it with --url, not --data-dir');
  const url = options.text('url') ?? defaultUrl(environment);
  await requireServer(url);
  return url;
}

/** Rejects where no server answers at the address. */
export async function requireServer(url: string): Promise<void> {
  if (!(await serverAnswers(url, 3000))) throw new Error(`No server answers at ${url}. Start one with "groundwire serve", or name another with --url`);
}
