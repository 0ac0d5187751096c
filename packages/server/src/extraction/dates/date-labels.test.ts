import { describe, expect, it } from 'vitest';
import { extractHtml } from '../extract-html.js';
import { roleBefore } from './date-labels.js';

const story = '<p>The council voted to rebuild the pier, and the mayor said that all had waited long for it.</p>';
const pageOf = (lines: readonly string[], language = 'en') => `<html lang=${language}><h1>Pier</h1>${lines.map((line) => `<div>${line}</div>`).join('')}${story}</html>`;
const datesOf = (lines: readonly string[], language?: string) => {
  const { published_at, modified_at } = extractHtml(pageOf(lines, language));
  return { published_at, modified_at };
};

const CHANGES: ReadonlyArray<readonly [language: string, changed: string, published: string]> = [
  ['en', 'Updated March 14, 2026', 'Published March 12, 2026'],
  ['en', 'Edited March 14, 2026', 'March 12, 2026'],
  ['en', 'Fact checked 14 March 2026', '12 March 2026'],
  ['en', 'Last reviewed: March 14, 2026', 'Originally published: March 12, 2026'],
  ['de', 'Stand: 14.03.2026', 'Veröffentlicht am 12. März 2026'],
  ['de', 'Letzte Änderung: 14.03.2026', 'Erstellt am 12.03.2026'],
  ['fr', 'Mis à jour le 14/03/2026', 'Publié le 12/03/2026'],
  ['es', 'Última actualización: 14 de marzo de 2026', '12 de marzo de 2026'],
  ['it', 'Ultimo aggiornamento: 14/03/2026', '12/03/2026'],
  ['pt', 'Última atualização: 14 de março de 2026', '12 de março de 2026'],
  ['nl', 'Gewijzigd op 14-03-2026', 'Geplaatst op 12-03-2026'],
  ['ru', 'Обновлено 14 марта 2026', 'Опубликовано 12 марта 2026'],
  ['uk', 'Оновлено 14 березня 2026', '12 березня 2026'],
  ['pl', 'Ostatnia aktualizacja: 14.03.2026', '12.03.2026'],
  ['cs', 'Aktualizováno 14. března 2026', 'Publikováno 12. března 2026'],
  ['sv', 'Uppdaterad 14 mars 2026', 'Publicerad 12 mars 2026'],
  ['da', 'Opdateret 14. marts 2026', 'Udgivet 12. marts 2026'],
  ['no', 'Oppdatert 14.03.2026', 'Publisert 12.03.2026'],
  ['fi', 'Päivitetty 14.3.2026', 'Julkaistu 12.3.2026'],
  ['hu', 'Frissítve: 2026. március 14.', '2026. március 12.'],
  ['ro', 'Actualizat: 14 martie 2026', 'Publicat: 12 martie 2026'],
  ['el', 'Ενημερώθηκε 14 Μαρτίου 2026', 'Δημοσιεύτηκε 12 Μαρτίου 2026'],
  ['tr', 'Güncelleme: 14.03.2026 10:00', 'Giriş: 12.03.2026 09:00'],
  ['ar', 'آخر تحديث 14 مارس 2026', 'نشر في 12 مارس 2026'],
  ['he', 'עודכן 14.03.2026', 'פורסם 12.03.2026'],
  ['fa', 'به‌روزرسانی 14 مارس 2026', 'منتشر شده 12 مارس 2026'],
  ['hi', 'अपडेट 14 मार्च 2026', '12 मार्च 2026'],
  ['zh', '更新于 2026-03-14', '发布于 2026-03-12'],
  ['ja', '更新 2026年3月14日', '2026年3月12日'],
  ['ko', '수정 2026.03.14. 10:00', '입력 2026.03.12. 09:00'],
  ['ko', '최종수정 2026-03-14', '등록 2026-03-12'],
  ['vi', 'Cập nhật 14/03/2026', '12/03/2026'],
  ['th', 'ปรับปรุงล่าสุด 14 มีนาคม 2569', 'เผยแพร่ 12 มีนาคม 2569'],
  ['id', 'Diperbarui 14 Maret 2026', 'Diterbitkan 12 Maret 2026'],
];

describe('[EXT-7] words of change and of publication', () => {
  it.each(CHANGES)('are told apart in either order (%s: %s, %s)', (language, changed, published) => {
    const dates = { published_at: '2026-03-12', modified_at: '2026-03-14' };
    expect(datesOf([changed, published], language)).toEqual(dates);
    expect(datesOf([published, changed], language)).toEqual(dates);
  });

  it('stand behind their day too, and at the end of a sentence about the page', () => {
    expect(datesOf(['2026년 3월 12일 등록', '2026년 3월 14일 수정'], 'ko')).toEqual({ published_at: '2026-03-12', modified_at: '2026-03-14' });
    expect(datesOf(['Diese Seite wurde zuletzt am 14. März 2026 um 13:22 Uhr geändert.'], 'de')).toEqual({ published_at: null, modified_at: '2026-03-14' });
  });

  it('count by which is nearest to the day, and above other words', () => {
    expect(roleBefore('First published, last updated on ')).toBe('changed');
    expect(roleBefore('Updates from the region, posted on ')).toBe('published');
    expect(roleBefore('Posted in events on ')).toBe('published');
    expect(roleBefore('Last updated date: ')).toBe('changed');
  });
});

describe('[EXT-6] a day that is called something else', () => {
  it.each(['Event date: 14 March 2026', 'Deadline: 14 March 2026', 'Fees from 14 March 2026', 'Closed 14 March 2026', 'End Date: 14 March 2026', 'Fecha de nacimiento: 14 de marzo de 2026', 'Anmeldung bis 14.03.2026', 'Válido hasta el 14 de marzo de 2026', 'Срок: 14 марта 2026', '開催 2026年3月14日', 'Copyright 14 March 2026', 'Colour of the day: 14 March 2026'])('is no publication: %s', (line) => {
    expect(datesOf([line])).toEqual({ published_at: null, modified_at: null });
    expect(datesOf([line, 'Posted 12 March 2026'])).toEqual({ published_at: '2026-03-12', modified_at: null });
  });

  it('does not include the start of a thread, as forums call it', () => {
    expect(datesOf(['Start date 12 March 2026'])).toEqual({ published_at: '2026-03-12', modified_at: null });
  });

  it('is none in a table and in a list of terms, unless the term says so', () => {
    const cells = (label: string) => `<table><tr><th>Place</th><td>Hartwell</td></tr><tr><th>${label}</th><td>12 June 2019</td></tr></table>`;
    const terms = (label: string) => `<dl><dt>${label}</dt><dd>12 June 2019</dd></dl>`;
    expect(['Completed', 'Published'].map((label) => datesOf([cells(label)]).published_at)).toEqual([null, '2019-06-12']);
    expect(['Completed', 'Published'].map((label) => datesOf([terms(label)]).published_at)).toEqual([null, '2019-06-12']);
    expect(datesOf(['<table><tr><th>Done</th><th>Name</th></tr><tr><td>12 June 2019</td><td>Pier</td></tr></table>']).published_at).toBeNull();
  });
});
