import { textMemo } from '../../base/text-memo.js';
import type { Attributes } from '../html-attributes.js';

/**
 * What sites call the parts of their pages, by class, id and role. The words are the common ones of the web; what each
 * says about the matter of a page is learned, not written here.
 */
const PART_PATTERNS: ReadonlyArray<readonly [name: string, pattern: RegExp]> = [
  ['content', /article|post(?!er|ed|al)|entry|content|body|story|prose|markdown|rich-?text|wysiwyg|\bmain/],
  ['text', /text|copy\b|paragraph|description|\bdesc/],
  ['comment', /comment|disqus|respon[ds]e?\b|reply|replies|discussion/],
  ['related', /relat(?!ive)|recommend|similar|you-may|read-?(?:more|next)|suggest|trending|popular|latest|recent|more-(?:from|in|on)/],
  ['social', /share|sharing|social|follow|facebook|twitter|whatsapp/],
  ['promotion', /promo|advert|\bads?\b|\bad-|-ad\b|sponsor|\bcta|call-to-action|offer|campaign|upsell/],
  ['newsletter', /newsletter|subscri|sign-?up|opt-?in|mailing/],
  ['consent', /cookie|consent|gdpr|privacy|legal|terms|disclaim|copyright/],
  ['side', /sidebar|side-|\baside|\brail|widget|secondary|complementary/],
  ['foot', /foot|bottom|colophon/],
  ['head', /header|masthead|top-?bar|banner|announcement/],
  ['hero', /hero|jumbotron|intro|lead\b|lede|excerpt|summary|subtitle|standfirst|\bdek/],
  ['menu', /\bnav|navi|menu|breadcrumb|crumb|pagination|pager|skip/],
  ['contents', /\btoc|table-of-contents|outline|anchor|jump/],
  ['byline', /byline|author|\bbio|avatar|contributor|writer|meta\b|-meta|meta-|date|publish|posted|timestamp/],
  ['figure', /caption|credit|figure|photo|image|\bimg|gallery|media|video|thumb/],
  ['slides', /carousel|slide|swiper|slick|marquee|ticker/],
  ['tags', /\btags?\b|tag-|-tag|categor|topic|badge|keyword|label|chip|pill/],
  ['product', /product|price|cart|\bsku|variant|add-to|\bbuy|shipping|checkout|wishlist/],
  ['review', /review|rating|testimonial|\bstar/],
  ['card', /card|tile|grid|teaser|result|\bitem|-item/],
  ['list', /list|collection|\brow|feed|stream/],
  ['modal', /modal|pop-?up|overlay|dialog|drawer|lightbox|tool-?tip|toast|flyout|dropdown/],
  ['fold', /faq|accordion|collaps|toggle|expand|\btab\b|tabs|tab-|panel/],
  ['person', /user|member|profile|signature|\brank/],
  ['forum', /thread|message|forum|\bposts?\b|post-?body|reply|topic|question|answer/],
  ['facts', /spec|feature|detail|info\b|attribute|propert|\bdata/],
  ['login', /log-?in|sign-?in|account|register|password|paywall|premium/],
  ['form', /form|input|search|filter|sort|facet|select|option|button|\bbtn/],
  ['unseen', /hidden|sr-only|visually|screen-reader|noprint|hide\b|invisible|mobile|desktop/],
  ['code', /code|highlight|syntax|snippet|terminal|console/],
];

export const PART_NAMES = PART_PATTERNS.map(([name]) => name);
const PATTERNS = PART_PATTERNS.map(([, pattern]) => pattern);

/** Those that mostly name what is not the matter, in one word. */
const AROUND_MATTER = maskOf('comment related social promotion newsletter consent side foot head menu modal login form');
const MATTER = maskOf('content text');

export function namesAround(mask: number): boolean {
  return (mask & AROUND_MATTER) !== 0;
}

export function namesMatter(mask: number): boolean {
  return (mask & MATTER) !== 0 && (mask & AROUND_MATTER) === 0;
}

/** The bits of some of `PART_NAMES`, parted by spaces. */
export function maskOf(names: string): number {
  return names.split(' ').reduce((mask, name) => mask | (1 << PART_NAMES.indexOf(name)), 0);
}

/** Reads names into bits, one for each of `PART_NAMES`; remembers what it has read, as pages repeat their names. */
export class PartReader {
  readonly #maskOfName = textMemo(readMask, MOST_KEPT);
  readonly #maskOf = textMemo((names) => partedNames(names).reduce((all, name) => all | this.#maskOfName(name), 0), MOST_KEPT);

  maskOf(attributes: Attributes): number {
    if (attributes.size === 0) return 0;
    const [classes, id] = [attributes.get('class') ?? '', attributes.get('id') ?? ''];
    const [role, property] = [attributes.get('role') ?? '', attributes.get('itemprop') ?? ''];
    const isLong = classes.length + id.length + role.length + property.length + 3 > REACH;
    if (isLong) return this.#maskOf(`${classes} ${id} ${role} ${property}`.slice(0, REACH));
    return this.#maskOf(classes) | this.#maskOf(id) | this.#maskOf(role) | this.#maskOf(property);
  }
}

/** Characters of an element's names that are read. */
const REACH = 300;
/** Characters of names that are remembered. */
const MOST_KEPT = 1_000_000;

/** Classes of the usual frameworks that say how a thing looks, in words that elsewhere name parts of pages: `text-center`, `md:items-start`, `bottom-0`. */
const LOOK =
  /^(?:[\w-]+:)*-?(?:relative|transform|(?:text|content|justify|justify-content|items|align|align-items|align-content|self|bottom|border|select|list|object)-(?:\[.*|\d.*|xs|sm|base|lg|xl|center|middle|start|end|left|right|top|bottom|justify|between|around|evenly|stretch|baseline|white|black|transparent|current|muted|primary|secondary|none|all|auto|disc|decimal|inside|cover|contain|wrap|nowrap|uppercase|[xytrbl](?:-\d+)?|[a-z]+-\d{2,3}(?:\/\d+)?))$/;

/** Words that run together in camel case or with underscores are parted, so that patterns find their ends. */
function partedNames(names: string): string[] {
  return names.replace(/([a-z])([A-Z])/g, '$1-$2').replaceAll('_', '-').toLowerCase().split(/\s+/);
}

function readMask(name: string): number {
  let mask = 0;
  if (LOOK.test(name)) return mask;
  for (let index = 0; index < PATTERNS.length; index += 1) if (PATTERNS[index]?.test(name) === true) mask |= 1 << index;
  return mask;
}
