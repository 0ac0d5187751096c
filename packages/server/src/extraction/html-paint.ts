import { type Colour, isUnseenOn, readColour, UNSEEN_OPACITY } from './html-colours.js';
import type { Attributes } from './html-reader.js';
import type { HtmlTree } from './html-tree.js';

interface Paint {
  /** Null where it can't be told. */
  text: Colour | null;
  ground: Colour | null;
  /** The ground is the one that pages have where nothing is said. */
  assumed: boolean;
}

const COLOUR = /(?:^|;)\s*color\s*:\s*([^;!]+)/i;
const GROUND = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i;
const IMAGE = /background(?:-image)?\s*:[^;]*(?:url\(|gradient\(|var\()/i;
/** Text that is cut out of its ground is transparent itself. */
const CUT_OUT = /background-clip|text-fill/i;
/** Classes of elements whose ground is likely another than the page's. */
const OTHER_GROUND = /dark|black|night|hero|banner|cover|overlay|\bbg|background|btn|button|badge|label|slide|card|tile|foot|head|primary|accent|invert/i;
/** How far up such classes are looked for. */
const REACH = 30;

/**
 * Finds text in the colour of its ground. The inline style and the old attributes of an element and of those above it
 * count; where nothing is said of the ground it is white, unless a class above suggests another. Style sheets are not read.
 */
export class PaintReader {
  #paints: Paint[] = [{ text: null, ground: [255, 255, 255, 1], assumed: true }];
  /** For each node, the place of its paint. */
  readonly #places: Uint32Array;

  constructor(readonly tree: HtmlTree) {
    this.#places = new Uint32Array(tree.size);
  }

  /** Does an element's own style make its text unseen? Is to be called for every node, parents first. */
  hides(node: number, name: string): boolean {
    const above = this.#places[this.tree.parents[node] ?? 0] ?? 0;
    this.#places[node] = above;
    const attributes = this.tree.attributes[node];
    if (name === '' || attributes === undefined || attributes.size === 0) return false;
    const said = statedPaint(name, attributes);
    if (said === null) return false;
    const paint = painted(this.#paints[above], said);
    this.#places[node] = this.#paints.push(paint) - 1;
    if (name === 'body' || name === 'html' || said.cutOut || paint.text === null) return false;
    if (paint.text[3] < UNSEEN_OPACITY) return true;
    return paint.ground !== null && isUnseenOn(paint.text, paint.ground) && !(paint.assumed && this.#hasOtherGround(node));
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
  cutOut: boolean;
}

/** What an element says of its colours; null where it says nothing. */
function statedPaint(name: string, attributes: Attributes): StatedPaint | null {
  const style = attributes.get('style')?.slice(0, 2000) ?? '';
  const colour = COLOUR.exec(style)?.[1] ?? (name === 'font' ? attributes.get('color') : name === 'body' ? attributes.get('text') : undefined);
  const ground = GROUND.exec(style)?.[1] ?? attributes.get('bgcolor');
  const image = IMAGE.test(style) || attributes.has('background');
  return colour === undefined && ground === undefined && !image ? null : { colour, ground, image, cutOut: CUT_OUT.test(style) };
}

function painted(above: Paint | undefined, { colour, ground, image }: StatedPaint): Paint {
  const text = colour === undefined || /^\s*inherit/i.test(colour) ? (above?.text ?? null) : readColour(colour);
  if (image) return { text, ground: null, assumed: false };
  const own = ground === undefined || /^\s*(?:inherit|none|initial|unset)/i.test(ground) ? null : readColour(ground);
  if (ground === undefined || own?.[3] === 0) return { text, ground: above?.ground ?? null, assumed: above?.assumed ?? false };
  return { text, ground: own, assumed: false };
}
