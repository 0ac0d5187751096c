/** What a number measures, as far as its unit is known. */
export interface Measure {
  dimension: string;
  /** The value in the unit of its dimension that all others are compared in. */
  inBase(value: number): number;
  /** Of a rate ("per tonne"): what is measured, without what it is for. */
  of?: Measure;
}

/** By dimension: how many of its base one is, and what it is called. Base units: metre, kilogram, second, square metre, litre, watt, watt-hour, byte. */
const SCALES: Readonly<Record<string, ReadonlyArray<[number, string]>>> = {
  length: [[1, 'm metre metres meter meters'], [1000, 'km kilometre kilometres kilometer kilometers kms'], [0.01, 'cm centimetre centimetres centimeter centimeters'], [0.001, 'mm millimetre millimetres millimeter millimeters'], [1e-6, 'µm micrometre micrometres micron microns'], [1e-9, 'nm nanometre nanometres nanometer nanometers'], [0.3048, 'ft foot feet'], [1609.344, 'mi mile miles'], [1852, 'nautical-mile nautical-miles'], [0.9144, 'yd yard yards'], [0.0254, 'inch inches']],
  mass: [[1, 'kg kilogram kilograms kilogramme kilogrammes kilo kilos'], [0.001, 'g gram grams gramme grammes'], [1e-6, 'mg milligram milligrams'], [1000, 't tonne tonnes ton tons'], [0.45359, 'lb lbs'], [0.02835, 'oz ounce ounces']],
  time: [[1, 'second seconds'], [0.001, 'ms millisecond milliseconds'], [60, 'minute minutes'], [3600, 'hour hours'], [86_400, 'day days'], [604_800, 'week weeks'], [2_629_800, 'month months'], [31_557_600, 'year years'], [315_576_000, 'decade decades'], [3_155_760_000, 'century centuries']],
  area: [[1, 'm² square-m square-metre square-metres square-meter square-meters'], [1e6, 'km² square-km square-kilometre square-kilometres square-kilometer square-kilometers'], [0.092903, 'ft² square-ft square-foot square-feet'], [2_589_988, 'square-mi square-mile square-miles'], [10_000, 'ha hectare hectares'], [4046.86, 'acre acres']],
  volume: [[1, 'l litre litres liter liters'], [0.001, 'ml millilitre millilitres milliliter milliliters'], [3.785, 'gallon gallons'], [1000, 'm³ cubic-m cubic-metre cubic-metres cubic-meter cubic-meters'], [28.3168, 'cubic-ft cubic-foot cubic-feet'], [158.987, 'barrel barrels bbl']],
  power: [[1, 'w watt watts'], [1000, 'kw kilowatt kilowatts'], [1e6, 'mw megawatt megawatts'], [1e9, 'gw gigawatt gigawatts'], [745.7, 'hp horsepower']],
  energy: [[1, 'wh'], [1000, 'kwh kilowatt-hour kilowatt-hours'], [1e6, 'mwh megawatt-hour megawatt-hours'], [1e9, 'gwh'], [1e12, 'twh'], [1 / 3600, 'joule joules'], [1.163, 'kcal kilocalorie kilocalories']],
  data: [[1, 'byte bytes'], [1e3, 'kb kilobyte kilobytes'], [1e6, 'mb megabyte megabytes'], [1e9, 'gb gigabyte gigabytes'], [1e12, 'tb terabyte terabytes']],
  voltage: [[1, 'v volt volts'], [1000, 'kv kilovolt kilovolts']],
  current: [[1, 'amp amps ampere amperes']],
  frequency: [[1, 'hz hertz'], [1e3, 'khz kilohertz'], [1e6, 'mhz megahertz'], [1e9, 'ghz gigahertz']],
  pressure: [[1, 'pa pascal pascals'], [100, 'hpa hectopascal hectopascals'], [1000, 'kpa kilopascal kilopascals'], [1e5, 'bar bars'], [6894.76, 'psi']],
  loudness: [[1, 'db decibel decibels']],
  percent: [[1, '%']],
  'percentage points': [[1, 'pp']],
  ordinal: [[1, 'th']],
  'time of day': [[1, 'clock']],
  ...currencies(`dollars: $ dollar dollars; us dollars: usd us$; canadian dollars: cad c$ ca$; australian dollars: aud a$ au$; new zealand dollars: nzd nz$; hong kong dollars: hkd hk$; singapore dollars: sgd s$;
    euros: € euro euros eur; pounds sterling: £ gbp; yen: ¥ yen jpy; rupees: ₹ rupee rupees inr rs; francs: franc francs; swiss francs: chf; yuan: yuan renminbi cny rmb; kroner: kr krone kroner krona kronor kronur;
    norwegian kroner: nok; swedish kroner: sek; danish kroner: dkk; icelandic kroner: isk; zloty: zloty zlotys zł pln; forint: forint forints huf; koruna: koruna korunas koruny czk; lira: lira liras ₺; pesos: peso pesos;
    mexican pesos: mxn; reais: real reais r$ brl; rand: rand rands zar; won: ₩ krw; roubles: rouble roubles ruble rubles ₽; shekels: shekel shekels ils ₪; dirhams: dirham dirhams aed; riyals: riyal riyals; dinars: dinar dinars;
    baht: baht thb ฿; ringgit: ringgit myr; naira: naira ngn ₦; hryvnia: hryvnia hryvnias uah ₴; lei: leu lei; rupiah: rupiah idr; dong: vnd ₫; taka: taka bdt; bitcoin: bitcoin bitcoins btc`),
};

