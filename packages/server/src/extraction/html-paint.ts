import { type Colour, isUnseenOn, readColour, UNSEEN_OPACITY } from './html-colours.js';
import type { Attributes } from './html-attributes.js';
import { lastValue, pixelsOf, someValue, type Style, wordsOf } from './html-style.js';
import type { HtmlTree } from './html-tree.js';
import { splitOutside } from './style-text.js';

interface Paint {
  /** Null where it can't be told. */
  text: Colour | null;
  ground: Colour | null;
  /** Of a stroke or a shadow around the letters. */
  edge: Colour | null;
  /** The ground is the one that pages have where nothing is said. */
  assumed: boolean;
}

/** A ground whose colour can't be told. */
const IMAGE = /url\(|gradient\(|image-set\(|var\(/;
/** Classes of elements whose ground is likely another than the page's. */
const OTHER_GROUND = /dark|black|night|hero|banner|cover|overlay|\bbg|background|btn|button|badge|label|slide|card|tile|foot|head|primary|accent|invert/i;
/** How far up such classes are looked for. */
const REACH = 30;

/**
 * Finds text in the colour of its ground. The style and the old attributes of an element and of those above it
 * count; where nothing is said of the ground it is white, unless a class above suggests another.
 */
export class PaintReader {
  #paints: Paint[] = [{ text: null, ground: [255, 255, 255, 1], edge: null, assumed: true }];
  /** For each node, the place of its paint. */
  readonly #places: Uint32Array;

  constructor(readonly tree: HtmlTree) {
    this.#places = new Uint32Array(tree.size);
  }

  /** Does an element's own style make its text unseen? Is to be called for every node, parents first. */
  hides(node: number, name: string, style: Style): boolean {
    const above = this.#places[this.tree.parents[node] ?? 0] ?? 0;
    this.#places[node] = above;
    const attributes = this.tree.attributes[node];
    if (name === '' || attributes === undefined || (attributes.size === 0 && style.size === 0)) return false;
    const said = statedPaint(name, attributes, style);
    if (said === null) return false;
    const paint = painted(this.#paints[above], said);
    this.#places[node] = this.#paints.push(paint) - 1;
    if (name === 'body' || name === 'html' || said.cutOut || paint.text === null) return false;
    if (paint.edge !== null && (paint.ground === null || !isUnseenOn(paint.edge, paint.ground))) return false;
    if (paint.text[3] < UNSEEN_OPACITY) return true;
    return paint.ground !== null && isUnseenOn(paint.text, paint.ground) && !(paint.assumed && this.#hasOtherGround(node));
  }

  /** Does an element say of its colours what sets it off from its ground? */
  isSeen(node: number): boolean {
    const place = this.#places[node] ?? 0;
    const paint = this.#paints[place];
    if (place === (this.#places[this.tree.parents[node] ?? 0] ?? 0) || paint === undefined) return false;
    return paint.ground === null || (paint.text !== null && !isUnseenOn(paint.text, paint.ground));
  }

  #hasOtherGround(from: number): boolean {
    let node = from;
    for (let level = 0; level < REACH && node > 0; level += 1) {
      const name = this.tree.names[node];
      if (name === 'button' || name === 'footer' || name === 'header' || OTHER_GROUND.test(this.tree.attributes[node]?.get('class')?.slice(0, 500) ?? '')) return true;
      node = this.tree.parents[node] ?? 0;
    }
    return false;
  }
}

interface StatedPaint {
  colour: string | undefined;
  ground: string | undefined;
  image: boolean;
  /** Undefined where nothing is said of it. */
  edge: Colour | null | undefined;
  cutOut: boolean;
}

/** What an element says of its colours; null where it says nothing. */
function statedPaint(name: string, attributes: Attributes, style: Style): StatedPaint | null {
  const styled = styledPaint(style);
  const colour = styled.colour ?? (name === 'font' ? attributes.get('color') : name === 'body' ? attributes.get('text') : undefined);
  const ground = styled.ground ?? attributes.get('bgcolor');
  const image = styled.image || attributes.has('background');
  return colour === undefined && ground === undefined && !image && styled.edge === undefined ? null : { ...styled, colour, ground, image };
}

/** A shadow less opaque than this does not set letters off. */
const SHADE = 0.3;
const UNPAINTED: StatedPaint = { colour: undefined, ground: undefined, image: false, edge: undefined, cutOut: false };
const styledPaints = new WeakMap<Style, StatedPaint>();

/** What a style says of colours. Each is read once. */
function styledPaint(style: Style): StatedPaint {
  if (style.size === 0) return UNPAINTED;
  const known = styledPaints.get(style);
  if (known !== undefined) return known;
  const said = last(style, ['background-color', 'background']);
  const images = ['background', 'background-image'].flatMap((name) => style.get(name) ?? []).filter((value) => IMAGE.test(value));
  const flat = images.map(flatColour);
  const isFlat = flat.length > 0 && flat.every((colour) => colour !== null);
  const paint: StatedPaint = {
    colour: last(style, ['-webkit-text-fill-color', 'color']),
    ground: isFlat ? groundOf(flat, said) : said,
    image: images.length > 0 && !isFlat,
    edge: edgeOf(style),
    // Text that is cut out of its ground is transparent itself.
    cutOut: someValue(style, ['background-clip', '-webkit-background-clip', 'background'], (value) => /\btext\b/.test(value)),
  };
  styledPaints.set(style, paint);
  return paint;
}

const COLOURS = /#[\da-f]{3,8}\b|\b(?:rgb|hsl)a?\([^()]*\)|\b[a-z]+\b(?!\()/g;
/** What else a gradient may be made of. */
const UNTOLD = /url\(|image-set\(|var\(|mix\(|lab\(|lch\(|hwb\(|color\(|light-dark|currentcolor/;

/** The colour of gradients that have no more than one; null of other images. */
function flatColour(image: string): Colour | null {
  if (UNTOLD.test(image)) return null;
  const [first, ...others] = (image.match(COLOURS) ?? []).map(readColour).filter((colour) => colour !== null);
  return first !== undefined && others.every((other) => Math.abs(other[3] - first[3]) < UNSEEN_OPACITY && (first[3] < UNSEEN_OPACITY || isUnseenOn(other, [first[0], first[1], first[2], 1]))) ? first : null;
}

/** Of gradients of one colour each, and of what is said of the ground besides. */
function groundOf(flat: readonly Colour[], said: string | undefined): string {
  const painted = flat.find((colour) => colour[3] >= UNSEEN_OPACITY);
  if (painted !== undefined) return `rgb(${painted.join(' ')})`;
  return said !== undefined && readColour(said) !== null ? said : 'transparent';
}

/** A shadow that lies further off, or is more blurred than this, shows no letters, in pixels; nor does one of letters without colour where it is blurred. */
const NEAR = 20;
const SHARP = 2;

/** The colour around letters, by a stroke or a shadow; undefined where nothing is said of it. */
function edgeOf(style: Style): Colour | null | undefined {
  const isClear = (readColour(last(style, ['-webkit-text-fill-color', 'color']) ?? '')?.[3] ?? 1) < UNSEEN_OPACITY;
  const isNear = (value: string) => wordsOf(value).every((word) => Math.abs(pixelsOf(word, 0) ?? 0) <= (isClear ? SHARP : NEAR));
  const shadow = lastValue(style, 'text-shadow', (value) => value);
  const stroke = lastValue(style, '-webkit-text-stroke', (value) => value) ?? `${lastValue(style, '-webkit-text-stroke-width', (value) => value) ?? ''} ${lastValue(style, '-webkit-text-stroke-color', (value) => value) ?? ''}`;
  if (wordsOf(stroke).some((word) => (pixelsOf(word, 0) ?? 0) > 0)) return readColour(stroke);
  if (shadow === null) return undefined;
  return splitOutside(shadow, ',').filter(isNear).map(readColour).find((colour) => colour !== null && colour[3] > SHADE) ?? null;
}

/** The last value that says a colour, else the last value at all. */
function last(style: Style, names: readonly string[]): string | undefined {
  const values = names.flatMap((name) => style.get(name) ?? []);
  return names.map((name) => lastValue(style, name, (value) => (readColour(value) === null ? null : value))).find((value) => value !== null) ?? values.at(-1);
}

function painted(above: Paint | undefined, { colour, ground, image, edge: ownEdge }: StatedPaint): Paint {
  const text = colour === undefined || /^\s*inherit/i.test(colour) ? (above?.text ?? null) : readColour(colour);
  const edge = ownEdge === undefined ? (above?.edge ?? null) : ownEdge;
  if (image) return { text, ground: null, edge, assumed: false };
  if (ground !== undefined && /\bcurrentcolor\b/i.test(ground)) return { text, ground: text, edge, assumed: false };
  const own = ground === undefined || /^\s*(?:inherit|none|initial|unset)/i.test(ground) ? null : readColour(ground);
  if (ground === undefined || own?.[3] === 0) return { text, ground: above?.ground ?? null, edge, assumed: above?.assumed ?? false };
  return { text, ground: own, edge, assumed: false };
}
