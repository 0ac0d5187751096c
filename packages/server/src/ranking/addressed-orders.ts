import { DICTATED_ANSWERS } from './dictated-answers.js';
import { ENGLISH_ORDERS } from './english-orders.js';
import type { KnownSentence } from './known-sentences.js';
import { asLatin, mixesLookAlikes } from './look-alikes.js';
import { DO } from './order-phrases.js';
import { ORDERS_IN_OTHER_LANGUAGES } from './orders-in-other-languages.js';
import { fold, type Word, wordsOf } from './words.js';

/**
 * Finds sentences that give orders to a language model: a page that wants to be obeyed rather than read. They are no statement
 * about the world, so they are never told as an answer. Pure.
 *
 * An order is the sentence's own: an imperative, or "you must", to forget what was said before, to an addressee that is a model, or
 * about "your reply". What stands in quotation marks, or what others do ("attackers ask models to ignore …"), is told about and stays.
 */
export function isAddressedOrder(sentence: string, words: readonly Word[] = wordsOf(sentence)): boolean {
  const disguised = !PLAIN.test(sentence) && mixesLookAlikes(sentence.slice(0, LONGEST));
  const respelled = respellings(sentence.slice(0, LONGEST));
  const marked = disguised || respelled.length > 0 || WORTH_A_LOOK.test(sentence);
  if (!marked && !words.some(({ folded }) => CUES.has(folded))) return false;
  if (marked && TEMPLATE.test(sentence.slice(0, LONGEST).toLowerCase())) return true;
  return isOrder(plainOf(sentence)) || respelled.some((plain) => isOrder(plain) || SQUEEZED.test(plain)) || (disguised && isOrder(plainOf(asLatin(sentence.slice(0, LONGEST)))));
}

function isOrder(plain: string): boolean {
  const own = ownWords(plain);
  return ORDERS.some((order) => order.test(own));
}

/** Letters that stand alone, one behind the other, and words with figures in the place of letters. */
const SPACED = /(?<!\S)(?:\p{L}\s{1,3}){8,}(?:\p{L}(?!\S))?/gu;
const FIGURED = /(?<![\p{L}\p{N}])(?=\p{N}*\p{L})[\p{L}0134578@$]*[0134578@$]\p{L}[\p{L}0134578@$]+/u;
const FIGURES: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's' };
/** Where the letters stand alone, spaces say nothing of where words end. */
const SQUEEZED = /(?:ignore|disregard|forget|override|bypass)(?:all|any|every|the|these|those|your|of|previous|prior|above|earlier|preceding|system|original|other)+(?:instruction|prompt|directive|guideline|command|rule)s?/;

/** The sentence as it reads aloud, where it is written so that programs that look for words don't find them. */
function respellings(sentence: string): string[] {
  const close = sentence.replace(SPACED, (letters) => `${letters.replace(/\s/g, '')} `);
  const figured = FIGURED.test(sentence) ? sentence.replace(/[\p{L}0134578@$]{3,}/gu, (word) => (/\p{L}/u.test(word) ? word.replaceAll('11', 'll').replace(/[0134578@$]/g, (figure) => FIGURES[figure] ?? figure) : word)) : sentence;
  return [close, figured].filter((text) => text !== sentence).map(plainOf);
}

const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Of the sentences of one block those that are orders. Behind one, what goes on in the imperative, or with what is to be answered, belongs
 * to it, and behind one that says no more than to forget, or that something follows, the next sentence: it is what was to be planted. A turn
 * of a conversation that is put into the mouth of the model is one, too: behind a turn of a user, it is no statement of the source's.
 */
export function addressedOrders(sentences: readonly KnownSentence[]): boolean[] {
  let ordered = false;
  let asked = false;
  let announced = false;
  return sentences.map((known) => {
    const order = known.isOrder || announced || (ordered && goesOn(known.text)) || (asked && MODELS_TURN.test(known.text)) || holdsBothTurns(known.text);
    announced = known.isOrder && isBare(known.text);
    ordered ||= order;
    asked ||= USERS_TURN.test(known.text);
    return order;
  });
}

