import { type CommandInput, type OptionValues, UsageError } from './arguments/command.js';
import { defaultUrl, serverAnswers } from './find-server.js';

export interface ChosenServer {
  url: string;
  /** Ends a server that was started for the command; leaves any other alone. */
  close(): Promise<void>;
}

/** The server to ask: the one of `serverToAsk`, else one in this process. */
export async function chooseServer({ options, environment, note }: Pick<CommandInput, 'options' | 'environment'> & { note: (line: string) => void }): Promise<ChosenServer> {
  const url = await serverToAsk(options, environment);
  if (url !== null) return { url, close: () => Promise.resolve() };
  note('No server is running: starting one for this question');
  const { startLocalServer } = await import('./local-server.js');
  return startLocalServer(environment, note);
}

/**
 * Address of the server at `--url`, answering or not, else of one that already runs; null where there is none. `--data-dir` names the
 * data to ask, which another server need not have, so there is none for it.
 */
export async function serverToAsk(options: OptionValues, environment: CommandInput['environment']): Promise<string | null> {
  const named = options.text('url');
  if (named !== undefined) return named;
  const url = defaultUrl(environment);
  return options.text('data-dir') === undefined && (await serverAnswers(url)) ? url : null;
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
