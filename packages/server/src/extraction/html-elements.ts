/** What the HTML standard, and habit, say about elements. */

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}

/** Elements without content. */
export const VOID = setOf('area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr');

/** Elements that end the line of text before them and after them. */
export const BLOCK = setOf(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul',
);

/** Elements whose text is not the document's: programs, controls, other media, readings above characters. */
export const DROPPED = setOf(
  'script style template title textarea select option datalist svg canvas iframe object embed audio video map noframes noembed frameset rt rp progress meter',
);

/** Parts of a page around its matter; headers, footers and asides count as matter where they stand in an article. */
export const AROUND = setOf('nav menu dialog header footer aside search');

/** Names that sites give to such parts, as class or id. Only whole names count, to spare "table-of-contents-generator" and the like. */
export const AROUND_NAMES = setOf(
  'nav navbar navigation navheader navfooter navbox nav-menu site-nav breadcrumb breadcrumbs toc sidebar sphinxsidebar sphinxsidebarwrapper site-header site-footer page-footer footer menu headerlink catlinks mw-editsection mw-jump-link noprint skip-link skip-to-content cookie-banner cookie-notice cookie-consent',
);

/** Classes of text for screen readers alone, which the usual frameworks hide from sight. */
export const UNSEEN_NAMES = setOf('sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only screen-reader u-hidden-visually element-invisible a11y-hidden is-visually-hidden');

/** What stands around the matter by its ARIA role. */
export const AROUND_ROLES = setOf('navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar');

/** End tags of other elements do not reach across these. */
export const SCOPE = setOf('table td th caption html');

interface ImpliedEnd {
  ends: readonly string[];
  /** The search for the element to end stops at these. */
  within: ReadonlySet<string>;
}

const PARAGRAPH_END: ImpliedEnd = { ends: ['p'], within: setOf('table td th caption button object template html') };
const PARAGRAPH_ENDERS =
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary ul';

/** Which open element a start tag ends. */
export const IMPLIED_END: ReadonlyMap<string, ImpliedEnd> = new Map<string, ImpliedEnd>([
  ...PARAGRAPH_ENDERS.split(' ').map((name): [string, ImpliedEnd] => [name, PARAGRAPH_END]),
  ['li', { ends: ['li'], within: setOf('ul ol menu dir table td th') }],
  ['dt', { ends: ['dt', 'dd'], within: setOf('dl table td th') }],
  ['dd', { ends: ['dt', 'dd'], within: setOf('dl table td th') }],
  ['td', { ends: ['td', 'th'], within: setOf('tr table') }],
  ['th', { ends: ['td', 'th'], within: setOf('tr table') }],
  ['tr', { ends: ['tr'], within: setOf('table') }],
  ['tbody', { ends: ['thead', 'tbody', 'tfoot', 'caption'], within: setOf('table') }],
  ['tfoot', { ends: ['thead', 'tbody', 'caption'], within: setOf('table') }],
  ['thead', { ends: ['caption', 'colgroup'], within: setOf('table') }],
  ['option', { ends: ['option'], within: setOf('select datalist') }],
  ['body', { ends: ['head'], within: setOf('html') }],
]);
