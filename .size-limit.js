/** What a browser loads at once: the files that the built page names, and nothing that it fetches later. */
import { readFileSync } from 'node:fs';

const html = readFileSync(new URL('./packages/web/dist/index.html', import.meta.url), 'utf8');
const named = (ending) => [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map((match) => `packages/web/dist/${match[1]}`).filter((path) => path.endsWith(ending));

export default [
  { name: 'scripts that the page loads at once', path: named('.js'), gzip: true, limit: '240 kB' },
  { name: 'style of the page', path: named('.css'), gzip: true, limit: '12 kB' },
];
