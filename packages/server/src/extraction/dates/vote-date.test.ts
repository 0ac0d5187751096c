import { describe, expect, it } from 'vitest';
import { extractHtml } from '../extract-html.js';
import type { DateCandidate } from './date-candidate.js';
import { voteDate } from './vote-date.js';

const candidate = (day: string, source: string, weight: number, extra: Partial<DateCandidate> = {}): DateCandidate => ({ day, source, weight, instant: null, modified: false, utc: false, shown: false, labelled: false, ...extra });

describe('[EXT-6] the date of publication by vote', () => {
  it('takes the day that the most weight is for', () => {
    expect(voteDate([candidate('2020-05-03', 'meta', 2), candidate('2020-05-04', 'text', 1.5), candidate('2020-05-04', 'time', 1.5)]).published).toBe('2020-05-04');
  });

  it('believes a source less that names another day', () => {
    expect(voteDate([candidate('2020-05-03', 'time', 1), candidate('2021-01-01', 'time', 1), candidate('2021-01-01', 'time', 1)]).guess).toBe('2020-05-03');
  });

  it('takes the day that readers are shown against a stamp in UTC one day off', () => {
    const stamp = candidate('2020-05-04', 'published_time', 3, { utc: true, instant: '2020-05-04T01:00:00Z' });
    expect(voteDate([stamp, candidate('2020-05-03', 'address', 2.5, { shown: true })]).published).toBe('2020-05-03');
    expect(voteDate([{ ...stamp, utc: false }, candidate('2020-05-03', 'address', 2.5, { shown: true })]).published).toBe('2020-05-04T01:00:00Z');
  });

  it('does so too where both days are shown, by the one that is shown more', () => {
    const stamp = candidate('2020-05-04', 'published_time', 3, { utc: true, instant: '2020-05-04T01:00:00Z' });
    const days = [stamp, candidate('2020-05-04', 'text', 0.9, { shown: true }), candidate('2020-05-03', 'address', 2.5, { shown: true })];
    expect(voteDate(days).published).toBe('2020-05-03');
    expect(voteDate([stamp, candidate('2020-05-04', 'text', 2, { shown: true }), candidate('2020-05-03', 'text', 2.5, { shown: true })]).published).toBe('2020-05-04T01:00:00Z');
  });

  it('takes the next day where a stamp in UTC is midnight in the east and the page shows that day', () => {
    const stamp = candidate('2020-05-04', 'published_time', 3, { utc: true, instant: '2020-05-04T22:00:00Z' });
    const shown = candidate('2020-05-05', 'text', 0.3, { shown: true });
    expect(voteDate([stamp, shown]).published).toBe('2020-05-05');
    expect(voteDate([{ ...stamp, instant: '2020-05-04T22:10:00Z' }, shown]).published).toBe('2020-05-04T22:10:00Z');
  });

  it('is none where little speaks for it and the page says when it was changed', () => {
    const [passing, change] = [candidate('2020-05-03', 'passing-text', 0.15), candidate('2021-01-01', 'modified', 0.6, { modified: true })];
    expect(voteDate([passing])).toMatchObject({ published: null, guess: '2020-05-03' });
    expect(voteDate([passing, change])).toMatchObject({ published: null, guess: null, modified: '2021-01-01' });
  });

  it('is only guessed where it is not sure enough', () => {
    expect(voteDate([candidate('2020-05-03', 'text', 1.36)])).toEqual({ published: null, guess: '2020-05-03', modified: null, confidence: 0.34 });
    expect(voteDate([candidate('2020-05-03', 'text', 1.4)])).toEqual({ published: '2020-05-03', guess: null, modified: null, confidence: 0.35 });
  });

  it('is never after the change, unless the page says outright that it is, and then the change is none', () => {
    const change = candidate('2026-01-09', 'modified-text', 0.8, { modified: true });
    expect(voteDate([candidate('2026-04-01', 'text', 1.5), change])).toMatchObject({ published: null, guess: null, modified: '2026-01-09' });
    expect(voteDate([candidate('2026-04-01', 'text', 1.5), candidate('2026-01-05', 'text', 3.2), change])).toMatchObject({ published: '2026-01-05', modified: '2026-01-09' });
    expect(voteDate([candidate('2026-04-01', 'published_time', 3), change])).toMatchObject({ published: '2026-04-01', modified: null });
    expect(voteDate([candidate('2026-04-01', 'text', 1.5, { labelled: true }), change])).toMatchObject({ published: '2026-04-01', modified: null });
  });

  it('may be a day before that of a change in UTC', () => {
    const change = candidate('2026-01-08', 'modified', 0.6, { modified: true, utc: true, instant: '2026-01-08T23:00:00Z' });
    expect(voteDate([candidate('2026-01-09', 'text', 1.5), change])).toMatchObject({ published: '2026-01-09', modified: '2026-01-08T23:00:00Z' });
  });

  it('says how sure it is', () => {
    expect(voteDate([candidate('2020-05-03', 'prose', 0.15)]).confidence).toBeLessThan(0.1);
    expect(voteDate([candidate('2020-05-03', 'published_time', 3), candidate('2020-05-03', 'text', 2)]).confidence).toBe(1);
    expect(voteDate([])).toEqual({ published: null, guess: null, modified: null, confidence: null });
  });
});

