import { isCloser, isOpener, readMarker } from './marker-grammar.js';

/**
 * The last look at what goes out: text that only became a marker because something between was taken out (`[[9]1]`) loses
 * its closing bracket, so that no marker leaves that was not meant. Pure; used by `marker-stream.ts` only.
 */
export class BracketGuard {
  /** What went out since the last opening bracket, while it may be the inside of a marker. */
  private inside: string | null = null;
  private overlong = false;
  private lastWasOpener = false;
  /** A marker went out right behind an opening bracket: a closing one right behind it would make it `[[1]]`. */
  private doubled = false;

  /** A marker goes out as it is. */
  marker(): void {
    this.doubled = this.lastWasOpener;
    this.inside = null;
    this.lastWasOpener = false;
  }

  /** What may go out of `text`. In code everything may. */
  text(text: string, inCode: boolean): string {
    if (this.inside === null && !this.doubled && !/[[\]【】［］]/.test(text)) {
      this.lastWasOpener = false;
      return text;
    }
    let out = '';
    for (const unit of text.split('')) if (this.passes(unit) || inCode) out += unit;
    return out;
  }

  private passes(unit: string): boolean {
    const wasDoubled = this.doubled;
    if (isCloser(unit)) {
      const makesMarker = wasDoubled || (this.inside !== null && (this.overlong || readMarker(`[${this.inside}]`, 0, true).kind === 'marker'));
      if (!makesMarker) this.doubled = false;
      if (!makesMarker) this.inside = null;
      this.lastWasOpener = false;
      return !makesMarker;
    }
    this.doubled = false;
    this.lastWasOpener = isOpener(unit);
    if (this.lastWasOpener) this.restart();
    else if (this.inside !== null) this.extend(unit);
    return true;
  }

  private restart(): void {
    this.inside = '';
    this.overlong = false;
  }

  private extend(unit: string): void {
    if (this.overlong) {
      if (!/[\d ,;]/.test(unit)) this.inside = null;
      return;
    }
    this.inside += unit;
    const reading = readMarker(`[${this.inside ?? ''}`, 0, false).kind;
    if (reading === 'overlong') this.overlong = true;
    else if (reading === 'text') this.inside = null;
  }
}
