/*
 * Text that Word does not show (`w:vanish`, on the web `w:webHidden`), by a run's own properties, its style or that of its paragraph, and text that nobody sees. Works on the XML as text:
 * a tree of forty megabytes would be built to be taken apart again. Time is linear whatever the markup. Pure.
 */

const NAMESPACE = /xmlns:([\w-]{1,40})\s*=\s*["'](?:http:\/\/schemas\.openxmlformats\.org\/wordprocessingml\/2006\/main|http:\/\/purl\.oclc\.org\/ooxml\/wordprocessingml\/main)["']/;
const MOST_STYLES = 5_000;

/** Ids of the styles whose text is hidden, those that are based on them included. `xml` is `word/styles.xml`. */
export function hiddenStyles(xml: string): ReadonlySet<string> {
  const w = prefixOf(xml);
  const hidden = new Set<string>();
  const based: Array<[string, string]> = [];
  for (const style of xml.split(`<${w}:style `).slice(1, MOST_STYLES)) {
    const id = valueIn(style.slice(0, 1_000), `${w}:styleId`);
    if (id === null) continue;
    const own = isSwitchedOn(style, w, 'vanish');
    if (own === true) hidden.add(id);
    else if (own === null) based.push([id, settingIn(style, `${w}:basedOn`) ?? '']);
  }
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const [id, from] of based) if (hidden.has(from)) hidden.add(id);
  }
  return hidden;
}

/** A part of a document without the runs of text that Word does not show. */
export function withoutHidden(xml: string, styles: ReadonlySet<string>): string {
  const w = prefixOf(xml);
  const end = `</${w}:r>`;
  // What a field shows stands in runs of its own, which are not looked for within it.
  const pieces = xml.replace(new RegExp(`</?${w}:fldSimple\\b[^<>]*>`, 'g'), '').split(end);
  const around: Around = { style: null, paragraphGround: false, cellGround: false, tableGround: false };
  return pieces
    .map((piece, index) => {
      readAround(piece, w, around);
      if (index === pieces.length - 1) return piece;
      const start = lastStart(piece, `<${w}:r`);
      return start >= 0 && isHidden(piece.slice(start), w, styles, around) ? piece.slice(0, start) : piece + end;
    })
    .join('');
}

/** What the paragraph, the cell and the table that a run stands in say of it. */
interface Around {
  style: string | null;
  /** Is there another ground than paper? */
  paragraphGround: boolean;
  cellGround: boolean;
  tableGround: boolean;
}

/** `piece`: from behind the run before to the end of this one. */
function readAround(piece: string, w: string, around: Around): void {
  around.tableGround = groundBehind(piece, w, 'tbl', around.tableGround);
  around.cellGround = groundBehind(piece, w, 'tc', around.cellGround);
  const paragraph = lastStart(piece, `<${w}:p`);
  if (paragraph < 0) return;
  const run = piece.indexOf(`<${w}:r`, paragraph);
  const properties = piece.slice(paragraph, Math.min(paragraph + 2_000, run < 0 ? piece.length : run));
  around.style = settingIn(properties, `${w}:pStyle`);
  around.paragraphGround = hasGround(properties, w);
}

/** Does the text behind a piece stand on the ground of such an element? `before`: did that in front of it? */
function groundBehind(piece: string, w: string, name: 'tbl' | 'tc', before: boolean): boolean {
  const start = lastStart(piece, `<${w}:${name}`);
  if (piece.lastIndexOf(`</${w}:${name}>`) > start) return false;
  return start < 0 ? before : hasGround(piece.slice(start, piece.indexOf(`</${w}:${name}Pr>`, start) + 1), w);
}

/** White, or so nearly that nobody sees the difference. */
const PAPER = /^f[\da-f]f[\da-f]f[\da-f]$/i;

/** A shade that is not that of paper. */
function hasGround(properties: string, w: string): boolean {
  const at = properties.lastIndexOf(`<${w}:shd `);
  const fill = at < 0 ? null : valueIn(properties.slice(at, at + 500), `${w}:fill`);
  return fill !== null && !/^auto$/i.test(fill) && !PAPER.test(fill);
}

function isHidden(run: string, w: string, styles: ReadonlySet<string>, around: Around): boolean {
  // What the properties were before a tracked change stands within them.
  const [properties = ''] = run.slice(0, Math.max(0, run.indexOf(`</${w}:rPr>`))).split(`<${w}:rPrChange`);
  if (isUnseen(properties, w, around.paragraphGround || around.cellGround || around.tableGround) || isSwitchedOn(properties, w, 'webHidden') === true) return true;
  const own = isSwitchedOn(properties, w, 'vanish');
  return own ?? [settingIn(properties, `${w}:rStyle`), around.style].some((style) => style !== null && styles.has(style));
}

/** White text on no ground of its own, and letters of less than two points (`w:sz` counts halves). Of a run's own properties alone: a style may stand on a dark ground. */
function isUnseen(properties: string, w: string, isOnGround: boolean): boolean {
  const size = settingIn(properties, `${w}:sz`);
  if (size !== null && /^[0-3]$/.test(size)) return true;
  const hasOwnGround = properties.includes(`<${w}:shd `) || properties.includes(`<${w}:highlight `);
  return !hasOwnGround && !isOnGround && isWhite(properties, w);
}

/** As a number or as the colour of the theme that is that of paper, which counts for more; in a shade of its own it is grey. */
function isWhite(properties: string, w: string): boolean {
  const at = properties.indexOf(`<${w}:color `);
  if (at < 0) return false;
  const colour = properties.slice(at, properties.indexOf('>', at));
  const theme = valueIn(colour, `${w}:themeColor`);
  if (theme !== null) return /^(?:background1|light1)$/.test(theme) && valueIn(colour, `${w}:themeShade`) === null;
  return PAPER.test(valueIn(colour, `${w}:val`) ?? '');
}

/** Null where nothing is said of it. */
function isSwitchedOn(xml: string, w: string, name: 'vanish' | 'webHidden'): boolean | null {
  const found = new RegExp(`<${w}:${name}(?:\\s+${w}:val\\s*=\\s*["']([^"']{0,20})["'])?\\s*/?>`).exec(xml);
  return found === null ? null : !/^(?:0|false|off)$/i.test(found[1] ?? '');
}

function settingIn(xml: string, element: string): string | null {
  const at = xml.indexOf(`<${element} `);
  return at < 0 ? null : valueIn(xml.slice(at, at + 500), `${element.slice(0, element.indexOf(':'))}:val`);
}

function valueIn(xml: string, attribute: string): string | null {
  return new RegExp(`${attribute}\\s*=\\s*["']([^"']{1,200})["']`).exec(xml)?.[1] ?? null;
}

/** Where the last element of this name begins, not one whose name only begins like it. */
function lastStart(xml: string, tag: string): number {
  return Math.max(xml.lastIndexOf(`${tag}>`), xml.lastIndexOf(`${tag} `));
}

function prefixOf(xml: string): string {
  return (NAMESPACE.exec(xml.slice(0, 20_000))?.[1] ?? 'w');
}
