import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.js';

/** Two sentences in each language, with the encodings that its pages were written in. */
const TEXTS: ReadonlyArray<[language: string, encodings: readonly string[], text: string]> = [
  ['Russian', ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866'], 'Мост через реку открыли в прошлом году, и теперь дорога до города занимает двадцать минут. Раньше жители ждали паром, который ходил только летом.'],
  ['Ukrainian', ['windows-1251', 'koi8-u'], 'Міст через річку відкрили минулого року, і тепер дорога до міста займає двадцять хвилин. Раніше мешканці чекали на пором, який ходив лише влітку.'],
  ['Bulgarian', ['windows-1251'], 'Мостът над реката беше открит миналата година и сега пътят до града отнема двадесет минути. Преди жителите чакаха ферибота, който се движеше само през лятото.'],
  ['Greek', ['windows-1253', 'iso-8859-7'], 'Η γέφυρα πάνω από τον ποταμό άνοιξε πέρυσι και τώρα η διαδρομή ως την πόλη διαρκεί είκοσι λεπτά. Παλιότερα οι κάτοικοι περίμεναν το πλοίο.'],
  ['Hebrew', ['windows-1255', 'iso-8859-8'], 'הגשר מעל הנהר נפתח בשנה שעברה, וכעת הדרך אל העיר אורכת עשרים דקות בלבד. בעבר חיכו התושבים למעבורת שפעלה רק בקיץ.'],
  ['Arabic', ['windows-1256', 'iso-8859-6'], 'افتتح الجسر فوق النهر في العام الماضي، وأصبح الطريق إلى المدينة يستغرق عشرين دقيقة. كان السكان ينتظرون العبارة التي تعمل في الصيف فقط.'],
  ['Persian', ['windows-1256'], 'پل روی رودخانه سال گذشته باز شد و اکنون راه شهر بیست دقیقه طول می‌کشد. پیش از این مردم چشم به راه قایقی بودند که تنها در تابستان کار می‌کرد.'.replaceAll('ی', 'ي')],
  ['Turkish', ['windows-1254'], 'Irmağın üzerindeki köprü geçen yıl açıldı ve artık şehre giden yol yirmi dakika sürüyor. Eskiden köylüler yalnızca yazın çalışan vapuru beklerdi.'],
  ['Polish', ['windows-1250', 'iso-8859-2'], 'Most nad rzeką otwarto w zeszłym roku i teraz droga do miasta zajmuje dwadzieścia minut. Wcześniej mieszkańcy czekali na prom, który pływał tylko latem.'],
  ['Czech', ['windows-1250', 'iso-8859-2'], 'Most přes řeku byl otevřen loni a cesta do města teď trvá dvacet minut. Dříve obyvatelé čekali na přívoz, který jezdil pouze v létě, když bylo tepleji.'],
  ['Hungarian', ['windows-1250', 'iso-8859-2'], 'A folyó fölötti hidat tavaly nyitották meg, és most húsz percig tart az út a városba. Korábban a lakók a kompra vártak, amely csak nyáron járt, esős időben soha.'],
  ['Romanian', ['windows-1250'], 'Podul peste râu a fost deschis anul trecut, iar drumul până la oraş durează acum douăzeci de minute. Înainte oamenii aşteptau bacul, care mergea doar vara.'],
  ['Lithuanian', ['windows-1257'], 'Tiltas per upę atidarytas pernai, todėl kelias į miestą dabar trunka dvidešimt minučių. Anksčiau gyventojai laukdavo kelto, kuris plaukiojo tik vasarą.'],
  ['Thai', ['windows-874'], 'สะพานข้ามแม่น้ำเปิดใช้เมื่อปีที่แล้ว และตอนนี้การเดินทางเข้าเมืองใช้เวลาเพียงยี่สิบนาที ก่อนหน้านี้ชาวบ้านต้องรอเรือข้ามฟาก'],
  ['Vietnamese', ['windows-1258'], 'Cây cầu bắc qua sông được mở vào năm ngoái và bây giờ đường vào thành phố chỉ mất hai mươi phút. Trước đây người dân phải chờ phà.'],
  ['Chinese, simplified', ['gb18030'], '跨河大桥去年通车，现在进城只需要二十分钟。以前居民们要等渡船，而渡船只在夏天才开。'],
  ['Chinese, traditional', ['big5'], '跨河大橋去年通車，現在進城只需要二十分鐘。以前居民們要等渡船，而渡船只在夏天才開。'],
  ['Japanese', ['shift_jis', 'euc-jp', 'iso-2022-jp'], '川にかかる橋は昨年開通し、町までの道のりは二十分になった。以前は、夏だけ動く渡し船を住民が待っていた。'],
  ['Korean', ['euc-kr'], '강을 건너는 다리가 작년에 열려서 이제 시내까지 이십 분이 걸린다. 예전에는 여름에만 다니는 배를 주민들이 기다렸다.'],
  ['German', ['windows-1252'], 'Die Brücke über den Fluss wurde voriges Jahr eröffnet, und der Weg in die Stadt dauert jetzt zwanzig Minuten. Früher warteten die Leute auf die Fähre.'],
  ['French', ['windows-1252'], 'Le pont sur la rivière a été ouvert l’an dernier et la route vers la ville prend désormais vingt minutes. Avant, les habitants attendaient le bac.'],
  ['Spanish', ['windows-1252'], 'El puente sobre el río se abrió el año pasado y ahora el camino a la ciudad lleva veinte minutos. Antes los vecinos esperaban la barca, ¿quién lo recuerda?'],
  ['Swedish', ['windows-1252'], 'Bron över älven öppnades förra året och nu tar vägen till staden tjugo minuter. Förr väntade människorna på färjan, som bara gick på sommaren.'],
];
const CASES = TEXTS.flatMap(([language, encodings, text]) => encodings.map((encoding) => ({ language, encoding, text })));
const MENU = Array.from({ length: 40 }, (_, index) => `<li class="menu-item menu-item-${index}"><a class="link" href="/section/${index}/" data-title="é">${index}</a></li>`).join('\n');
const ENGLISH = '\nSee the README of the ferry pier for the rest of these words at https://example.org/a/b/c, as they are in English. '.repeat(8);

describe('[EXT-3] an encoding that nothing names is told by how the text reads', () => {
  it.each(CASES)('$language in $encoding', async ({ encoding, text }) => {
    expect(await decoded(text, encoding)).toBe(text);
    expect(await decoded(text.repeat(12), encoding)).toBe(text.repeat(12));
  });

  it.each(CASES)('$language in $encoding among other words', async ({ encoding, text }) => {
    expect(await decoded(text + ENGLISH, encoding)).toBe(text + ENGLISH);
  });

  it.each(CASES)('$language in $encoding, the first words in much markup', async ({ encoding, text }) => {
    const page = `<title>${text.slice(0, 60)}</title><script>const é = "<p>é";</script><ul>${MENU}</ul><!-- é > é --><h1>${text.slice(0, 60)}</h1>`.replaceAll('é', encoding === 'windows-1252' ? 'é' : '');
    expect(await decoded(page, encoding, 'html')).toBe(page);
  });

  it.each(CASES)('$language in $encoding, cut anywhere', async ({ encoding, text }) => {
    const bytes = encode(text, encoding);
    const result = await decodeText(bytes.subarray(0, bytes.length - 1), 'other');
    expect(result.ok && result.text.normalize('NFC').startsWith(text.slice(0, -2))).toBe(true);
  });
});

describe('[EXT-3] few bytes above 127', () => {
  it.each([
    'Der Fußgänger ging über die Straße nach Hause, und es regnete.',
    'A single naïve word in a longer line of plain English text',
    'Pay £5 or £7 at the door, £12 for two, £20 for all of you; £3 for children, £4 later',
    'A hall of 3 × 4 m and one of 5 × 6 m, at 20 °C ± 2 °C, ½ full',
    '© 2011 Ferry Company® – all rights reserved… “No trips in winter”, it’s said',
    'Beschluß',
    'ÄRZTE UND BÄCKER',
  ])('stay windows-1252: %s', async (text) => {
    expect(await decoded(text, 'windows-1252')).toBe(text);
  });

  it.each([
    ['regulă', 'windows-1250', 'fiecare regulă trebuie respectată de toţi'],
    ['őrizhetők', 'windows-1250', 'a képek nem őrizhetők meg a szekrényben'],
    ['yağmur', 'windows-1254', 'bugün yağmur var ama yarın hava iyi olacak'],
  ])('are told by the words around: %s', async (_word, encoding, text) => {
    expect(await decoded(text, encoding)).toBe(text);
  });
});

describe('[EXT-3] what a page says of its encoding and language', () => {
  it('goes before how it reads', async () => {
    const russian = encode('<html lang="ru"><p>Мост</p></html>', 'koi8-r');
    expect(await decodeText(russian, 'html')).toEqual({ ok: true, text: '<html lang="ru"><p>Мост</p></html>' });
    expect(await decodeText(encode('Мост', 'koi8-r'), 'other', 'iso-8859-5')).toEqual({ ok: true, text: new TextDecoder('iso-8859-5').decode(encode('Мост', 'koi8-r')) });
  });

  it('a language that it is not written in is not believed', async () => {
    const page = `<html lang="ja"><p>${TEXTS[0]?.[2]}</p></html>`;
    expect(await decoded(page, 'windows-1251', 'html')).toBe(page);
    const template = page.replace('ja', 'en');
    expect(await decoded(template, 'windows-1251', 'html')).toBe(template);
  });

  it.each(['utf-16le', 'utf-16be'])('%s of few ASCII letters is read where the server declares it', async (charset) => {
    const page = `<p>${TEXTS.find(([language]) => language === 'Japanese')?.[2].repeat(40)}</p>`;
    const bytes = Buffer.from(page, 'utf16le');
    expect(await decodeText(charset === 'utf-16le' ? bytes : bytes.swap16(), 'html', charset)).toEqual({ ok: true, text: page });
    expect(await decodeText(encode('Zoë grüßt', 'windows-1252'), 'other', charset)).toEqual({ ok: true, text: 'Zoë grüßt' });
  });
});

describe('[EXT-3] what reads like no language', () => {
  it.each([
    ['bytes by chance', Uint8Array.from({ length: 3000 }, (_, index) => 0x80 + ((index * index * 37 + index * 11) % 128))],
    ['one long run', new Uint8Array(1_000_000).fill(0xe9)],
  ])('%s is refused', async (_name, bytes) => {
    expect(await decodeText(bytes, 'other')).toEqual({ ok: false, reason: 'Its character encoding is named nowhere and could not be recognised', advice: 'save it as UTF-8' });
  });

  it.each(['<script>', '<!--', '<', '<a ', '\u001b$B', 'é <', 'é ', 'é'])('costs time in proportion to its length: many of %j', async (part) => {
    const bytes = Buffer.concat([Buffer.from(part.repeat(500_000 / part.length), 'latin1'), Buffer.from([0xe9])]);
    const started = performance.now();
    await decodeText(bytes, 'html');
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

async function decoded(text: string, encoding: string, format: 'html' | 'other' = 'other'): Promise<string> {
  const result = await decodeText(encode(text, encoding), format);
  return result.ok ? result.text.normalize('NFC') : `refused: ${result.reason}`;
}

/** Bytes by character of each encoding, found by decoding all of one and two bytes. */
const tables = new Map<string, Map<string, number[]>>();

function tableOf(encoding: string): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(encoding);
  const high = Array.from({ length: 126 }, (_, index) => 0x81 + index);
  const wide = /^(?:gb|big5|euc|shift)/.test(encoding);
  const all = wide ? high.flatMap((lead) => [...Array.from({ length: 63 }, (_, index) => [lead, 0x40 + index]), ...[0x80, ...high].map((trail) => [lead, trail])]) : [0x80, ...high, 0xff].map((byte) => [byte]);
  const table = new Map<string, number[]>();
  for (const bytes of all) {
    const character = decoder.decode(Uint8Array.from(bytes));
    if (character.length === 1 && character !== '\ufffd' && !table.has(character)) table.set(character, bytes);
  }
  // Some Node versions decode windows-1252 as ISO 8859-1.
  if (encoding === 'windows-1252') for (const [index, character] of [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].entries()) table.set(character, [0x80 + index]);
  tables.set(encoding, table);
  return table;
}

function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'iso-2022-jp') return Buffer.from(text.replace(/[^\x00-\x7f]+/g, (run) => `\u001b$B${String.fromCharCode(...encode(run, 'euc-jp').map((byte) => byte & 0x7f))}\u001b(B`));
  const table = tableOf(encoding);
  return Uint8Array.from([...text].flatMap((character) => bytesOf(character, table, encoding)));
}

function bytesOf(character: string, table: ReadonlyMap<string, number[]>, encoding: string): number[] {
  if (character < '\u0080') return [character.charCodeAt(0)];
  const bytes = table.get(character);
  if (bytes !== undefined) return bytes;
  // windows-1258 writes the tones of Vietnamese as marks of their own.
  const [, base, mark, other] = /^(.)(.)(.?)$/u.exec(character.normalize('NFD')) ?? [];
  if (base !== undefined && mark !== undefined && other !== undefined) {
    const pair = [[base + other, mark], [base + mark, other]].map(([letter = '', tone = '']) => [...letter.normalize('NFC'), ...tone].map((part) => (part < '\u0080' ? [part.charCodeAt(0)] : table.get(part))));
    const found = pair.find((parts) => parts.every((part) => part !== undefined));
    if (found !== undefined) return found.flatMap((part) => part ?? []);
  }
  throw new Error(`${encoding} has no ${character}`);
}