/** An article, without a question, begins the definition of a term. */
const USERS_TURN = /^\W*(?:user|human)\W{0,3}:(?!\s*(?:the|an?|any|anyone|someone|each|every)\b(?![^?]{0,200}\?))/i;
const MODELS_TURN = /^\W*(?:assistant|ai|chatbot|model)\W{0,3}:/i;
const MODELS_TURN_INSIDE = /[.!?…"”\n]\s+(?:assistant|ai|chatbot|model)\W{0,3}:/i;

/** Labels that stand side by side are one sentence; here they are turns. */
function holdsBothTurns(text: string): boolean {
  return USERS_TURN.test(text) && MODELS_TURN_INSIDE.test(text.slice(0, LONGEST));
}

/** The order holds nothing that a model should say: a few words, and none behind a colon. */
function isBare(sentence: string): boolean {
  return sentence.length <= LONGEST_BARE && BARE.test(plainOf(sentence));
}

/** In UTF-16 units. */
const LONGEST_BARE = 120;
const BARE = /:\W*$|^(?:\W*(?:attention|important|note|notice|warning|system|override|ai|please|now|and|then|kindly|you must|you should)\W+){0,4}(?:ignore|disregard|forget|override|overrule|bypass|discard|dismiss|set aside|delete|erase) [\p{L}' ]{1,90}\W*$|^\W*(?:system|admin|administrator|root|developer) override\W*$|^[\p{L}\s]{0,40}(?:忽略|无视|無視|忘记|忘記|忽视|忽視)[^，,：:。]{2,24}[。！]?$/u;

function goesOn(sentence: string): boolean {
  const own = ownWords(plainOf(sentence));
  return GOES_ON.test(own) || TO_BE_ANSWERED.test(own);
}

/** Longer ones are no sentences; their beginning says what they are. */
const LONGEST = 1000;
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;
/** Letters that nobody sees and a model may read: ASCII, moved to the plane of tags. */
const TAG_LETTER = /[\u{E0020}-\u{E007E}]/gu;

function plainOf(sentence: string): string {
  // Lines that begin like a sentence begin one; a blank line stands between a term and what defines it.
  const short = sentence.slice(0, LONGEST).replace(/\s*\n(?:\s*\n\s*|\s*(?=\p{Lu}))/gu, ': ');
  const shown = /[^\x20-\x7e]/.test(short) ? fold(short.replace(TAG_LETTER, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0xe0000)).replace(/\s+/g, ' ').replace(HIDDEN, '')) : short.toLowerCase();
  return shown.replaceAll('’', "'").replace(/[*_#>]+/g, ' ').replace(/\s+/g, ' ').trim();
}

const QUOTED = /"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|‘[^’]*’|「[^」]*」|`[^`]*`|(?<![\p{L}\p{N}])'[^']{3,}'(?![\p{L}\p{N}])/gu;

/** Without what is quoted, unless it is nothing but a quotation. */
function ownWords(plain: string): string {
  const own = plain.replace(QUOTED, ' … ');
  return own.replace(/[^\p{L}]/gu, '').length >= 8 ? own : plain.replace(/["“”«»„‘`「」]/g, ' ').trim();
}

const ORDERS: readonly RegExp[] = [...ENGLISH_ORDERS, ...DICTATED_ANSWERS, ...ORDERS_IN_OTHER_LANGUAGES];

/** Marks with which chat templates set off turns, and lines that play the part of one. */
const TEMPLATE = /<\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|eot_id)\|>|\[\/?inst\]|<<\/?sys>>|<(?:start|end)_of_turn>|^\W{0,4}\{ ?["'](?:role|from)["'] ?: ?["'](?:system|assistant|developer|user|human|gpt)["'] ?, ?["'](?:content|value|text)["'] ?:|^\W{0,3}#{2,4} ?(?:system|instruction|response|human|assistant)s? ?:|^(?:system|assistant|developer)(?: (?:prompt|message|override|note|instruction))? ?: ?(?:you|ignore|disregard|forget|the user|always|never|new)\b/u;

/** Every order holds one of these words, or pairs of characters, in the form in which they are compared. */
const CUES: ReadonlySet<string> = new Set(
  `ai llm llms assistant assistants chatbot chatbots bot bots model models chatgpt gpt claude gemini copilot grok perplexity intelligence dan
  instruction instructions task prompt prompts directive directives guidelines command commands orders constraints programming training messages rules filters context
  asked asks queried questioned prompted override query queries user link
  disregard ignore forget henceforth onwards forward session
  ии искусственный искусственныи языковая ассистент чатбот бот taalmodel intelligentie jetzt openai anthropic deepmind objective goal mission 内容 內容 上下 vanaf voortaan qu'ia ahora d'ora adelante agora desormais dorenavant avanti отныне sofort
  忽略 无视 無視 忘记 忘記 忘掉 忽視 忽视 理会 理會
  everything anything conversation history now only exclusively always just reply replies question questions response responses answer answers output summary summaries
  anweisungen instruktionen befehle regeln vorgaben aufforderungen ki sprachmodell assistent instructies opdrachten regels
  summarizing summarising summarize summarise paraphrasing quoting engine engines crawler crawlers summarizer summarizers summariser summarisers above below reply
  consignes regles ordres ia modele instrucciones ordenes indicaciones reglas modelo asistente instrucoes ordens regras assistente istruzioni indicazioni regole intelligenza modello inteligencia
  инструкции указания команды правила інструкції вказівки instrukcje polecenia zasady talimatları talimatlari komutları komutlari yönergeleri yonergeleri
  gesagt gelernt vorher zuvor bisher consignes directives todo tudo tutto istruzioni instruktioner instruktionerna instruksjoner instruksjonene anvisningar anvisningarna instrukser pokyny instrukce instrukcie prikazy
  οδηγιες εντολες dan thi lenh instruksi perintah petunjuk arahan ההוראות הוראות ההנחיות מההוראות הנחיות دستور دستورات دستورالعمل دستورهای
  التعليمات الاوامر تعليمات اوامر निर्देश निर्देशों
  指令 指示 说明 說明 提示 规则 規則 命令 人工 语言 語言 助手 机器 プロ ルー 지시 명령 프롬 지침`.split(/\s+/),
);
/** Where the words tell nothing: marks of templates, hidden characters, letters in circles or of formulas, and Korean, whose words have too many endings. */
const WORTH_A_LOOK = /[<[{\p{Default_Ignorable_Code_Point}\p{Script=Hangul}\u24b6-\u24e9\u{1d400}-\u{1d7ff}\u{1f110}-\u{1f14f}]|^\W*(?:system|assistant|developer)\b|^\W{0,3}#{2}/iu;

/** What is to be said, behind an order. */
const TO_BE_ANSWERED = /^[^.;!?]{0,160}\b(?:should|must|has to|have to|is to|are to) (?:always |only |now )?be (?:answered|replied to|responded to|summari[sz]ed|described) (?:with|by|as)\b|^the (?:only |correct |right |true |new )*(?:answer|response|reply) (?:to|is|must|should)\b/u;
/** What goes on with an order that was begun. */
const GOES_ON = new RegExp(`^(?:instead|now|then|rather|also|and|first|finally|next|please|after that|you (?:must|should|will|are))?,? ?${DO}\\b`, 'u');
