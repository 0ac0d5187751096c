import { describe, expect, it } from 'vitest';
import { parseChatMessage } from './chat-intent.js';
import { findCountries } from './countries.js';
import { findTimeSpan } from './time-span.js';

/** A Thursday. */
const NOW = Date.UTC(2026, 1, 12, 15);

function intentOf(message: string) {
  const parsed = parseChatMessage(message, NOW);
  if (parsed.kind !== 'question') throw new Error(`${message} was taken for ${parsed.kind}`);
  return parsed.intent;
}

const countriesOf = (text: string) => findCountries(text).map((mention) => mention.country);

describe('findTimeSpan', () => {
  it.each([
    ['last 7 days', 7],
    ['over the past two weeks', 14],
    ['in the last month', 30],
    ['Last 3 Months', 90],
    ['past year', 365],
    ['within the previous 24 hours', 1],
    ['last 36 hours', 2],
    ['the last couple of weeks', 14],
    ['the last few days', 3],
    ['this week', 4],
    ['What was said today?', 1],
    ['since yesterday', 2],
    ['this month', 12],
    ['this year', 43],
  ])('reads "%s" as %i days', (phrase, days) => {
    expect(findTimeSpan(`what happened ${phrase}?`, NOW)?.days).toBe(days);
  });

  it.each(['the last 0 days', 'the last 99999 years', 'the last of the days', 'lastly, weeks', 'blast week', 'the next 7 days', 'the last word'])('finds no span in "%s"', (text) => {
    expect(findTimeSpan(text, NOW)).toBeNull();
  });
});

describe('findCountries', () => {
  it.each([
    ['news from France and south korea', ['France', 'South Korea']],
    ['Papua New Guinea is not Guinea', ['Papua New Guinea', 'Guinea']],
    ['the US, the UK and the UAE', ['United States', 'United Kingdom', 'United Arab Emirates']],
    ['the U.S. and the U.S.A.', ['United States', 'United States']],
    ['tell us about it', []],
    ['Ivory Coast, Cote d’Ivoire, Côte d\'Ivoire', ['Ivory Coast', 'Ivory Coast', 'Ivory Coast']],
    ['Bosnia & Herzegovina or Bosnia and Herzegovina', ['Bosnia and Herzegovina', 'Bosnia and Herzegovina']],
    ['St. Lucia, Saint Lucia, st lucia', ['Saint Lucia', 'Saint Lucia', 'Saint Lucia']],
    ['Turkey and Türkiye', ['Turkey', 'Turkey']],
    ['how to roast a turkey', []],
    ['fine china', []],
    ['trade with China', ['China']],
    ['New Mexico and New Jersey', []],
    ['Francesca likes Indiana', []],
    ['a Franco-German film, Sino-Japan ties', ['Japan']],
    ['North Korea vs South Korea', ['North Korea', 'South Korea']],
    ['DR Congo', ['Democratic Republic of the Congo']],
  ])('in "%s" finds %j', (text, countries) => {
    expect(countriesOf(text)).toEqual(countries);
  });

  it('knows the countries of ISO 3166-1 by the names of the runtime', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region' });
    for (const code of ['AF', 'BR', 'DE', 'IN', 'MX', 'NG', 'PL', 'SE', 'TD', 'ZW', 'VA', 'TL', 'MK', 'SZ']) {
      const name = names.of(code) ?? '';
      expect(countriesOf(`about ${name} today`), name).toHaveLength(1);
    }
  });
});

describe('parseChatMessage', () => {
  it('parts a message into action, topic, countries and days', () => {
    expect(intentOf('Analyze hummus trends in Israel and Jordan over the last 7 days')).toEqual({
      action: 'analyze',
      topic: 'hummus trends',
      countries: ['Israel', 'Jordan'],
      parameters: { days: 7 },
    });
    expect(intentOf('Please compare wind power in France, Spain and the UK in the past two weeks.')).toEqual({
      action: 'compare',
      topic: 'wind power',
      countries: ['France', 'Spain', 'United Kingdom'],
      parameters: { days: 14 },
    });
  });

  it('keeps a country in the topic where the question is about the country itself', () => {
    expect(intentOf('What is the capital of France?')).toEqual({ action: 'analyze', topic: 'What is the capital of France', countries: ['France'], parameters: {} });
  });

  it.each([
    ['Summarise the manual', 'summarize'],
    ['give me an overview of storage', 'summarize'],
    ['What is the difference between WAL and rollback?', 'compare'],
    ['What are the differences between WAL and rollback?', 'compare'],
    ['Python vs Ruby', 'compare'],
    ['Find all papers on tides', 'search'],
    ['How do I find a file?', 'analyze'],
    ['How do I resume a stream?', 'analyze'],
  ])('takes the action of "%s" for %s', (message, action) => {
    expect(intentOf(message).action).toBe(action);
  });

  it('never leaves the topic empty', () => {
    expect(intentOf('in France').topic).toBe('in France');
    expect(intentOf('compare').topic).not.toBe('');
  });

  it('asks back in words', () => {
    const parsed = parseChatMessage('summarize solar power in Spain over the last day', NOW);
    expect(parsed.kind === 'question' && parsed.confirmation).toBe('Summarize "solar power", for Spain, from the last day?');
  });

  it.each(['hi', 'Hello!', 'Good morning 👋', 'help', 'What can you do?', 'thanks a lot!', 'OK', 'how does this work?'])('answers "%s" directly, with suggestions', (message) => {
    const parsed = parseChatMessage(message, NOW);
    expect(parsed.kind).toBe('direct');
    expect(parsed.kind === 'direct' && parsed.suggestions.length).toBeGreaterThan(0);
  });

  it.each(['hi, what is WAL mode?', 'help me understand WAL mode', 'thanks to whom was it built?', 'OK Go, who are they?'])('takes "%s" for a question', (message) => {
    expect(parseChatMessage(message, NOW).kind).toBe('question');
  });

  it.each(['', '   ', '?!…', '12345', 'x', '?x!', '🙂', 'a'.repeat(501)])('does not understand %j', (message) => {
    const parsed = parseChatMessage(message, NOW);
    expect(parsed.kind).toBe('not_understood');
  });

  it('understands questions in other scripts', () => {
    expect(parseChatMessage('水は何度で沸騰しますか', NOW).kind).toBe('question');
    expect(parseChatMessage('水?', NOW).kind).toBe('not_understood');
    expect(parseChatMessage('При какой температуре кипит вода?', NOW).kind).toBe('question');
  });

  it('stays fast on hostile text', () => {
    const began = performance.now();
    for (const piece of ['last ', 'in France, ', 'please ', 'can you ', '.,', 'the ']) parseChatMessage(piece.repeat(500).slice(0, 500), NOW);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
