import { describe, expect, it } from 'vitest';
import type { TermStatistics } from './passage.js';
import { rankPassages } from './rank-passages.js';

const TEXTS = [
  ['Boiling water', 'Water boils at 100 degrees at sea level. The boiling point falls with height. In the mountains cooking takes longer, because the boiling point is lower there.'],
  ['Resuming a stream', 'A client that was cut off sends the sequence number of the last frame that it handled. The server then sends what the client missed. Nothing is lost when a connection breaks.'],
  ['Kestrels', 'The kestrel is a small falcon. It hovers over fields and hunts voles. A pair raises four or five young in a summer.'],
  ['Backups', 'The backup runs every night at two. Copies are kept for thirty days, then deleted. To restore a file, run the restore command with its path.'],
] as const;

/** A library of some size in which the words of these texts are neither rare nor common. */
const statistics: TermStatistics = { passages: 5000, passagesWith: new Map([['boiling', 40], ['point', 600], ['client', 300], ['stream', 200], ['connection', 150], ['kestrel', 12], ['backup', 80], ['file', 900]]) };

function judge(question: string) {
  const sources = TEXTS.map(([title, text], index) => ({
    source_number: index + 1,
    title,
    domain: 'library',
    published_at: null,
    rank: index + 1,
    passages: [{ start: 0, end: text.length, text, heading: '', blocks: [] }],
  }));
  return rankPassages(question, sources, { now: 0, statistics }).answerability;
}

describe('answerability', () => {
  it.each([
    'What is the boiling point of unobtainium?',
    'Who won the 1998 chess olympiad in Elista?',
    'What is the melting temperature of tungsten carbide?',
    'How do I configure Kerberos delegation for SharePoint?',
    'When was the painter Artemisia Gentileschi born?',
  ])('does not claim an answer to a question about something absent: %s', (question) => expect(judge(question).answerable).toBe(false));

  it.each([
    'At what temperature does water boil?',
    'What happens when a client is cut off?',
    'How long are backup copies kept?',
    'How can I restore a file from the backup?',
    'What do kestrels hunt?',
    'How many young does a pair of kestrels raise?',
  ])('does not refuse an ordinary question that the texts answer: %s', (question) => expect(judge(question).answerable).toBe(true));

  it('puts the border of the matter at one half, whatever else lacks', () => {
    expect(judge('How long are backup copies kept?')).toMatchObject({ answerable: true });
    expect(judge('How long are backup copies kept?').score).toBeGreaterThanOrEqual(0.5);
    expect(judge('Who won the 1998 chess olympiad in Elista?').score).toBeLessThan(0.5);
    const { score, answerable, lack } = judge('How much do backup copies of a file cost?');
    expect({ about: score >= 0.5, answerable, lack }).toEqual({ about: true, answerable: false, lack: { kind: 'money', words: [] } });
  });
});
