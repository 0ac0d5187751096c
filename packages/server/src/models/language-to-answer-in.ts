import { languageByScript } from '../extraction/language-by-script.js';
import { languageOfQuestion } from '../ranking/language-by-words.js';
import { NO_ANSWER_PHRASES, type PhrasedLanguage } from './no-answer-phrases.js';

/** The language that was asked for (`asked`, a BCP 47 tag), else that of the question; English where it is not known or has no phrases. Pure. */
export function languageToAnswerIn(question: string, asked: string | undefined): PhrasedLanguage {
  const code = asked?.split('-')[0]?.toLowerCase() ?? languageByScript(question, 1) ?? languageOfQuestion(question) ?? 'en';
  return Object.hasOwn(NO_ANSWER_PHRASES, code) ? (code as PhrasedLanguage) : 'en';
}
