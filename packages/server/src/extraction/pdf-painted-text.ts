import { type Colour, readColour, UNSEEN_OPACITY } from './html-colours.js';
import { type Box, isIn, PaintedGround } from './pdf-ground.js';

/** What pdf.js makes of the content of a page: for each operation its number and its arguments. */
export interface PageOperations {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

/** pdf.js's numbers of the operations, by name. */
export type OperationNumbers = Readonly<Record<string, number>>;

/** Text of a page in the order in which it is painted. */
export interface PaintedText {
  /** Without spaces. */
  text: string;
  /** For each of its UTF-16 units: 0 it is seen, 1 it is not, 2 it is painted with no ink at all, as text recognition lays it over a scan. */
  unseen: Uint8Array;
  /** Share of the page's area that images take up. */
  imageShare: number;
}

type Matrix = readonly [a: number, b: number, c: number, d: number, x: number, y: number];

interface State {
  matrix: Matrix;
  fill: Colour | null;
  stroke: Colour | null;
  opacity: number;
  /** PDF 32000-1, table 106: 0 fill, 1 stroke, 2 both, 3 neither, and 4 to 7 the same with clipping. */
  mode: number;
  clip: Box | null;
  size: number;
  leading: number;
}

interface Glyph {
  unicode?: unknown;
  width?: unknown;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const MOST_SAVED = 1_000;
const FILLS = ['fill', 'eoFill', 'fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke'];
/** Opacity from which paint covers what is below. */
const COVERS = 0.9;
/** Of a rectangle as pdf.js writes it: a move, three lines with their ends, and the way back. */
const RECTANGLE = 13;

/** Follows the painting of a page (PDF 32000-1, chapters 8 and 9) as far as it takes to tell what text is seen. Time linear in its operations. */
export function paintedText(operations: PageOperations, { numbers, page, isLayerShown }: { numbers: OperationNumbers; page: Box; isLayerShown: (layer: unknown) => boolean }): PaintedText {
  const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
  const painter = new PagePainter(page, isLayerShown, new Set(FILLS.map((name) => numbers[name])));
  for (const [index, number] of operations.fnArray.entries()) painter.paint(names.get(number) ?? '', (operations.argsArray[index] ?? []) as ArrayLike<unknown>);
  return painter.finish();
}

class PagePainter {
  #state: State = { matrix: IDENTITY, fill: [0, 0, 0, 1], stroke: [0, 0, 0, 1], opacity: 1, mode: 0, clip: null, size: 0, leading: 0 };
  #saved: State[] = [];
  #text: Matrix = IDENTITY;
  #line: Matrix = IDENTITY;
  /** For each layer that is open: is it shown? */
  #layers: boolean[] = [];
  #clips = false;
  /** An image leaves nothing but the matrix that was set for it, as none is unpacked. */
  #placed: Matrix | null = null;
  #imageArea = 0;
  readonly #ground = new PaintedGround();
  readonly #pieces: string[] = [];
  readonly #flags: number[] = [];

  constructor(
    readonly page: Box,
    readonly isLayerShown: (layer: unknown) => boolean,
    /** Numbers of the operations that fill a path. */
    readonly fills: ReadonlySet<number | undefined>,
  ) {}

  finish(): PaintedText {
    const [left, bottom, right, top] = this.page;
    return { text: this.#pieces.join(''), unseen: Uint8Array.from(this.#flags), imageShare: this.#imageArea / Math.max(1, (right - left) * (top - bottom)) };
  }

  paint(name: string, args: ArrayLike<unknown>): void {
    if (name === 'dependency') return;
    const placed = this.#placed;
    this.#placed = null;
    if (placed !== null && name !== 'constructPath' && name !== 'showText') this.#image(placed);
    if (name === 'constructPath') this.#path(args);
    else if (name === 'showText') this.#show(args[0] as ArrayLike<Glyph | number | null>);
    else if (!this.#setState(name, args) && !this.#placeText(name, args)) this.#group(name, args);
  }

  #setState(name: string, args: ArrayLike<unknown>): boolean {
    const state = this.#state;
    const first = args[0];
    switch (name) {
      case 'setFillRGBColor':
        state.fill = typeof first === 'string' ? readColour(first) : null;
        return true;
      case 'setStrokeRGBColor':
        state.stroke = typeof first === 'string' ? readColour(first) : null;
        return true;
      case 'setFillTransparent':
        state.fill = [0, 0, 0, 0];
        return true;
      case 'setFillColorN':
        state.fill = null;
        return true;
      case 'setStrokeColorN':
        state.stroke = null;
        return true;
      case 'setTextRenderingMode':
        state.mode = Number(first);
        return true;
      case 'setFont':
        state.size = Number(args[1]);
        return true;
      case 'setGState':
        for (const [key, value] of first as ReadonlyArray<[string, unknown]>) if (key === 'ca') state.opacity = Number(value);
        return true;
      default:
        return false;
    }
  }

  #placeText(name: string, args: ArrayLike<unknown>): boolean {
    switch (name) {
      case 'beginText':
        this.#text = this.#line = IDENTITY;
        return true;
      case 'setTextMatrix':
        this.#text = this.#line = asMatrix(args.length === 1 ? args[0] : args);
        return true;
      case 'setLeading':
        this.#state.leading = -Number(args[0]);
        return true;
      case 'setLeadingMoveText':
        this.#state.leading = Number(args[1]);
        return this.#moveLine(Number(args[0]), Number(args[1]));
      case 'moveText':
        return this.#moveLine(Number(args[0]), Number(args[1]));
      case 'nextLine':
        return this.#moveLine(0, this.#state.leading);
      default:
        return false;
    }
  }

