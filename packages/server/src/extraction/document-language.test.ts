import { describe, expect, it } from 'vitest';
import { documentLanguage } from './document-language.js';
import { extractHtml } from './extract-html.js';

const GERMAN = 'Die Brücke wurde vom Landkreis gebaut und ist seitdem dreimal ausgebessert worden, weil das Eis im Winter den Fluss herunterkommt und sie nicht hoch genug ist.';

describe('[EXT-11] the language of a document', () => {
  it.each([
    ['de-AT', GERMAN, 'de-AT'],
    [null, GERMAN, 'de'],
    ['en', GERMAN, 'de'],
    ['en', 'Kettle, 39.90', 'en'],
    [null, 'Kettle, 39.90', null],
    ['nb', 'Broen ble bygget av fylket og den er reparert tre ganger etter at isen kom ned med elven om vinteren, og det er ikke nok for de som bor der.', 'nb'],
    ['en', 'この橋は1931年に県によって建設され、それ以来三度修理されている。', 'ja'],
    ['kk', 'Бұл көпір облыста салынды және содан бері ол үш рет жөнделді, өйткені қыста өзенмен мұз ағады және ол ыңғайсыз.', 'kk'],
    [null, 'この橋は1931年に県によって建設され、それ以来三度修理されている。', 'ja'],
  ])('that names %j is told from its text: %s', (declared, text, language) => expect(documentLanguage(declared, text)).toBe(language));

  it('is told of a page that names none, or names that of its template', () => {
    const page = (attribute: string) => extractHtml(`<html${attribute}><body><article><h1>Brücke</h1><p>${GERMAN}</p><p>${GERMAN}</p></article></body></html>`).language;
    expect([page(''), page(' lang="en-US"'), page(' lang="de-CH"')]).toEqual(['de', 'de', 'de-CH']);
  });
});
