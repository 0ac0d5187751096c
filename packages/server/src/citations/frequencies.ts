/** How often something happens, as a text states it: "every two years", "twice a year", "daily". Pure. */
export interface Frequency {
  /** Times a year. */
  perYear: number;
  shown: string;
}

const PER_YEAR: ReadonlyArray<readonly [number, string]> = [
  [8766, 'hours? stunden? heures? horas? or[ae] uur uren час часа часов'],
  [365.25, 'days? tag(?:e|en)? jours? d[ií]as? giorn[oi] dias? dag(?:en)? день дня дней'],
  [52.18, 'weeks? wochen? semaines? semanas? settiman[ae] we(?:ek|ken) недел[яюиь]'],
  [12, 'months? monat(?:e|en)? mois mes(?:es)? mes[ei] m[eê]s(?:es)? maand(?:en)? месяц(?:а|ев)?'],
  [4, 'quarters? quartal(?:e|en)? trimestres? trimestr[ei] kwarta(?:al|len) квартал(?:а|ов)?'],
  [1, 'years? jahr(?:e|en)? ans? années? años? ann[oi] anos? jaar jaren год(?:а|у)? лет'],
];
const COUNTS = 'one ein(?:e|en|mal)? une? un[ao]? een один 1,two second other zwei(?:te[nrs]?)? zwei(?:mal)? deux dos due duas? dois twee(?:de)? два две второй 2,three third drei(?:mal)? trois tres tre três drie три 3,four fourth vier(?:mal)? quatre cuatro quattro quatro четыре 4,five fünf(?:mal)? cinq cinco cinque vijf пять 5,six sechs(?:mal)? seis sei zes шесть 6,seven sieben sept siete sette семь 7,eight acht huit ocho otto восемь 8,nine neun neuf nueve nove negen девять 9,ten zehn(?:mal)? dix diez dieci dez tien десять 10'
  .split(',')
  .map((words) => new RegExp(`^(?:${words.split(' ').join('|')})$`, 'iu'));
const NUMBER = String.raw`[\p{L}\d]{1,12}`;
const UNIT = String.raw`\p{L}{2,10}`;
const [START, END] = [String.raw`(?<![\p{L}\p{N}])`, String.raw`(?![\p{L}\p{N}])`];
const EVERY = new RegExp(String.raw`${START}(?:every|each|alle|jede[nrs]?|tou(?:s|tes) les|chaque|cada|ogni|om de|elke?|iedere|кажд(?:ый|ую|ое|ые))\s(?:(${NUMBER})\s)?(${UNIT})${END}`, 'giu');
const TIMES = new RegExp(String.raw`${START}(?:(once|einmal|una vez|uma vez|una volta|une fois|eens|раз)|(twice|zweimal|дважды)|(${NUMBER}?)(?:\s(?:times|mal|fois|veces|volte|vezes|keer|maal|раза?))|(${NUMBER})mal)\s(?:an?|per|each|every|in the|in the course of a|im|am|in der|pro|par|al|por|all['’]|a la|ao|à|per|в)\s?(${UNIT})${END}`, 'giu');
const ADVERBS: ReadonlyArray<readonly [number, RegExp]> = ([
  [8766, 'hourly|stündlich|на каждый час|ежечасно'],
  [365.25, 'daily|täglich|quotidiennement|diariamente|quotidianamente|dagelijks|ежедневно'],
  [52.18, 'weekly|wöchentlich|semanalmente|settimanalmente|wekelijks|еженедельно'],
  [12, 'monthly|monatlich|mensuellement|mensualmente|mensilmente|mensalmente|maandelijks|ежемесячно'],
  [4, 'quarterly|vierteljährlich|trimestralmente|ежеквартально'],
  [1, 'annually|yearly|annual|jährlich|annuellement|anualmente|annualmente|jaarlijks|ежегодно'],
  [0.5, 'biennial|biennially|zweijährlich|bienal'],
] as Array<[number, string]>).map(([perYear, words]) => [perYear, new RegExp(`${START}(?:${words})${END}`, 'giu')]);

/** What something is per: "al día", "pro Tag", "в месяц". Not "al día siguiente". */
const PER = new RegExp(String.raw`${START}(?:pro|je|par|al|por|per|ao|à|a la|a|в|all['’]|à l['’])\s?(${UNIT})${END}(?!\s(?:siguiente|seguinte|successivo|dopo|suivant|\d))`, 'giu');

/** The periods that figures are per, in languages other than English, as times a year. */
export function periodsIn(text: string): Frequency[] {
  return [...text.matchAll(PER)].map(({ 0: shown, 1: unit = '' }) => ({ shown, perYear: perYearOf(unit) })).filter(({ perYear }) => Number.isFinite(perYear));
}

export function frequenciesIn(text: string): Frequency[] {
  const every = [...text.matchAll(EVERY)].map(({ 0: shown, 1: count = 'one', 2: unit = '' }) => ({ shown, perYear: perYearOf(unit) / countOf(count) }));
  const times = [...text.matchAll(TIMES)].map(({ 0: shown, 1: once, 2: twice, 3: count, 4: mal, 5: unit = '' }) => ({ shown, perYear: perYearOf(unit) * (once !== undefined ? 1 : twice !== undefined ? 2 : countOf(count ?? mal ?? '')) }));
  const adverbs = ADVERBS.flatMap(([perYear, pattern]) => [...text.matchAll(pattern)].map(([shown]) => ({ shown, perYear })));
  return [...every, ...times, ...adverbs].filter(({ perYear }) => Number.isFinite(perYear));
}

const UNITS = PER_YEAR.map(([perYear, words]): [number, RegExp] => [perYear, new RegExp(`^(?:${words.split(' ').join('|')})$`, 'iu')]);

function perYearOf(unit: string): number {
  return UNITS.find(([, pattern]) => pattern.test(unit))?.[0] ?? Number.NaN;
}

function countOf(word: string): number {
  const place = COUNTS.findIndex((pattern) => pattern.test(word));
  return place >= 0 ? place + 1 : /^\d+$/.test(word) ? Number(word) : Number.NaN;
}
