/** What a number measures, as far as its unit is known. */
export interface Measure {
  dimension: string;
  /** The value in the unit of its dimension that all others are compared in. */
  inBase(value: number): number;
}

/** By dimension: how many of its base one is, and what it is called. Base units: metre, kilogram, second, square metre, litre, watt, watt-hour, byte. */
const SCALES: Readonly<Record<string, ReadonlyArray<[number, string]>>> = {
  length: [[1, 'm metre metres meter meters'], [1000, 'km kilometre kilometres kilometer kilometers'], [0.01, 'cm centimetre centimetres centimeter centimeters'], [0.001, 'mm millimetre millimetres millimeter millimeters'], [0.3048, 'ft foot feet'], [1609.344, 'mi mile miles'], [0.9144, 'yd yard yards'], [0.0254, 'inch inches']],
  mass: [[1, 'kg kilogram kilograms kilo kilos'], [0.001, 'g gram grams'], [1e-6, 'mg milligram milligrams'], [1000, 't tonne tonnes ton tons'], [0.45359, 'lb lbs'], [0.02835, 'oz ounce ounces']],
  time: [[1, 'second seconds'], [60, 'minute minutes'], [3600, 'hour hours'], [86_400, 'day days'], [604_800, 'week weeks'], [2_629_800, 'month months'], [31_557_600, 'year years'], [315_576_000, 'decade decades'], [3_155_760_000, 'century centuries']],
  area: [[10_000, 'ha hectare hectares'], [4046.86, 'acre acres']],
  volume: [[1, 'l litre litres liter liters'], [0.001, 'ml millilitre millilitres milliliter milliliters'], [3.785, 'gallon gallons']],
  power: [[1, 'w watt watts'], [1000, 'kw kilowatt kilowatts'], [1e6, 'mw megawatt megawatts'], [1e9, 'gw gigawatt gigawatts']],
  energy: [[1, 'wh'], [1000, 'kwh'], [1e6, 'mwh'], [1e9, 'gwh'], [1e12, 'twh']],
  data: [[1, 'byte bytes'], [1e3, 'kb kilobyte kilobytes'], [1e6, 'mb megabyte megabytes'], [1e9, 'gb gigabyte gigabytes'], [1e12, 'tb terabyte terabytes']],
  percent: [[1, '%']],
  'percentage points': [[1, 'pp']],
  dollars: [[1, '$ dollar dollars usd']],
  euros: [[1, '€ euro euros eur']],
  'pounds sterling': [[1, '£ gbp']],
  yen: [[1, '¥ yen jpy']],
  rupees: [[1, '₹ rupee rupees inr']],
  francs: [[1, 'franc francs chf']],
  yuan: [[1, 'yuan renminbi cny']],
};

const MEASURES: ReadonlyMap<string, Measure> = new Map([
  ...Object.entries(SCALES).flatMap(([dimension, units]) => units.flatMap(([factor, names]) => names.split(' ').map((name): [string, Measure] => [name, { dimension, inBase: (value) => value * factor }]))),
  ...['celsius', '°c'].map((name): [string, Measure] => [name, { dimension: 'temperature', inBase: (value) => value }]),
  ...['fahrenheit', '°f'].map((name): [string, Measure] => [name, { dimension: 'temperature', inBase: (value) => ((value - 32) * 5) / 9 }]),
]);

/** `unit` as written, in small letters. */
export function measureOf(unit: string): Measure | null {
  return MEASURES.get(unit) ?? null;
}
