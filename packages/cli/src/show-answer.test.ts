import type { FinalAnswer } from '@groundwire/client';
import { AnalysisFailed, AnswerReplaced, ConnectionFailed, ConnectionLost } from '@groundwire/client';
import { sampleCitation, sampleFrames } from '@groundwire/protocol/testing';
import { describe, expect, it } from 'vitest';
import { EXIT } from './exit-codes.js';
import { type ShownAnswer, showAnswer } from './show-answer.js';
import { stringTerminal } from './testing/string-terminal.js';

const final: FinalAnswer = { analysis_id: 'a', text: 'Water boils. [1]', outcome: 'answered', citations: [sampleCitation()], claims: [], sources: [], warnings: [], usage: { tokens: 2 }, search_terms: [], model: 'extractive' };

/** An answer that gives these pieces and frames, then ends as told. */
function scripted(pieces: string[], end: FinalAnswer | Error | Promise<FinalAnswer>): ShownAnswer & { cancelled: number } {
  const done = Promise.resolve(end).then((value) => {
    if (value instanceof Error) throw value;
    return value;
  });
  done.catch(() => undefined);
  const answer = {
    cancelled: 0,
    done,
    text: '',
    session_id: 'session_1',
    cancel: () => void (answer.cancelled += 1),
    on: (event: string, listener: (payload: never) => void) => {
      if (event === 'frame') sampleFrames().forEach((frame) => listener(frame as never));
      return () => undefined;
    },
    async *[Symbol.asyncIterator]() {
      for (const piece of pieces) {
        answer.text += piece;
        yield piece;
      }
      await done;
    },
  };
  return answer;
}

describe('showing an answer', () => {
  it('writes the words, then the numbered sources', async () => {
    const terminal = stringTerminal();
    expect(await showAnswer(scripted(['Water ', 'boils. [1]'], final), terminal, { json: false })).toBe(EXIT.OK);
    expect(terminal.written.out).toMatch(/^Water boils\. \[1\]\n\nSources\n\[1\] A page\n/);
    expect(terminal.written.notes).toEqual([]);
  });

  it('lets no escape sequence of a source through', async () => {
    const terminal = stringTerminal();
    await showAnswer(scripted(['a\u001b]0;x\u0007', '\u001b', '[2Jb'], final), terminal, { json: false });
    expect(terminal.written.out).not.toContain('\u001b');
  });

  it.each(['no_answer', 'no_sources'] as const)('exits 2 for %s, with the explanation on standard output', async (outcome) => {
    const terminal = stringTerminal();
    const none = { ...final, outcome, citations: [] };
    expect(await showAnswer(scripted(['The sources do not say.'], none), terminal, { json: false })).toBe(EXIT.NO_ANSWER);
    expect(terminal.written.out).toBe('The sources do not say.\n');
  });

  it('tells warnings apart from the answer', async () => {
    const terminal = stringTerminal();
    await showAnswer(scripted(['x'], { ...final, warnings: [{ code: 'W', message: 'One source failed' }] }), terminal, { json: false });
    expect(terminal.written.notes).toEqual(['Note: One source failed']);
  });

  it('exits 1 with the reason when the analysis fails, and says that the text is not complete', async () => {
    const terminal = stringTerminal();
    const error = new AnalysisFailed({ code: 'LLM_RATE_LIMITED', message: 'Slow down', recoverable: true, retry_after: 9 }, 'Water', 'a');
    expect(await showAnswer(scripted(['Water'], error), terminal, { json: false })).toBe(EXIT.FAILURE);
    expect(terminal.written).toMatchObject({ out: 'Water\n', notes: ['groundwire: Slow down (try again in 9 s). The text above is not complete'] });
  });

  it('writes the answer anew, and says why, when the server lost the end of what it had said', async () => {
    const terminal = stringTerminal();
    const answer = scripted([], final);
    let loops = 0;
    answer[Symbol.asyncIterator] = async function* () {
      loops += 1;
      yield loops === 1 ? 'Water fr' : 'Water boils. [1]';
      if (loops === 1) throw new AnswerReplaced('Water boils. [1]');
    } as ShownAnswer[typeof Symbol.asyncIterator];
    expect(await showAnswer(answer, terminal, { json: false })).toBe(EXIT.OK);
    expect(terminal.written.out).toMatch(/^Water fr\nWater boils\. \[1\]\n\nSources\n/);
    expect(terminal.written.notes).toEqual(['The server lost the end of what it had said. The answer again, from its start:']);
  });

  it('names the session to come back to when the connection is lost', async () => {
    const terminal = stringTerminal();
    const error = new ConnectionLost('The connection to the server broke', 'Water', 'a');
    expect(await showAnswer(scripted(['Water'], error), terminal, { json: false })).toBe(EXIT.FAILURE);
    expect(terminal.written.notes.at(-1)).toBe('When the server is back, "groundwire resume session_1" shows the answer');
  });

  it('just leaves on Ctrl+C where watching is all it did', async () => {
    const terminal = stringTerminal();
    const answer = scripted(['Water'], new Promise<FinalAnswer>(() => undefined));
    void showAnswer(answer, terminal, { json: false, onInterrupt: 'leave' });
    terminal.interrupt();
    expect([answer.cancelled, terminal.written.left]).toEqual([0, EXIT.INTERRUPTED]);
  });

  it('writes every frame as one line, and nothing else, with json', async () => {
    const terminal = stringTerminal();
    expect(await showAnswer(scripted(['Water'], final), terminal, { json: true })).toBe(EXIT.OK);
    expect(terminal.written.out.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(sampleFrames());
  });

  it('keeps standard output empty when there is no connection, with json too', async () => {
    const terminal = stringTerminal();
    const answer = scripted([], new ConnectionFailed('No server answers'));
    answer.on = () => () => undefined;
    expect(await showAnswer(answer, terminal, { json: true })).toBe(EXIT.FAILURE);
    expect(terminal.written).toMatchObject({ out: '', notes: ['groundwire: No server answers'] });
  });

  it('cancels on Ctrl+C and exits 130; a second one leaves at once', async () => {
    const terminal = stringTerminal();
    let fail!: (error: Error) => void;
    const end = new Promise<FinalAnswer>((_resolve, reject) => {
      fail = reject;
    });
    const answer = scripted(['Water'], end);
    const shown = showAnswer(answer, terminal, { json: false });
    terminal.interrupt();
    expect(answer.cancelled).toBe(1);
    terminal.interrupt();
    expect(terminal.written.left).toBe(EXIT.INTERRUPTED);
    fail(new AnalysisFailed({ code: 'CANCELLED', message: 'cancelled', recoverable: false }, 'Water', 'a'));
    expect(await shown).toBe(EXIT.INTERRUPTED);
    expect(terminal.written.notes).toEqual([]);
  });

  it('says on Ctrl+C when the server did not confirm that it stops', async () => {
    const terminal = stringTerminal();
    const shown = showAnswer(scripted(['Water'], new AnalysisFailed({ code: 'CANCELLED', message: 'The server did not confirm it', recoverable: false }, 'Water', 'a', true)), terminal, { json: false });
    terminal.interrupt();
    expect(await shown).toBe(EXIT.INTERRUPTED);
    expect(terminal.written.notes).toEqual(['groundwire: The server did not confirm it. The text above is not complete']);
  });
});
