/** What is to be done when the work of this turn is done, in the order in which it was asked for. One call back of the process for all of it. */
let waiting: Array<() => void> = [];

export function atTurnEnd(action: () => void): void {
  if (waiting.length === 0) process.nextTick(runAll);
  waiting.push(action);
}

function runAll(): void {
  const actions = waiting;
  waiting = [];
  for (const action of actions) action();
}
