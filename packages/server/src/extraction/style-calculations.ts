/** In pixels, on a screen of 1,280 by 800 with letters of 16. */
export const PIXELS: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 37.8, mm: 3.78, q: 0.945, em: 16, rem: 16, ex: 8, ch: 8, lh: 19, rlh: 19, vw: 12.8, vh: 8, vmin: 8, vmax: 12.8, dvw: 12.8, dvh: 8, svw: 12.8, svh: 8, lvw: 12.8, lvh: 8 };

interface Quantity {
  number: number;
  unit: '' | 'px' | '%';
}

const CALLED = /(?<![\w-])(?:calc|min|max|clamp)\(/g;
const TOKEN = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|[a-z]+)?|(calc|min|max|clamp)?(\()|([-+*/),]))/y;
const MOST_DEEP = 12;
const MOST_CALLS = 20;

/** A value with what can be calculated in it put in place of the calculation, lengths in pixels; the rest stays as it is. Time linear. */
export function calculated(value: string): string {
  if (!value.includes('(') || value.search(CALLED) < 0) return value;
  let result = '';
  let from = 0;
  let calls = 0;
  CALLED.lastIndex = 0;
  for (let match = CALLED.exec(value); match !== null && (calls += 1) <= MOST_CALLS; match = CALLED.exec(value)) {
    const reader = new Calculation(value, match.index);
    const quantity = reader.read();
    if (quantity === null || !Number.isFinite(quantity.number)) continue;
    result += value.slice(from, match.index) + String(Number(quantity.number.toFixed(4))) + quantity.unit;
    from = reader.at;
    CALLED.lastIndex = from;
  }
  return result + value.slice(from);
}

/** Reads one calculation by recursive descent. */
class Calculation {
  #depth = 0;

  constructor(
    readonly text: string,
    public at: number,
  ) {}

  read(): Quantity | null {
    const token = this.#next();
    if (token === null) return null;
    const [, digits, unit = '', name = '', opens, sign] = token;
    if (sign === '-' || sign === '+') return scaled(this.read(), sign === '-' ? -1 : 1);
    if (digits !== undefined) return quantityOf(Number(digits), unit);
    return opens === undefined ? null : this.#arguments(name);
  }

  #arguments(name: string): Quantity | null {
    if ((this.#depth += 1) > MOST_DEEP) return null;
    const values: Quantity[] = [];
    for (;;) {
      const value = this.#sum();
      const sign = this.#next()?.[5];
      if (value === null || (sign !== ',' && sign !== ')')) return null;
      values.push(value);
      if (sign === ')') break;
    }
    this.#depth -= 1;
    return combined(name, values);
  }

  #sum(): Quantity | null {
    let left = this.#product();
    for (let sign = this.#sign('+-'); left !== null && sign !== null; sign = this.#sign('+-')) left = added(left, scaled(this.#product(), sign === '-' ? -1 : 1));
    return left;
  }

  #product(): Quantity | null {
    let left = this.read();
    for (let sign = this.#sign('*/'); left !== null && sign !== null; sign = this.#sign('*/')) {
      const right = this.read();
      if (right === null) return null;
      if (sign === '/') left = right.unit === '' ? scaled(left, 1 / right.number) : null;
      else left = right.unit === '' ? scaled(left, right.number) : left.unit === '' ? scaled(right, left.number) : null;
    }
    return left;
  }

  /** The next sign, if it is one of these. */
  #sign(signs: string): string | null {
    const before = this.at;
    const sign = this.#next()?.[5];
    if (sign !== undefined && signs.includes(sign)) return sign;
    this.at = before;
    return null;
  }

  #next(): RegExpExecArray | null {
    TOKEN.lastIndex = this.at;
    const token = TOKEN.exec(this.text);
    if (token !== null) this.at = TOKEN.lastIndex;
    return token;
  }
}

function quantityOf(number: number, unit: string): Quantity | null {
  if (unit === '' || unit === '%') return { number, unit };
  const pixels = PIXELS[unit];
  return pixels === undefined ? null : { number: number * pixels, unit: 'px' };
}

function scaled(quantity: Quantity | null, by: number): Quantity | null {
  return quantity === null ? null : { ...quantity, number: quantity.number * by };
}

function added(left: Quantity, right: Quantity | null): Quantity | null {
  if (right === null) return null;
  if (left.unit === right.unit) return { ...left, number: left.number + right.number };
  return left.number === 0 ? right : right.number === 0 ? left : null;
}

function combined(name: string, values: readonly Quantity[]): Quantity | null {
  const [first, second, third] = values;
  if (first === undefined || values.some(({ unit }) => unit !== first.unit)) return null;
  const numbers = values.map(({ number }) => number);
  if (name === 'min') return { ...first, number: Math.min(...numbers) };
  if (name === 'max') return { ...first, number: Math.max(...numbers) };
  if (name === 'clamp') return second === undefined || third === undefined ? null : { ...first, number: Math.max(first.number, Math.min(second.number, third.number)) };
  return values.length === 1 ? first : null;
}
