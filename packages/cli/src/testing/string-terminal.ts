import type { Terminal } from '../terminal.js';

/** A terminal made of strings: what a command wrote, and the Ctrl+C and answers that a test gives it. */
export interface StringTerminal extends Terminal {
  readonly written: { out: string; notes: string[]; progress: string[]; left: number | null };
  interrupt(): void;
}

export function stringTerminal(settings: { interactive?: boolean; color?: boolean; stdin?: string; confirms?: boolean } = {}): StringTerminal {
  const written = { out: '', notes: [] as string[], progress: [] as string[], left: null as number | null };
  const interrupts = new Set<() => void>();
  return {
    written,
    interactive: settings.interactive ?? false,
    color: settings.color ?? false,
    locale: 'en-GB',
    out: (text) => {
      written.out += text;
    },
    note: (line) => void written.notes.push(line),
    progress: (line) => void written.progress.push(line),
    clearProgress: () => undefined,
    readStdin: async () => settings.stdin ?? '',
    confirm: async () => settings.confirms ?? false,
    onInterrupt: (callback) => {
      interrupts.add(callback);
      return () => void interrupts.delete(callback);
    },
    leave: (code) => void (written.left = code),
    interrupt: () => interrupts.forEach((callback) => callback()),
  };
}