describe('[EXT-7] changes', () => {
  it('are never the date of publication, and are told apart', () => {
    const document = extractHtml('<meta property="article:modified_time" content="2024-03-05T10:00:00Z"><h1>Bridge</h1><p>Last updated: March 5, 2024</p><p>Text.</p>');
    expect(document).toMatchObject({ published_at: null, modified_at: '2024-03-05T10:00:00Z' });
  });

  it('are dated by what most speaks for, of equal days by the latest', () => {
    const change = (day: string, source: string, weight: number) => candidate(day, source, weight, { modified: true });
    expect(voteDate([change('2020-05-03', 'modified', 0.6), change('2020-05-03', 'modified-text', 0.8), change('2021-01-01', 'modified-text', 0.4)]).modified).toBe('2020-05-03');
    expect(voteDate([change('2020-05-03', 'modified', 0.6), change('2021-01-01', 'modified-text', 0.6)]).modified).toBe('2021-01-01');
  });

  it('are known where the page shows only the day of its change', () => {
    const document = extractHtml('<meta property="article:published_time" content="2020-05-03"><meta property="article:modified_time" content="2024-03-05"><h1>Bridge</h1><time datetime="2024-03-05">March 5, 2024</time><div class="byline">By Ann Lee, March 5, 2024</div><p>Text.</p>');
    expect(document).toMatchObject({ published_at: '2020-05-03', modified_at: '2024-03-05' });
  });
});

describe('[EXT-6] what is no date of publication', () => {
  const story = '<p>The bridge was closed because its piers are old, and nobody could tell how soon it would be mended.</p>';

  it('is the change that a footer tells of, behind a year of rights', () => {
    expect(extractHtml(`<h1>Bridge</h1>${story}<footer>© 2015 Example Ltd. Last updated 2 May 2024</footer>`)).toMatchObject({ published_at: null, modified_at: '2024-05-02' });
  });

  it('is a day that a sentence tells of', () => {
    expect(extractHtml(`<h1>Bridge</h1><p>In 1999-12-31 the storm came. On 4 July 2003 the roof fell.</p>${story}`).published_at).toBeNull();
    expect(extractHtml(`<h1>Bridge</h1><p>She was elected on <time datetime=2001-06-07>7 June 2001</time> as mayor.</p>${story}`).published_at).toBeNull();
    expect(extractHtml(`<h1>Bridge</h1><p>On 4 July 2003 the roof fell.</p><p class=byline>By Ann Lee, 5 May 2020.</p>${story}`).published_at).toBe('2020-05-05');
  });

  it('is a day of a life, or beside another story', () => {
    const life = '<h1>Ada Moe</h1><table><tr><th>Died</th><td>12 June 2019 (aged 78)</td></tr></table><p><b>Ada Moe</b> (3 May 1941 – 12 June 2019) was an engineer.</p>';
    expect(extractHtml(life)).toMatchObject({ published_at: null, modified_at: null });
    expect(extractHtml(`<h1>Bridge</h1>${story}<aside><h3>The pier falls</h3><p>12 June 2019</p></aside>`)).toMatchObject({ published_at: null, published_at_guess: '2019-06-12' });
    expect(extractHtml(`<h1>Bridge</h1>${story}<time itemprop="startDate" datetime="2026-05-03T10:00">Sunday</time>`)).not.toHaveProperty('published_at_guess');
  });

  it('is a day from which something holds, on a page that was changed before', () => {
    expect(extractHtml(`<h1>Bridge</h1><h2>Fees from 1 April 2026</h2><p>Last updated 9 January 2026</p>${story}`)).toMatchObject({ published_at: null, modified_at: '2026-01-09' });
    expect(extractHtml(`<h1>Bridge</h1><h2>Fees 1 April 2026</h2><p>Last updated 9 January 2026</p>${story}`)).toMatchObject({ published_at: null, modified_at: '2026-01-09' });
  });

  it('is a day that has not come', () => {
    const html = `<meta property="article:published_time" content="2024-05-09T00:00:00Z"><h1>Bridge</h1><p>7 May 2024</p>${story}`;
    expect(extractHtml(html, { today: '2024-05-07' }).published_at).toBe('2024-05-07');
    expect(extractHtml(html, { today: '2024-05-08' }).published_at).toBe('2024-05-09T00:00:00Z');
  });
});

