/**
 * Cuts the ending of a folded word (so й is и here), so that forms of one word compare equal.
 *
 * English endings by a light version of Porter's algorithm (M. F. Porter, "An algorithm for suffix stripping", Program
 * 14(3), 1980: plurals, -ed, -ing, -ly, and the commonest derivations). Other alphabets lose only the commonest
 * inflections: over-cutting joins words that mean different things, and a missed ending costs less.
 */
export function stem(word: string): string {
  if (word.length < 3 || /\p{N}/u.test(word)) return word;
  if (/^[a-z']+$/.test(word)) return stemLatin(IRREGULAR.get(word) ?? word);
  if (/\p{Script=Cyrillic}/u.test(word)) return cut(word, CYRILLIC_ENDINGS);
  if (/\p{Script=Arabic}/u.test(word)) return stripArabicArticle(word);
  if (/\p{Script=Devanagari}/u.test(word)) return cut(word, DEVANAGARI_ENDINGS);
  if (/\p{Script=Greek}/u.test(word)) return cut(word, GREEK_ENDINGS);
  if (/\p{Script=Hangul}/u.test(word)) return cut(word, HANGUL_ENDINGS, 2);
  return word;
}

/** English verbs and nouns whose forms share no ending: every form, then the stem that they are compared by. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `ate eaten eat, began begun begin, bent bend, bitten bit bite, blew blown blow, bought buy, bore borne bear, bound bind, bred breed, broke broken break, brought bring,
  built build, burnt burn, came come, caught catch, chose chosen choose, clung cling, crept creep, dealt deal, did done do, drank drunk drink, drawn drew draw,
  driven drove drive, dug dig, fallen fell fall, fed feed, felt feel, fled flee, flew flown fly, forbade forbidden forbid, forgot forgotten forget, fought fight, found find,
  froze frozen freeze, gave given give, gone went go, got gotten get, grew grown grow, heard hear, held hold, hid hidden hide, hung hang, kept keep, knew known know, laid lay,
  learnt learn, led lead, left leave, lent lend, lit light, lost lose, made make, meant mean, met meet, paid pay, ran run, rang rung ring, ridden rode ride, risen rose rise,
  said say, sang sung sing, sank sunk sink, sat sit, saw seen see, sent send, shaken shook shake, shone shine, shot shoot, shown show, shrank shrunk shrink, slept sleep,
  slid slide, sold sell, sought seek, spent spend, spoke spoken speak, spun spin, stole stolen steal, stood stand, struck stricken strike, stuck stick, stung sting,
  swam swum swim, swept sweep, swore sworn swear, swung swing, taken took take, taught teach, thought think, threw thrown throw, told tell, tore torn tear, understood understand,
  woke woken wake, won win, wore worn wear, wound wind, wrote written write, children child, men man, women woman, people person, feet foot, teeth tooth, mice mouse, geese goose,
  wives wife, lives life, knives knife, leaves leaf, halves half, died dying die, lying lie, tied tying tie`
    .split(/,\s*/)
    .flatMap((line) => {
      const forms = line.trim().split(/\s+/);
      return forms.slice(0, -1).map((form): [string, string] => [form, forms.at(-1) ?? form]);
    }),
);
const VOWEL = /[aeiouy]/;
const CYRILLIC_ENDINGS = ['иями', 'ями', 'ами', 'его', 'ого', 'ему', 'ому', 'ыми', 'ими', 'иях', 'ах', 'ях', 'ов', 'ев', 'еи', 'ои', 'ии', 'ыи', 'ая', 'яя', 'ое', 'ее', 'ые', 'ие', 'ую', 'юю', 'ом', 'ем', 'ам', 'ям', 'ия', 'ии', 'ию', 'а', 'я', 'о', 'е', 'и', 'ы', 'у', 'ю', 'ь'];
const GREEK_ENDINGS = ['ους', 'ων', 'ος', 'ου', 'ης', 'ες', 'ας', 'α', 'η', 'ο', 'ι'];
/** Particles, and the commonest ends of sentences. */
const HANGUL_ENDINGS = '이었나요 이었습니까 였습니까 습니까 입니까 인가요 이었나 였나요 었나요 았나요 나요 습니다 입니다 이었다 였다 었다 았다 이다 에서는 에서도 에게서 으로는 에서 에게 으로 까지 부터 처럼 보다 마다 에는 에도 와의 과의 에 은 는 이 가 을 를 의 로 와 과 도 만 다'.split(' ');
const DEVANAGARI_ENDINGS = ['ियों', 'ियाँ', 'ाओं', 'ों', 'ें', 'ीं', 'ो', 'े', 'ी', 'ा'];

function cut(word: string, endings: readonly string[], least = 3): string {
  for (const ending of endings) {
    if (word.endsWith(ending) && word.length - ending.length >= least) return word.slice(0, -ending.length);
  }
  return word;
}

function stripArabicArticle(word: string): string {
  const bare = word.replace(/^[وفبكل]?ال(?=.{2})/u, '').replace(/^لل(?=.{2})/u, '');
  return bare.replace(/(?:ات|ون|ين|ها|ية|ه|ة|ي)$/u, (ending) => (bare.length - ending.length >= 3 ? '' : ending));
}

/** Derived forms whose short form keeps the meaning; only where at least three letters remain. */
const DERIVATIONS: ReadonlyArray<[ending: string, instead: string]> = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['isation', 'ize'],
  ['fulness', 'ful'],
  ['iveness', 'ive'],
  ['ations', 'ate'],
  ['ation', 'ate'],
  ['ators', 'ate'],
  ['ator', 'ate'],
  ['ments', ''],
  ['ment', ''],
  ['ness', ''],
  ['ising', 'ize'],
  ['ise', 'ize'],
];

function stemLatin(word: string): string {
  if (word.length < 4) return word;
  let result = cutPlural(word);
  result = cutPast(result);
  if (result.endsWith('ly') && result.length > 5) result = result.slice(0, -2);
  for (const [ending, instead] of DERIVATIONS) {
    if (result.endsWith(ending) && result.length - ending.length >= 3) {
      result = result.slice(0, -ending.length) + instead;
      break;
    }
  }
  if (result.endsWith('y') && result.length > 3 && !VOWEL.test(result.charAt(result.length - 2))) return `${result.slice(0, -1)}i`;
  if (result.endsWith('e') && result.length > 3) return result.slice(0, -1);
  return result;
}

function cutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function cutPast(word: string): string {
  const bare = /^(.*)(?:ed|ing)$/.exec(word)?.[1];
  if (bare === undefined || bare.length < 3 || !VOWEL.test(bare)) return word.endsWith('ied') && word.length > 4 ? `${word.slice(0, -3)}y` : word;
  if (word.endsWith('ied')) return `${word.slice(0, -3)}y`;
  const last = bare.charAt(bare.length - 1);
  if (last === bare.charAt(bare.length - 2) && !'aeiouylsz'.includes(last)) return bare.slice(0, -1);
  return bare;
}
