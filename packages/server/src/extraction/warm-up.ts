import { extractDocument } from './extract-document.js';

const SECTIONS = 40;

/**
 * Takes a page of nothing but ordinary parts apart, so that what is made once (the scorer, the names of months, compiled code) is there
 * before the first page. That page would take several times as long as those after it.
 */
export async function warmUp(): Promise<void> {
  await extractDocument(ordinaryPage(), 'html', { baseUrl: 'https://example.org/' });
}

function ordinaryPage(): string {
  const head = `<title>A page | Site</title><meta property="og:title" content="A page"><script type="application/ld+json">{"@type":"Article","headline":"A page","author":{"name":"Ann Lee"},"datePublished":"2020-05-03"}</script><style>.note{color:#888;font-size:12px}.shut,nav .more{display:none}@media(max-width:600px){.note{display:none}}</style>`;
  const menu = `<nav class="menu"><ul>${'<li><a href="/part">A part</a></li>'.repeat(10)}</ul></nav>`;
  const byline = '<div class="byline">By Ann Lee, <time datetime="2020-05-03">3 May 2020</time></div>';
  const section = (index: number) =>
    `<h2 id="s${index}">Section ${index}</h2><p class="text t${index}">The bridge of section ${index} was built in 19${10 + index}, and <a href="/s/${index}">its piers</a> are <b>old</b>, as people say.</p><ul><li>First point of several words</li><li>Second point</li></ul><p class="note" style="margin:0">Posted on 4 June 20${10 + (index % 10)} &amp; not changed since</p>`;
  const sections = Array.from({ length: SECTIONS }, (_, index) => section(index)).join('');
  const table = '<table><tr><th>Year</th><th>Bridges</th></tr><tr><td>2019</td><td>12</td></tr></table><pre><code>let bridges = 12;</code></pre>';
  return `<!doctype html><html lang="en"><head>${head}</head><body>${menu}<main><article><h1>A page</h1>${byline}${sections}${table}</article></main><footer class="footer"><p>© 2020 Site. All rights reserved.</p></footer></body></html>`;
}