  #moveLine(x: number, y: number): true {
    this.#text = this.#line = times(this.#line, [1, 0, 0, 1, x, y]);
    return true;
  }

  #group(name: string, args: ArrayLike<unknown>): void {
    if (name === 'save') this.#save();
    else if (name === 'restore' || name === 'paintFormXObjectEnd') this.#state = this.#saved.pop() ?? this.#state;
    else if (name === 'transform') {
      this.#state.matrix = times(this.#state.matrix, asMatrix(args));
      this.#placed = this.#state.matrix;
    } else if (name === 'paintFormXObjectBegin') {
      this.#save();
      if (args[0]) this.#state.matrix = times(this.#state.matrix, asMatrix(args[0]));
    } else if (name === 'clip' || name === 'eoClip') this.#clips = true;
    else if (name === 'shadingFill') this.#ground.add(this.#state.clip ?? this.page, null);
    else if (name === 'beginMarkedContent' || name === 'beginMarkedContentProps') this.#layers.push(args[0] !== 'OC' || this.isLayerShown(args[1]));
    else if (name === 'endMarkedContent') this.#layers.pop();
  }

  #save(): void {
    // A file that saves without end has no use of it.
    if (this.#saved.length < MOST_SAVED) this.#saved.push({ ...this.#state });
  }

  #image(matrix: Matrix): void {
    this.#imageArea += Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]);
    this.#ground.add(boxOf(matrix, [0, 0, 1, 1]), null);
  }

  #path(args: ArrayLike<unknown>): void {
    const [operation, data, bounds] = Array.from(args);
    const corners = Array.from((bounds ?? []) as ArrayLike<number>);
    const [left, bottom, right, top] = corners;
    if (left === undefined || bottom === undefined || right === undefined || top === undefined) return;
    const box = boxOf(this.#state.matrix, [left, bottom, right, top]);
    if (this.#clips) this.#state.clip = this.#state.clip === null ? box : overlap(this.#state.clip, box);
    this.#clips = false;
    if (!this.fills.has(operation as number)) return;
    const covers = this.#state.opacity >= COVERS && isRectangular((data as ArrayLike<unknown>)[0] as ArrayLike<number> | null);
    this.#ground.add(this.#state.clip === null ? box : overlap(this.#state.clip, box), covers ? this.#state.fill : null);
  }

  #show(glyphs: ArrayLike<Glyph | number | null>): void {
    const { size, matrix } = this.#state;
    const start = times(matrix, this.#text);
    let text = '';
    let width = 0;
    for (let index = 0; index < glyphs.length; index += 1) {
      const glyph = glyphs[index];
      if (typeof glyph === 'number') width -= (glyph * size) / 1_000;
      if (glyph === null || typeof glyph !== 'object') continue;
      if (typeof glyph.unicode === 'string') text += glyph.unicode;
      if (typeof glyph.width === 'number') width += (glyph.width * size) / 1_000;
    }
    this.#text = times(this.#text, [1, 0, 0, 1, width, 0]);
    const plain = withoutSpaces(text);
    const end = times(matrix, this.#text);
    const flag = this.#unseen((start[4] + end[4]) / 2 + size * 0.3 * start[2], (start[5] + end[5]) / 2 + size * 0.3 * start[3]);
    this.#pieces.push(plain);
    for (let index = 0; index < plain.length; index += 1) this.#flags.push(flag);
  }

  /** Of text whose middle is here. */
  #unseen(x: number, y: number): 0 | 1 | 2 {
    const { mode, fill, stroke, opacity, clip } = this.#state;
    if (this.#layers.includes(false) || (clip !== null && !isIn(grown(clip), x, y))) return 1;
    if (mode % 4 === 3) return 2;
    if (opacity < UNSEEN_OPACITY) return 1;
    const colours = mode % 4 === 0 ? [fill] : mode % 4 === 1 ? [stroke] : [fill, stroke];
    return colours.every((colour) => colour !== null && this.#ground.hides(colour, x, y)) ? 1 : 0;
  }
}

/** Spaces and signs that show nothing are left out where texts are compared. */
export function withoutSpaces(text: string): string {
  return text.replace(/[\s\p{Cf}]+/gu, '');
}

/** Nothing but rectangles? */
function isRectangular(data: ArrayLike<number> | null): boolean {
  if (data === null || data.length === 0 || data.length % RECTANGLE !== 0) return false;
  for (let at = 0; at < data.length; at += RECTANGLE) {
    const [x1, y1, x2, y2, x3, y3, x4, y4] = [1, 2, 4, 5, 7, 8, 10, 11].map((offset) => data[at + offset]);
    const isUpright = (x1 === x2 && y2 === y3 && x3 === x4 && y4 === y1) || (y1 === y2 && x2 === x3 && y3 === y4 && x4 === x1);
    if (!isUpright) return false;
  }
  return true;
}

function asMatrix(values: unknown): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = Array.from(values as ArrayLike<number>).map(Number);
  return [a, b, c, d, x, y];
}

function times([a, b, c, d, x, y]: Matrix, [e, f, g, h, u, v]: Matrix): Matrix {
  return [a * e + c * f, b * e + d * f, a * g + c * h, b * g + d * h, a * u + c * v + x, b * u + d * v + y];
}

function boxOf([a, b, c, d, x, y]: Matrix, [left, bottom, right, top]: Box): Box {
  const corners = [[left, bottom], [left, top], [right, bottom], [right, top]].map(([u = 0, v = 0]) => [a * u + c * v + x, b * u + d * v + y] as const);
  const [xs, ys] = [corners.map(([u]) => u), corners.map(([, v]) => v)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function overlap(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/** Letters reach a little over the middle of their line. */
function grown([left, bottom, right, top]: Box): Box {
  return [left - 2, bottom - 2, right + 2, top + 2];
}
