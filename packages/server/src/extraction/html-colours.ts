import { functionsIn, wordsOf } from './html-style.js';
import { NAMED_COLOURS } from './named-colours.js';

/** Red, green and blue, 0 to 255, and opacity, 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number];
type Channels = [number, number, number];

/** Text less opaque than this is not seen on any ground. */
export const UNSEEN_OPACITY = 0.06;
/** Differences in a channel that nobody sees. */
const UNSEEN = 16;

/** The colour in a value of a style or an attribute, whatever stands beside it; null where there is none or it can't be told (variables, gradients, images). */
export function readColour(written: string): Colour | null {
  for (const word of wordsOf(written.slice(0, 200).toLowerCase())) {
    const colour = word.includes('(') ? fromFunction(word) : fromWord(word);
    if (colour !== null) return colour;
  }
  return null;
}

function fromWord(word: string): Colour | null {
  if (word === 'transparent') return [0, 0, 0, 0];
  return fromHex(NAMED_COLOURS.get(word) ?? /^#?([\da-f]{3,8})$/.exec(word)?.[1] ?? '');
}

function fromHex(hex: string): Colour | null {
  const digits = hex.length < 6 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? []);
  if (digits.length !== 3 && digits.length !== 4) return null;
  const [red = 0, green = 0, blue = 0, opacity = 255] = digits.map((digit) => Number.parseInt(digit, 16));
  return [red, green, blue, opacity / 255];
}

/** A number; of percentages the share of `whole`, of angles the degrees. `none` is 0. */
function numberOf(text: string, whole: number): number {
  if (text === 'none') return 0;
  const [, digits = '', unit = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|deg|rad|grad|turn)?$/.exec(text) ?? [];
  const each: Readonly<Record<string, number>> = { '': 1, '%': whole / 100, deg: 1, rad: 180 / Math.PI, grad: 0.9, turn: 360 };
  return digits === '' ? Number.NaN : Number(digits) * (each[unit] ?? Number.NaN);
}

/** How each notation becomes red, green and blue, 0 to 1. */
const NOTATIONS: ReadonlyMap<string, (args: readonly string[]) => Channels> = new Map<string, (args: readonly string[]) => Channels>([
  ['rgb', ([r = '', g = '', b = '']) => [numberOf(r, 255) / 255, numberOf(g, 255) / 255, numberOf(b, 255) / 255]],
  ['hsl', ([h = '', s = '', l = '']) => fromHsl(numberOf(h, 360), shareOf(s), shareOf(l))],
  ['hwb', ([h = '', w = '', b = '']) => fromHwb(numberOf(h, 360), shareOf(w), shareOf(b))],
  ['oklab', ([l = '', a = '', b = '']) => fromOklab(numberOf(l, 1), numberOf(a, 0.4), numberOf(b, 0.4))],
  ['oklch', ([l = '', c = '', h = '']) => fromOklab(numberOf(l, 1), ...aroundAxis(numberOf(c, 0.4), numberOf(h, 360)))],
  ['lab', ([l = '', a = '', b = '']) => fromLab(numberOf(l, 100), numberOf(a, 125), numberOf(b, 125))],
  ['lch', ([l = '', c = '', h = '']) => fromLab(numberOf(l, 100), ...aroundAxis(numberOf(c, 150), numberOf(h, 360)))],
]);
/** Spaces near enough to sRGB to tell text from its ground. */
const SPACES = new Set(['srgb', 'display-p3', 'a98-rgb', 'rec2020']);

function fromFunction(word: string): Colour | null {
  const [called] = functionsIn(word);
  if (called === undefined || !word.startsWith(`${called.name}(`)) return null;
  if (called.name === 'color-mix') return fromMix(called.args);
  const [space = ''] = called.args;
  const isSpace = called.name === 'color' && SPACES.has(space);
  const args = isSpace ? called.args.slice(1) : called.args;
  const read = isSpace ? ([r = '', g = '', b = '']: readonly string[]): Channels => [numberOf(r, 1), numberOf(g, 1), numberOf(b, 1)] : NOTATIONS.get(called.name.replace(/a$/, ''));
  const channels = read?.(args).map((channel) => Math.round(Math.min(1, Math.max(0, channel)) * 255)) ?? [];
  const opacity = args[3] === undefined ? 1 : numberOf(args[3], 1);
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = channels;
  return [red, green, blue, opacity].some(Number.isNaN) ? null : [red, green, blue, opacity];
}

/** Between two colours, half of each: near enough to tell two that are alike. */
function fromMix(args: readonly string[]): Colour | null {
  const [first, second] = args.slice(2).map(fromWord).filter((colour) => colour !== null);
  if (first === undefined || second === undefined) return null;
  const [red = 0, green = 0, blue = 0, opacity = 0] = first.map((channel, index) => (channel + (second[index] ?? 0)) / 2);
  return [red, green, blue, opacity];
}

/** 0 to 1, of a percentage or of a number from 0 to 100. */
function shareOf(text: string): number {
  return numberOf(text, 100) / 100;
}

function fromHsl(hue: number, saturation: number, lightness: number): Channels {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const at = (offset + (((hue % 360) + 360) % 360) / 30) % 12;
    return lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

function fromHwb(hue: number, white: number, black: number): Channels {
  const sum = Math.max(1, white + black);
  const [w, b] = [white / sum, black / sum];
  const pure = fromHsl(hue, 1, 0.5);
  return [pure[0] * (1 - w - b) + w, pure[1] * (1 - w - b) + w, pure[2] * (1 - w - b) + w];
}

function aroundAxis(chroma: number, hue: number): [number, number] {
  const angle = (hue * Math.PI) / 180;
  return [chroma * Math.cos(angle), chroma * Math.sin(angle)];
}

/** CSS Color 4, section 9.2 and appendix. */
function fromOklab(lightness: number, a: number, b: number): Channels {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [gamma(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short), gamma(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short), gamma(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short)];
}

/** By way of XYZ at D50, whose white CIE Lab refers to. */
function fromLab(lightness: number, a: number, b: number): Channels {
  const fy = (lightness + 16) / 116;
  const linear = (f: number) => (f ** 3 > 216 / 24389 ? f ** 3 : (116 * f - 16) / (24389 / 27));
  const x = linear(fy + a / 500) * 0.96422;
  const y = linear(fy);
  const z = linear(fy - b / 200) * 0.82521;
  return [gamma(3.1338561 * x - 1.6168667 * y - 0.4906146 * z), gamma(-0.9787684 * x + 1.9161415 * y + 0.033454 * z), gamma(0.0719453 * x - 0.2289914 * y + 1.4052427 * z)];
}

function gamma(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}

/** Can text in one colour not be told from a ground of the other, or is it all but transparent? */
export function isUnseenOn(text: Colour, ground: Colour): boolean {
  if (text[3] < UNSEEN_OPACITY) return true;
  return ground[3] > 0.5 && [0, 1, 2].every((channel) => Math.abs((text[channel] ?? 0) - (ground[channel] ?? 0)) <= UNSEEN);
}