function currencies(list: string): Record<string, Array<[number, string]>> {
  return Object.fromEntries(list.split(';').map((line): [string, Array<[number, string]>] => {
    const [dimension = '', names = ''] = line.split(':');
    return [dimension.trim(), [[1, names.trim()]]];
  }));
}

const scaled = (dimension: string, factor: number): Measure => ({ dimension, inBase: (value) => value * factor });
const MEASURES: ReadonlyMap<string, Measure> = new Map([
  ...Object.entries(SCALES).flatMap(([dimension, units]) => units.flatMap(([factor, names]) => names.split(' ').map((name): [string, Measure] => [name, scaled(dimension, factor)]))),
  ...['celsius', '°c'].map((name): [string, Measure] => [name, { dimension: 'temperature', inBase: (value) => value }]),
  ...['fahrenheit', '°f'].map((name): [string, Measure] => [name, { dimension: 'temperature', inBase: (value) => ((value - 32) * 5) / 9 }]),
]);
/** What a rate may be for, in the short forms that would be too short anywhere else. */
const FOR: Readonly<Record<string, string>> = { h: 'hour', hr: 'hour', s: 'second', sec: 'second', min: 'minute', d: 'day', a: 'year', yr: 'year', mo: 'month' };
const RATES: Readonly<Record<string, [string, string]>> = { mph: ['mile', 'hour'], kph: ['km', 'hour'], kmh: ['km', 'hour'], mbps: ['mb', 'second'], gbps: ['gb', 'second'] };
/** Whose money it is. */
const NATIONS = /^(us|u\.s\.|american|canadian|australian|new zealand|hong kong|singapore|norwegian|swedish|danish|icelandic|swiss|mexican)[ -](dollar|franc|kron[ea]|kron(?:er|or)|peso)s?$/;
const NATION_NAMES: Readonly<Record<string, string>> = { 'u.s.': 'us', american: 'us' };
/** Words that may stand between a number and its unit and change nothing. */
const BETWEEN = /^(?:more|additional|extra|further|full|whole|metric|odd|million|billion)[ -]/;

/** `unit` as written, in small letters: one word, or two. */
export function measureOf(unit: string): Measure | null {
  const rate = RATES[unit];
  if (rate !== undefined) return rateOf(measureOf(rate[0]), rate[1]);
  const nation = NATIONS.exec(unit);
  if (nation !== null) return scaled(`${NATION_NAMES[nation[1] ?? ''] ?? nation[1]} ${measureOf(nation[2] ?? '')?.dimension ?? ''}`, 1);
  const bare = unit.replace(BETWEEN, '');
  return MEASURES.get(bare) ?? MEASURES.get(bare.replace(/^(?:sq\.?|square) /, 'square-').replace(/^(?:cu\.?|cubic) /, 'cubic-').replace(/^nautical /, 'nautical-')) ?? null;
}

/** "300 dollars" per "tonne". Null where either is not known. */
export function rateOf(what: Measure | null, per: string): Measure | null {
  const base = measureOf(FOR[per] ?? per);
  if (what === null || base === null) return null;
  return { dimension: `${what.dimension} per ${base.dimension}`, inBase: (value) => what.inBase(value) / base.inBase(1), of: what };
}

/** Do two measures measure the same? "Dollars" may be those of any country; a rate may leave out what it is for. */
export function sameDimension(left: Measure, right: Measure): boolean {
  return left.dimension === right.dimension || left.dimension.endsWith(` ${right.dimension}`) || right.dimension.endsWith(` ${left.dimension}`);
}
