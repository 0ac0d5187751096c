/**
 * Makes the tables of packages/server/data/credibility from the lists they come from: `node scripts/make-credibility-tables.mjs FOLDER`.
 * FOLDER holds the lists as JSON Lines under the names below; `packages/server/data/credibility/README.md` says where each is from,
 * of when, and under which licence. Rows are sorted by the bytes of the host, which the server's look-up relies on.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
if (folder === undefined || folder.startsWith('-')) {
  process.stderr.write('Usage: node scripts/make-credibility-tables.mjs FOLDER\nFOLDER holds the lists that packages/server/data/credibility/README.md names, as JSON Lines.\n');
  process.exit(2);
}
const target = path.join(import.meta.dirname, '../packages/server/data/credibility');

const lines = (name) => readFileSync(path.join(folder, `${name}.jsonl`), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
const host = (name) => name.trim().toLowerCase().replace(/^www\./, '');

/** Rows by host; a host that comes twice keeps what either says. */
function collect(columns) {
  const rows = new Map();
  const put = (name, values) => {
    const key = host(name);
    if (!/^[^\s/]+\.[^\s/]+$/.test(key)) return;
    rows.set(key, { ...rows.get(key), ...values });
  };
  const write = (file) => {
    const sorted = [...rows].sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
    const body = sorted.map(([key, row]) => [key, ...columns.map((column) => row[column] ?? '')].join('\t'));
    writeFileSync(path.join(target, file), `${body.join('\n')}\n`);
    process.stdout.write(`${file}: ${body.length} hosts\n`);
  };
  return { put, write };
}

const assessments = collect(['perennial', 'project']);
for (const { status, domains } of lines('wikipedia_rsp_2026-04')) for (const domain of domains) assessments.put(domain, { perennial: status });
for (const { domain, verdict } of lines('wikiproject_2026-08')) assessments.put(domain, { project: verdict });
assessments.write('wikipedia-assessments.tsv');

const listings = collect(['languages', 'references', 'medium', 'supported', 'fakenews', 'university']);
for (const { domain, languages, references } of lines('wikipedia_references_2017')) listings.put(domain, { languages: languages.length, references });
for (const { domain, medium } of lines('local_news_us_2018')) listings.put(domain, { medium: medium.toLowerCase() });
for (const { domain } of lines('fundus_publishers_2026')) listings.put(domain, { supported: 1 });
for (const { domain } of lines('fake_news_hosts_2025-11')) listings.put(domain, { fakenews: 1 });
for (const { domain, country } of lines('universities_2026')) listings.put(domain, { university: country });
listings.write('open-listings.tsv');
