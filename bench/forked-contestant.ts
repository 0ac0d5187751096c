import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A contestant that runs as a process of its own, so that its time and memory are its own, and does what it is told. */
export interface ForkedContestant<Order extends object> {
  child: ChildProcess;
  /** One order at a time. Rejects when the process ends instead of answering. */
  obey<Result>(order: Order): Promise<Result>;
}

/** `program`: a file of this folder that calls `obeyOrders`; `name` is its argument. */
export function forkContestant<Order extends object>(program: string, name: string): ForkedContestant<Order> {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [name], { execArgv: ['--import', 'tsx'] });
  const obey = <Result>(order: Order): Promise<Result> =>
    new Promise((resolve, reject) => {
      const lost = () => reject(new Error(`The contestant "${name}" ended`));
      child.once('exit', lost);
      child.once('message', ({ result }: { result: Result }) => {
        child.off('exit', lost);
        resolve(result);
      });
      child.send(order);
    });
  return { child, obey };
}

/** The other side: does each order in turn and answers with what came of it. */
export function obeyOrders<Order extends object>(work: (order: Order) => Promise<unknown>): void {
  process.on('message', (order: Order) => void work(order).then((result) => process.connected && process.send?.({ result: result ?? null })));
}
