import { createHash } from 'node:crypto';

/** The style of the pages of documents. In the page itself, so that the page needs no other request. */
export const DOCUMENT_STYLE = `
:root { color-scheme: light dark; --ink: #1c1f24; --dim: #59616d; --paper: #fdfdfb; --line: #d9dbd5; --mark: #ffe58a; --mark-ink: #1c1f24; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e6ea; --dim: #a0a7b3; --paper: #16181c; --line: #33373f; --mark: #6b5600; --mark-ink: #fff6d8; --link: #8ab8ee; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 6rem; max-width: 44rem; background: var(--paper); color: var(--ink); font: 1.05rem/1.65 Georgia, 'Times New Roman', serif; overflow-wrap: break-word; }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; padding-bottom: .75rem; }
h1, h2, h3, h4, h5, h6, header p, .note, .skip { font-family: system-ui, sans-serif; line-height: 1.3; }
h1 { font-size: 1.6rem; margin: .5rem 0; }
header p { color: var(--dim); font-size: .9rem; margin: .25rem 0; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.skip { font-size: .9rem; }
.note { border-left: 4px solid var(--mark); padding: .5rem .75rem; font-size: .95rem; }
mark { background: var(--mark); color: var(--mark-ink); padding: .1em 0; scroll-margin-top: 30vh; }
pre { border: 1px solid var(--line); border-radius: 4px; padding: .75rem; overflow-x: auto; font-size: .85rem; line-height: 1.45; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
`;

/** Only this style, nothing else: no script, no image, no frame, no form. */
export const DOCUMENT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(DOCUMENT_STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
