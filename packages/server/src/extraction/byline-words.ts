import { monthOf } from './dates/month-names.js';

/** The words by which pages say who wrote them, and what a name looks like, in many languages. Pure. */

/** English says it anywhere in such a line, and of others than the author too; */
const BY = /(?:^|(?<!review(?:ed)?|edited|checked|approved|verified|translat(?:ed|ion)|sponsored|powered|presented|photo(?:s|graphs?|graphy)?|images?|pictures?|illustrat(?:ed|ions?))\s)by(?:\s*:)?\s+/i;
/** where the word has other meanings too, at the start, in front of a capital, and behind no more than "written" or "published". */
const BY_FIRST =
  /^(?:(?:Publi(?:é|cado|cerad|sert|ziert)|Veröffentlicht|Geschrieben|Verfasst|[ÉE]crit|Rédigé|Escrito|Redactado|Scritto|Pubblicato|Geschreven|Geplaatst|Gepubliceerd|Skrevet|Skrivet|Skriven|Napisane|Opublikowane|Texte?|Texto|Testo|Tekst)\s)?(?:[Vv]on|[Pp]ar|[Dd]i|[Dd]a|[Pp]or|[Dd]oor|[Aa]v|[Aa]f|[Pp]rzez)(?:\s*:?\s+(?=\p{Lu})|$)/u;
/** Labels in front of the name. */
const LABEL =
  /^(?:(?:authors?|autor(?:in|es|zy|i)?|auteure?s?|autor[ea]|verfasser(?:in)?|redakteur(?:in)?|forfatter|författare|skribent|szerző|kirjoittaja|yazar|penulis|tác giả|автор(?:ы|и)?|συντάκτης|ผู้เขียน|लेखक|written by|escrito por|geschrieben von|text)\s*[:：]|(?:الكاتبة?|بقلم|מאת|כתבה?)\s*[:：]?\s+|(?:作者|撰文|撰稿|著者|執筆|取材・文|ライター|글쓴이|기자명)\s*[:：=＝/／]?|(?:文|글)\s*(?:[:：=＝/／]|\s)|(?:本報|本报)?(?:記者|记者)\s*[:：/／]?)\s*/iu;
/** What may follow the names. */
const BEHIND = /\s*[•·|｜–—(（\n／/【]|\s+-\s|\s+(?:on|in|at|published|updated|posted|last|for|编辑|編輯|责任|責任|来源|來源|摄影|攝影|撮影|写真)(?:\s|[:：])|[,，、]?\s*\d/iu;
/** What leads to a date behind the names, and what reporters are called behind them. */
const LEADS = new Set(['on', 'am', 'vom', 'le', 'el', 'il', 'em', 'op', 'den', 'pada']);
const REPORTER = /\s*(?:기자|특파원|記者|记者|報導|报道|報道)$/u;
const BETWEEN = /\s*[,，、;；&]\s*(?:(?:and|und|et)\s+)?|\s+(?:and|und|et|y|e|en|och|og|ve|dan|và|и|та|i)\s+/iu;
const SMALL_WORDS = new Set(['de', 'da', 'del', 'della', 'di', 'du', 'la', 'le', 'van', 'von', 'der', 'den', 'ten', 'ter', 'bin', 'al', 'el', 'dos', 'das', 'zu']);
const CAPITAL = /^\p{Lu}[\p{L}\p{M}.'’-]*$/u;
/** In writings without capitals a name is told by being short. */
const WITHOUT_CAPITALS = /^[\p{Lo}\p{M}ー・·‧.'’-]{1,15}$/u;
const NO_NAMES = /作者|著者|記者|记者|文章|記事|一覧|プロフィール|について|关于|關於|更多|详情|기사|더보기|소개|المزيد|المقالات|הכתב/u;
const MOST_NAMES = 10;
const MOST_WORDS = 5;
const MOST_WITHOUT_CAPITALS = 20;

/** What stands behind a word that says who wrote something; null where a line has none. */
export function behindByWord(line: string): string | null {
  const start = line.slice(0, 120);
  const word = LABEL.exec(start) ?? BY_FIRST.exec(start) ?? BY.exec(start);
  return word === null ? null : line.slice(word.index + word[0].length);
}

/** Is it the beginning of a line that says in so many words who wrote something? */
export function startsByline(text: string): boolean {
  return /^by(?:\s*:|\s|$)/i.test(text) || BY_FIRST.test(text) || LABEL.test(text);
}

/** A value without the label in front of it. */
export function withoutLabel(value: string): string {
  return value.replace(LABEL, '');
}

/** Another name follows, by what stands behind one. */
export function hasFurther(rest: string): boolean {
  const next = BETWEEN.exec(rest);
  return next?.index === 0;
}

/** The names that a line begins with, up to what is none. */
export function leadingNames(line: string): string {
  const cut = BEHIND.exec(line);
  const words = line.slice(0, cut?.index ?? line.length).replace(/[\s,;:，、：]+$/, '').split(/\s+/);
  // "Ann Lee, May 3": the month went with the name.
  if (cut !== null && /\d$/.test(cut[0])) while (words.length > 1 && (monthOf(words.at(-1) ?? '') !== null || LEADS.has((words.at(-1) ?? '').toLowerCase()))) words.pop();
  return words.join(' ').replace(/[\s,;:，、：]+$/, '').replace(REPORTER, '');
}

/** Is it a name, or a list of names, and no more? */
export function isPerson(text: string): boolean {
  if (text.length > 200 || /[\d:：!?！？]/.test(text)) return false;
  const names = text.split(BETWEEN).filter((name) => name !== '');
  return names.length > 0 && names.length <= MOST_NAMES && names.every(isName);
}

function isName(name: string): boolean {
  const words = name.split(/\s+/);
  if (words.length > MOST_WORDS) return false;
  if (words.every((word) => WITHOUT_CAPITALS.test(word))) return name.length <= MOST_WITHOUT_CAPITALS && !NO_NAMES.test(name);
  return words.some((word) => CAPITAL.test(word)) && words.every((word) => CAPITAL.test(word) || SMALL_WORDS.has(word.toLowerCase()));
}
