/** Red, green and blue, 0 to 255, and opacity, 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number];

/** Names that pages write text and grounds in; the others are rare. */
const NAMED: ReadonlyMap<string, string> = new Map(
  'white ffffff black 000000 snow fffafa ivory fffff0 ghostwhite f8f8ff floralwhite fffaf0 whitesmoke f5f5f5 mintcream f5fffa azure f0ffff silver c0c0c0 gray 808080 grey 808080 lightgray d3d3d3 lightgrey d3d3d3 red ff0000 blue 0000ff navy 000080 green 008000 yellow ffff00'
    .split(' ')
    .flatMap((name, index, all): Array<[string, string]> => (index % 2 === 0 ? [[name, all[index + 1] ?? '']] : [])),
);
const NUMBERS = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:\s*[,/]\s*([\d.]+)(%?))?\s*\)/;
/** Text less opaque than this is not seen on any ground. */
export const UNSEEN_OPACITY = 0.06;
/** Differences in a channel that nobody sees. */
const UNSEEN = 16;

/** A colour as a style or an attribute writes it; null for what is none or can't be told (variables, gradients, images). */
export function readColour(written: string): Colour | null {
  const value = written.slice(0, 100).trim().toLowerCase();
  if (value === 'transparent') return [0, 0, 0, 0];
  const numbers = NUMBERS.exec(value);
  if (numbers !== null) return [Number(numbers[1]), Number(numbers[2]), Number(numbers[3]), numbers[4] === undefined ? 1 : Number(numbers[4]) / (numbers[5] === '%' ? 100 : 1)];
  const [word = ''] = value.split(/\s/);
  return fromHex(NAMED.get(word) ?? (/^#?([\da-f]{3,8})$/.exec(word)?.[1] ?? ''));
}

function fromHex(hex: string): Colour | null {
  const digits = hex.length < 6 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? []);
  if (digits.length !== 3 && digits.length !== 4) return null;
  const [red = 0, green = 0, blue = 0, opacity = 255] = digits.map((digit) => Number.parseInt(digit, 16));
  return [red, green, blue, opacity / 255];
}

/** Can text in one colour not be told from a ground of the other, or is it all but transparent? */
export function isUnseenOn(text: Colour, ground: Colour): boolean {
  if (text[3] < UNSEEN_OPACITY) return true;
  return ground[3] > 0.5 && [0, 1, 2].every((channel) => Math.abs((text[channel] ?? 0) - (ground[channel] ?? 0)) <= UNSEEN);
}
