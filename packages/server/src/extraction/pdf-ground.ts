import { type Colour, isUnseenOn } from './html-colours.js';

/** Left, bottom, right, top, in points of the page. */
export type Box = readonly [left: number, bottom: number, right: number, top: number];

/** Areas that are looked through for the ground of a text, the newest first, and looks on one page, all told. */
const MOST_AREAS = 500;
const MOST_LOOKS = 5_000_000;

/** What has been painted on a page so far, as far as text can stand on it. */
export class PaintedGround {
  readonly #areas: Array<{ box: Box; colour: Colour | null }> = [];
  #looks = 0;

  /** `colour`: null where it can't be told, as of images. */
  add(box: Box, colour: Colour | null): void {
    this.#areas.push({ box, colour });
  }

  /** Has text of this colour at this place the colour of what it stands on? Paper is white. */
  hides(text: Colour, x: number, y: number): boolean {
    const oldest = Math.max(0, this.#areas.length - MOST_AREAS);
    for (let index = this.#areas.length - 1; index >= oldest && this.#looks < MOST_LOOKS; index -= 1) {
      this.#looks += 1;
      const area = this.#areas[index];
      if (area !== undefined && isIn(area.box, x, y)) return area.colour !== null && isUnseenOn(text, area.colour);
    }
    return oldest === 0 && isUnseenOn(text, [255, 255, 255, 1]);
  }
}

export function isIn([left, bottom, right, top]: Box, x: number, y: number): boolean {
  return x >= left && x <= right && y >= bottom && y <= top;
}
