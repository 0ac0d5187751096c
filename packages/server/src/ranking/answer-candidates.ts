import { textMemo } from '../base/text-memo.js';
import type { AnswerType } from './answer-type.js';
import type { Question } from './analyse-question.js';
import { COUNTRIES, US_STATES } from './places.js';
import { AGE, AREA, BEGINNING, COLOUR, DATE, DURATION, LENGTH, MASS, MONEY, NUMBER, PERCENTAGE, SPEED, TELEPHONE, TEMPERATURE } from './value-forms.js';
import { fold, type Word } from './words.js';

/** Longer sentences are looked at only so far: an answer stands early, and no pattern may be driven to long searches. */
const LONGEST_LOOK = 1000;
/** A run of capitalised words: a name, perhaps joined by small words ("Bank of England"). */
const NAME = /\p{Lu}[\p{L}\p{M}\p{N}.’'-]*(?:\s+(?:(?:of|the|and|de|la|von|van|al|bin|du|der|di|for)\s+){0,2}\p{Lu}[\p{L}\p{M}\p{N}.’'-]*)*/gu;
const QUOTED = /["“„«]([^"”“»]{2,60})["”“»]/gu;

/** Characters of the sentences whose names are remembered. */
const NAME_CHARACTERS = 512 * 1024;

/** Strings in a sentence that could be the thing that is asked for, folded; those that the question itself names are left out. */
export function answerCandidates(text: string, type: AnswerType, question: Question, asked: PlaceAsked): string[] {
  const found = matchesOf(text.slice(0, LONGEST_LOOK), type, asked);
  return [...new Set(found.map(fold))].filter((candidate) => !namedByQuestion(candidate, question));
}

/** Names in a sentence that the question does not hold, folded, each once. */
export function newNames(text: string, question: Question): string[] {
  return namesIn(text).filter((name) => !namedByQuestion(name, question));
}

/** Names in a sentence, folded, each once; a single word at its start may be none. */
const namesIn = textMemo((text): readonly string[] => {
  const names = new Set<string>();
  for (const match of text.slice(0, LONGEST_LOOK).matchAll(NAME)) {
    const atStart = match.index === 0 && !/\s/.test(match[0]);
    if (!atStart) names.add(fold(match[0]));
  }
  return [...names];
}, NAME_CHARACTERS);

export type PlaceAsked = 'country' | 'state' | 'place';

/** What kind of place the asking sentence is after. */
export function placeAsked(asking: string): PlaceAsked {
  const folded = fold(asking);
  if (/\b(?:countr(?:y|ies)|nations?)\b/.test(folded)) return 'country';
  if (/\b(?:us |u\.s\. |american )?states?\b/.test(folded) && !/\bunited states\b/.test(folded.replace(/\b(?:which|what) states?\b/g, ''))) return 'state';
  return 'place';
}

const FORMS = { percentage: PERCENTAGE, money: MONEY, duration: DURATION, length: LENGTH, mass: MASS, temperature: TEMPERATURE, speed: SPEED, area: AREA, colour: COLOUR, telephone: TELEPHONE, date: DATE } as const;

function matchesOf(text: string, type: AnswerType, asked: PlaceAsked): string[] {
  switch (type) {
    case 'percentage':
    case 'money':
    case 'duration':
    case 'length':
    case 'mass':
    case 'temperature':
    case 'speed':
    case 'area':
    case 'telephone':
    case 'date':
      return all(text, FORMS[type]);
    case 'age':
      return [...all(text, AGE), ...(BEGINNING.test(fold(text)) ? all(text, DATE) : [])];
    case 'colour':
      // "Grün & Sohn", "Lake Blue" are names.
      return all(text, FORMS.colour).filter((colour) => !/^\p{Lu}/u.test(colour) || text.startsWith(colour));
    case 'extent':
      return [...all(text, DURATION), ...all(text, LENGTH)];
    case 'number':
      return all(text, NUMBER).filter((number) => !/^(?:1[5-9]|20)\d\d[.,]?$/.test(number));
    case 'place':
      return placesIn(text, asked);
    case 'person':
      return all(text, NAME).filter((name) => /\s/.test(name));
    case 'name':
      return [...all(text, NAME).filter((name) => !text.startsWith(name) || /\s/.test(name)), ...all(text, QUOTED)];
    default:
      return [];
  }
}

function all(text: string, pattern: RegExp): string[] {
  return text.match(pattern) ?? [];
}

function placesIn(text: string, asked: PlaceAsked): string[] {
  const names = all(text, NAME).flatMap((name) => [name, ...name.split(/\s+(?:and|of|the)\s+/)]).map((name) => fold(name).replace(/['’]s$/, '').replace(/\./g, ''));
  if (asked === 'country') return names.filter((name) => COUNTRIES.has(name));
  if (asked === 'state') return names.filter((name) => US_STATES.has(name));
  const located = [...text.matchAll(/\b(?:in|at|from|to|near|of|outside|across|en|in|à|aus|nach)\s+(?:the\s+)?(\p{Lu}[\p{L}\p{M}.’'-]+(?:\s+\p{Lu}[\p{L}\p{M}.’'-]+)*)/gu)].map((match) => fold(match[1] ?? ''));
  return [...names.filter((name) => COUNTRIES.has(name) || US_STATES.has(name)), ...located];
}

function namedByQuestion(candidate: string, question: Question): boolean {
  return question.folded.includes(` ${candidate.replace(/['’]s$/, '').replace(/[.,]+$/, '')} `);
}

const NUMBER_WORD = /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:hundred|thousand|million|billion|dozen)s?)$/;

/** "How many goals …": does a number stand right before the goals? */
export function countsNoun(words: readonly Word[], question: Question): boolean {
  const noun = question.counted;
  if (noun === null) return false;
  return words.some((word, index) => word.stem === noun && words.slice(Math.max(0, index - 3), index).some((before) => /\p{N}/u.test(before.raw) || NUMBER_WORD.test(before.folded)));
}