describe('dates of a page', () => {
  it.each([
    ['en', 'https://example.com.au/pier', '2026-04-03'],
    ['en-US', 'https://example.co.uk/pier', '2026-04-03'],
    ['en', 'https://example.us/pier', '2026-03-04'],
    ['en', 'https://example.io/pier', '2026-03-04'],
    ['en', 'https://example.com/pier', '2026-03-04'],
    ['en-GB', 'https://example.com/pier', '2026-04-03'],
    ['en-CA', 'https://example.ca/pier', '2026-03-04'],
  ])('are written in the order of the country: %s, %s', (language, baseUrl, day) => {
    expect(extractHtml(`<html lang=${language}><h1>Pier</h1><p>Posted 03/04/2026</p><p>Text.</p>`, { baseUrl }).published_at).toBe(day);
  });

  it('are those of the creation of an article where it names nothing better', () => {
    const script = (data: string) => `<script type="application/ld+json">{"@type":"Article",${data}}</script><h1>Pier</h1>`;
    expect(extractHtml(`${script('"dateCreated":"2026-03-12"')}<p>Text.</p>`).published_at).toBe('2026-03-12');
    expect(extractHtml(`${script('"dateCreated":"2026-03-12"')}<p>Posted 14 March 2026</p>`).published_at).toBe('2026-03-14');
    expect(extractHtml(`${script('"dateCreated":"2026-03-12","datePublished":"2026-03-13"')}<p>Text.</p>`).published_at).toBe('2026-03-13');
  });

  it.each([
    ['its address', '<link rel=canonical href="https://example.org/2020/05/03/bridge"><p>Text.</p>', '2020-05-03'],
    ['a line below its headline', '<h1>Bridge</h1><p class="meta">3 May 2020</p><p>Text.</p>', '2020-05-03'],
    ['a line in another language', '<html lang=pl><h1>Most</h1><div>Opublikowano: 3 maja 2020</div><p>Tekst.</p>', '2020-05-03'],
    ['a line in another calendar', '<html lang=fa><h1>پل</h1><div>۱۴ اردیبهشت ۱۳۹۹</div><p>متن.</p>', '2020-05-03'],
    ['a line that counts by an era', '<html lang=ja><h1>橋</h1><p>令和２年５月３日</p><p>本文です。</p>', '2020-05-03'],
    ['its headline, not other stories', '<h1>Bridge</h1><p>May 3, 2020</p><p>Text.</p><aside class="related"><p>May 9, 2020</p><p>May 9, 2020</p></aside>', '2020-05-03'],
    ['a name that a site made up', '<meta name="w-published-date" content="2020-05-03T06:00:00+02:00"><p>Text.</p>', '2020-05-03T06:00:00+02:00'],
    ['the line below a headline that is no first heading, not what stands at the top', '<title>The old bridge</title><div><p>May 4, 2020</p></div><ul><li>Home</li><li>News</li><li>Sport</li></ul><h2>The old bridge</h2><p>May 3, 2020</p><p>Text.</p>', '2020-05-03'],
    ['a row of short facts, which is no list of entries', '<h1>Bridge</h1><div><div class="c">Ann</div><div class="c"><time datetime="2020-05-03">x</time></div><div class="c">9 min</div></div><p>Text.</p><time datetime="2020-06-01">x</time><time datetime="2020-06-01">x</time>', '2020-05-03'],
    ['what it shows, not the records of a list', '<script>var rows = [{"createdAt":"2020-06-01"},{"createdAt":"2020-06-02"}]</script><h1>Bridge</h1><p>May 3, 2020</p>', '2020-05-03'],
    ['its article, not the comments', '<article><h1>Bridge</h1><time datetime="2020-05-03">x</time><p>Text.</p></article><div class="comments"><time datetime="2020-06-01">x</time><time datetime="2020-06-01">y</time></div>', '2020-05-03'],
  ])('come from %s', (_name, html, day) => {
    expect(extractHtml(html)).toMatchObject({ published_at: day });
  });

  it.each([
    ['an attribute that a site made up', '<my-post created-timestamp="2020-05-03"><p>Text.</p></my-post>', '2020-05-03'],
    ['a line that it fades in', '<h1>Bridge</h1><div style="opacity:0"><div class="published-date">May 3, 2020</div></div><p>Text.</p>', '2020-05-03'],
    ['the title of a link that is a date', '<h1>Bridge</h1><a class="post-date" href="/1" title="3 May 2020, 10:00">2 days</a><p>Text.</p>', '2020-05-03'],
    ['its program, but for the records of a list', '<script>var page = {"createdAt":"2020-05-03"}, other = 1</script><p>Text.</p>', '2020-05-03'],
  ])('are only guessed from %s', (_name, html, day) => {
    expect(extractHtml(html)).toMatchObject({ published_at: null, published_at_guess: day });
  });

  it.each(['Page generated 29 November 2026', 'Last deploy: 2026-11-29', 'Today is 30 November 2026', 'Heute: 30. November 2026'])('are not those of the program that made it: %s', (line) => {
    expect(extractHtml(`<h1>Bridge</h1><p>${line}</p><p>The bridge is old.</p>`).published_at).toBeNull();
    expect(extractHtml(`<h1>Bridge</h1><p>3 May 2020</p><p>The bridge is old.</p><footer>${line}</footer>`).published_at).toBe('2020-05-03');
  });
});
