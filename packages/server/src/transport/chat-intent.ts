import { isTooLong, MAX_QUERY_LENGTH, type ParsedIntent } from '@groundwire/protocol';
import { findCountries } from './countries.js';
import { findTimeSpan } from './time-span.js';

/** What a chat message asks for. Pure: the same message and day give the same intent. */
export type ChatIntent =
  | { kind: 'question'; intent: ParsedIntent; confirmation: string }
  | { kind: 'direct'; message: string; suggestions: string[] }
  | { kind: 'not_understood'; reason: string; suggestions: string[] };

export const SUGGESTIONS = ['How do I resume a stream?', 'Summarize what my documents say about pricing', 'Compare coverage in France and Germany over the last 7 days'];

const GREETING = /^(?:hi|hello|hey|hiya|howdy|greetings|bonjour|hola|hallo|good (?:morning|afternoon|evening|day))?(?: there| all| everyone)?(?: ?how are you(?: doing)?(?: today)?)?$/;
const THANKS = /^(?:thanks|thank you|thx|cheers|great|ok(?:ay)?|cool|bye|goodbye|see you)(?: (?:a lot|so much|very much|you|again|then))*$/;
const HELP = /^(?:help|help me|what can you do|what can i ask|how do(?:es)? (?:you|this|it) work|who are you|what are you|what is this)$/;

const ACTIONS: ReadonlyArray<[string, RegExp]> = [
  ['compare', /\b(?:compare|comparison|versus|vs|differences? between|differ from)\b/i],
  ['summarize', /\b(?:summari[sz]e|summary|sum up|overview|tl;?dr|key points)\b/i],
  ['search', /^(?:please\s+)?(?:can you\s+|could you\s+)?(?:search|find|look up|look for|list|show)\b/i],
];

/** Words at the beginning that order something done and are not part of the topic. */
const LEAD =
  /^(?:(?:please|kindly|can you|could you|would you|i want you to|i would like to|i'd like to)\s+)*(?:(?:analy[sz]e|compare|summari[sz]e|sum up|search(?: for)?|find(?: me)?|look up|look for|list|show(?: me)?|tell me about|give me (?:a summary|an overview) of|research|explain)\s+)?/i;

/** Reads one chat message. `now` decides what "this week" means. */
export function parseChatMessage(message: string, now: number): ChatIntent {
  const text = message.trim();
  const fault = faultOf(text);
  if (fault !== null) return { kind: 'not_understood', reason: fault, suggestions: SUGGESTIONS };
  const direct = directAnswer(text);
  if (direct !== null) return { kind: 'direct', message: direct, suggestions: SUGGESTIONS };
  const intent = intentOf(text, now);
  return { kind: 'question', intent, confirmation: confirmationOf(intent) };
}

function faultOf(text: string): string | null {
  if (isTooLong(text)) return `The message is too long. Ask in at most ${MAX_QUERY_LENGTH} characters`;
  const letters = text.match(/\p{L}/gu) ?? [];
  if (letters.length === 0) return 'The message holds no words. Ask a question in words';
  if (letters.length === 1 && text.replace(/[^\p{L}\p{N}]/gu, '').length === 1) return 'The message is a single letter. Ask a question in words';
  return null;
}

function directAnswer(text: string): string | null {
  const plain = text.toLowerCase().replace(/[\p{P}\p{Emoji_Presentation}]+/gu, ' ').replace(/\s+/g, ' ').trim();
  if (HELP.test(plain)) return 'Ask a question in your own words. I search your documents, write an answer and cite the passages it rests on. You can name countries and a time, such as "over the last 7 days".';
  if (GREETING.test(plain)) return 'Hello. What would you like to know?';
  if (THANKS.test(plain)) return 'You are welcome. Ask another question whenever you like.';
  return null;
}

function intentOf(text: string, now: number): ParsedIntent {
  const span = findTimeSpan(text, now);
  const mentions = findCountries(text);
  return {
    action: ACTIONS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'analyze',
    topic: topicOf(text, span),
    countries: [...new Set(mentions.map((mention) => mention.country))],
    parameters: span === null ? {} : { days: span.days },
  };
}

/** The message without the order at its beginning, the time, and places that only say where to look ("in France and Spain"). */
function topicOf(text: string, span: { start: number; end: number } | null): string {
  const timeless = span === null ? text : `${text.slice(0, span.start)} ${text.slice(span.end)}`;
  const placeless = withoutPlaces(timeless);
  const topic = placeless.replace(LEAD, '').replace(/\s+/g, ' ').replace(/\s+([?!.,;:])/g, '$1').replace(/^[\s,;:.!?]+|[\s,;:.!?]+$/g, '');
  return topic === '' ? text : topic;
}

function withoutPlaces(text: string): string {
  const mentions = findCountries(text);
  let result = '';
  let at = 0;
  for (let first = 0; first < mentions.length; first += 1) {
    const start = mentions[first]?.start ?? 0;
    const lead = /\b(?:in|from|across|within|throughout)\s+(?:the\s+)?$/i.exec(text.slice(at, start));
    if (lead === null) continue;
    let last = first;
    while (last + 1 < mentions.length && /^(?:\s*,?\s*(?:and|or|&|,)\s*(?:the\s+)?)$/i.test(text.slice(mentions[last]?.end, mentions[last + 1]?.start))) last += 1;
    result += text.slice(at, at + lead.index);
    at = mentions[last]?.end ?? at;
    first = last;
  }
  return result + text.slice(at);
}

const DOING: Record<string, string> = { analyze: 'Answer the question about', compare: 'Compare', summarize: 'Summarize', search: 'Search for' };

function confirmationOf({ action, topic, countries, parameters }: ParsedIntent): string {
  const where = countries.length === 0 ? '' : `, for ${new Intl.ListFormat('en').format(countries)}`;
  const when = parameters.days === undefined ? '' : `, from the last ${parameters.days === 1 ? 'day' : `${parameters.days} days`}`;
  return `${DOING[action] ?? 'Answer the question about'} "${topic}"${where}${when}?`;
}
