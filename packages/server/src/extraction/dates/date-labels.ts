/**
 * What the words beside a day say that it is: the day of the publication, that of a change, or that of something else
 * (an event, an end, a life). `dated` is a plain "date", which says less than any of them.
 */
export type DayRole = 'published' | 'changed' | 'other' | 'dated';

interface Labels {
  published: string;
  changed: string;
  other: string;
  dated?: string;
}

/** Words parted by commas. One that ends in `-` may go on; behind one that ends in `:` comes the day at once. */
const LABELS: Record<string, Labels> = {
  en: { published: 'publish-, republished, posted, created, written, released, issued, added, uploaded, submitted', changed: 'updat-, modified, edited, revised, revision, amended, changed, last reviewed, medically reviewed, reviewed:, reviewed on:, corrected, fact checked, fact-checked, last change, last review, last active', other: 'event-, deadline, due, end date, birth date, date of birth, date of death, order date, delivery date, expir-, valid, effective, opens, opened, opening, closes, closed, closing, starts, started, begins, ends, ended, born, died, founded, established, joined, member since, retrieved, accessed, archived, copyright, from:, since:, until:, till:, as of:, version:, †, ©', dated: 'date, dated' },
  de: { published: 'veröffentlich-, erstveröffentlich-, publizier-, erschien-, erstellt, geschrieben, verfasst, gepostet, eingestellt, hochgeladen', changed: 'aktualisier-, geändert, änderung, letzte änderung, überarbeitet, bearbeitet, update, stand:, stand des artikels:', other: 'veranstaltung-, termin, frist, einsendeschluss, gültig, eröffnet, geschlossen, geboren, gestorben, abgerufen, beginn, ende, ab:, seit:, bis:', dated: 'datum' },
  fr: { published: 'publi-, paru, parue, mis en ligne, mise en ligne, créé, rédigé, écrit, posté, diffusé', changed: 'mis à jour, mise à jour, màj, modifi-, actualis-, édité, révis-, vérifié', other: 'événement, évènement, échéance, clôture, valable, né, née, naissance, début, limite, décédé-, consulté, dès:, depuis:, dès le:, depuis le:, jusqu’au:, jusqu\'au:, à partir du:, à compter du:', dated: 'date' },
  es: { published: 'publicad-, publicaci-, creado, creada, escrito, escrita, subido, lanzado', changed: 'actualiz-, modificad-, modificaci-, editado, revisad-, revisión', other: 'evento, plazo, vence, vencimiento, válid-, nacid-, nació, nacimiento, inicio, falleci-, consultado, desde:, desde el:, hasta:, hasta el:, a partir del:', dated: 'fecha' },
  it: { published: 'pubbl-, postato, creato, scritto, inserito, caricato', changed: 'aggiorn-, modific-, revision-, rivisto', other: 'evento, scadenza, valid-, nato, nata, nascita, inizio, morto, morta, consultato, dal:, fino al:, entro il:, a partire dal:', dated: 'data:' },
  pt: { published: 'publicad-, publicaç-, postad-, criado, criada, escrito, lançado, divulgado', changed: 'atualiz-, modificad-, editado, alterad-, alteração, revisad-, revisão', other: 'prazo, encerra-, válid-, nascid-, nasceu, nascimento, início, morreu, acesso em, desde:, até:, a partir de:', dated: 'data' },
  nl: { published: 'gepubliceerd, publicatie-, geplaatst, geschreven, aangemaakt, toegevoegd, verschenen', changed: 'bijgewerkt, gewijzigd, wijziging, laatste wijziging, geüpdatet, aangepast, herzien', other: 'evenement, sluit-, geldig, geboren, overleden, geraadpleegd, vanaf:, tot:, sinds:', dated: 'datum' },
  sv: { published: 'publicer-, skapad, skriven, inlagd, utgiven', changed: 'uppdater-, ändrad, redigerad, reviderad, granskad', other: 'evenemang, giltig, född, avliden, hämtad, från:, till och med:, sedan:', dated: 'datum' },
  da: { published: 'udgivet, publiceret, offentliggjort, oprettet, skrevet', changed: 'opdater-, ændret, redigeret, revideret', other: 'begivenhed, frist, gyldig, født, død, fra:, indtil:, siden:', dated: 'dato' },
  no: { published: 'publisert, lagt ut, opprettet, skrevet, utgitt', changed: 'oppdater-, endret, redigert, revidert', other: 'arrangement, frist, gyldig, født, død, fra:, inntil:, siden:', dated: 'dato' },
  fi: { published: 'julkais-, luotu, kirjoitettu, lisätty', changed: 'päivitet-, päivity-, muokattu, muutettu, tarkistettu', other: 'tapahtuma, määräaika, voimassa, syntynyt, kuollut, alkaen', dated: 'päivämäärä' },
  pl: { published: 'opublikowan-, publikac-, dodano, dodany, utworzon-, wydan-, napisan-, zamieszczon-', changed: 'aktualiz-, zaktualiz-, modyfik-, zmodyfik-, zmienion-, zmiana, edytowan-', other: 'wydarzeni-, termin, ważn-, urodzon-, urodzeni-, rozpoczęci-, zmarł-', dated: 'data:' },
  cs: { published: 'publikov-, zveřejn-, vydán-, přidán-, vložen-, vytvořen-, napsán-', changed: 'aktualiz-, upraven-, změněn-, změna, revid-', other: 'akce, uzávěrka, termín, platn-, narozen-, zemřel-', dated: 'datum' },
  hu: { published: 'közz-, megjelen-, publikál-, feltölt-, létrehoz-, beküld-', changed: 'frissít-, frissül-, módosít-, szerkesztve, szerkesztés-', other: 'esemény, határidő, érvényes, született, elhunyt, lejár', dated: 'dátum' },
  ro: { published: 'publicat-, postat-, adăugat-, scris, creat', changed: 'actualiz-, modificat-, modificare, editat, revizuit', other: 'eveniment, termen, valabil, născut, decedat, din:, până la:, începând cu:', dated: 'data' },
  el: { published: 'δημοσι-, δημοσί-, αναρτ-, ανάρτ-', changed: 'ενημερώθηκε, τελευταία ενημέρωση, ενημέρωση:, τροποποι-, επεξεργ-', other: 'εκδήλωση, προθεσμία, λήξη, γεννήθηκε, πέθανε, από:, έως:, μέχρι:', dated: 'ημερομηνία' },
  tr: { published: 'yayın-, yayım-, giriş, eklen-, oluştur-', changed: 'güncelle-, düzenle-, değiştir-', other: 'etkinlik, son tarih, geçerli, doğum, ölüm', dated: 'tarih, tarihi' },
  ru: { published: 'опублик-, публик-, размещен-, размещён-, добавлен-, создан-, написан-', changed: 'обновлен-, обновлён-, изменен-, изменён-, отредактирован-, редактирован-, актуально на', other: 'мероприяти-, срок, действ-, родился, родилась, рождения, начал-, умер, умерла, с:, до:, по:', dated: 'дата' },
  uk: { published: 'опублік-, публік-, розміщен-, додан-, створен-, написан-', changed: 'оновлен-, змінен-, відредагован-, редагован-', other: 'подія, термін, дійсн-, народився, народилася, народження, помер, померла, з:, до:', dated: 'дата' },
  ar: { published: 'نشر, نُشر', changed: 'تحديث, تعديل', other: 'فعالية, الموعد النهائي, صالح حتى', dated: 'تاريخ' },
  he: { published: 'פורסם, פרסום, הועלה, נכתב', changed: 'עודכן, עדכון, נערך', other: 'אירוע, בתוקף, נולד', dated: 'תאריך' },
  fa: { published: 'منتشر, انتشار', changed: 'به‌روز, به روز, بروزرسانی, ویرایش', other: 'رویداد, مهلت, تولد', dated: 'تاریخ' },
  hi: { published: 'प्रकाशित, पब्लिश', changed: 'अपडेट, अद्यतन, संशोधित', other: 'कार्यक्रम, अंतिम तिथि, जन्म', dated: 'तारीख, दिनांक' },
  zh: { published: '发布, 發布, 发表, 發表, 刊登, 公開, 公开, 上传', changed: '更新, 修改, 修订, 修訂, 编辑于', other: '活动, 活動, 截止, 有效期, 出生, 生效', dated: '日期, 时间, 時間' },
  ja: { published: '公開, 投稿, 掲載, 配信, 作成, 発表', changed: '更新, 最終, 改訂, 改定, 修正', other: '開催, 締切, 期限, 有効, 生年月日, 予定', dated: '日付' },
  ko: { published: '등록, 입력, 작성, 게시, 발행', changed: '수정, 업데이트, 갱신', other: '행사, 마감, 기간, 유효, 출생', dated: '날짜' },
  vi: { published: 'đăng, xuất bản, công bố', changed: 'cập nhật, chỉnh sửa, sửa đổi', other: 'sự kiện, hạn chót, hết hạn, hiệu lực, sinh ngày' },
  th: { published: 'เผยแพร่, โพสต์, ประกาศเมื่อ', changed: 'แก้ไข, ปรับปรุง, อัปเดต, อัพเดท', other: 'กิจกรรม, หมดเขต, วันเกิด' },
  id: { published: 'diterbitkan, dipublikasikan, ditayangkan, diposting, dirilis, dimuat', changed: 'diperbarui, pembaruan, diubah, disunting', other: 'acara, batas waktu, berlaku, berakhir, lahir, sejak:, hingga:', dated: 'tanggal' },
  bn: { published: 'প্রকাশ', changed: 'আপডেট', other: 'জন্ম' },
  hr: { published: 'objavljen-, objav-', changed: 'ažuriran-, izmijenjen-', other: 'rođen-', dated: 'datum' },
};

/** Alphabets whose words stand apart, with no particles before them. */
const APART = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
/** By these words a sentence speaks of the page that it stands on. */
const THE_PAGE = words('page, article, post, entry, document, story, content, seite, artikel, beitrag, eintrag, contenu, pagina, página, artículo, artigo, articolo, notícia, noticia, bericht, sida, side, sivu, strona, strany, stránka, wpis, článek, oldal, cikk, articol-, σελίδα, άρθρο, sayfa, makale, haber, страниц-, стать-, запись, сторінк-, статт-, مقال, صفحة, הדף, הכתבה, صفحه, مقاله, लेख, पृष्ठ, 本页, 页面, 文章, ページ, 記事, 문서, 기사, trang, bài viết, หน้านี้, บทความ, halaman, last, zuletzt');
/** Words behind which the day on which a program made or sent the page stands, which says nothing of its matter. */
const MACHINE = /\b(?:page )?(?:generated|rendered|rendering|deploy(?:ed)?|cached|compiled|built)\b(?! (?:by|in)\b)|\btoday(?: is)?\b|\bgeneriert\b|\bgénérée?\b|\bgenerad[oa]\b|\bheute\b|\baujourd[’']hui\b|\bhoy\b|\boggi\b/u;
/** The end of a label. */
const LABEL = /[\p{L}\p{M})]\s*[:：]\s*$/u;
/** A word about something else stands this near to its day, with nothing that parts them. */
const OTHER_REACH = '[^|•·\\n]{0,20}$';

const PUBLISHED = words(column('published'));
const CHANGED = words(column('changed'));
const OTHER = new RegExp(`(?:${words(column('other')).source})${OTHER_REACH}`, 'u');
const DATED = words(column('dated'));

/** What a text that ends at a day calls it; null where it says nothing. The word nearest to the day counts. */
export function roleBefore(text: string): DayRole | null {
  const lower = text.toLowerCase();
  if (MACHINE.test(lower)) return 'other';
  const [published, changed] = [lastOf(PUBLISHED, lower), lastOf(CHANGED, lower)];
  if (published >= 0 || changed >= 0) return published > changed ? 'published' : 'changed';
  if (OTHER.test(lower)) return 'other';
  return lower.search(DATED) < 0 ? null : 'dated';
}

/** Is a text that ends at a day its label, whatever it says? */
export function isLabel(text: string): boolean {
  return LABEL.test(text);
}

/** What a text that begins behind a day calls it, in languages that put it there. */
export function roleBehind(text: string): DayRole | null {
  const lower = text.toLowerCase();
  if (MACHINE.test(lower)) return 'other';
  const [published, changed] = [lower.search(PUBLISHED), lower.search(CHANGED)];
  if (published < 0 && changed < 0) return null;
  return changed < 0 || (published >= 0 && published < changed) ? 'published' : 'changed';
}

/** Does a sentence speak of the page itself, by its name or, as in “Posted by …”, without a subject? */
export function isAboutPage(sentence: string): boolean {
  return sentence.toLowerCase().search(THE_PAGE) >= 0 || roleBehind(/^\s*(?:\S+\s+)?\S+/.exec(sentence)?.[0] ?? '') !== null;
}

function column(name: keyof Labels): string {
  return Object.values(LABELS).map((labels) => labels[name]).filter((list) => list !== undefined).join(', ');
}

/**
 * A pattern for texts in small letters. In alphabets whose words stand apart and without particles before them, a word is found at its
 * beginning only. What words have in common stands in it once: that they are many must cost little at each letter.
 */
function words(list: string): RegExp {
  const all = [...new Set(list.toLowerCase().split(', '))];
  const apart = all.filter((word) => APART.test(word));
  const bare = (ending: RegExp) => apart.filter((word) => ending.test(word)).map((word) => spaced(word.replace(/[-:]$/, '')));
  const ends = [
    [bare(/-$/), ''],
    [bare(/:$/), String.raw`\s*[:：–-]?\s*$`],
    [bare(/[^:-]$/), String.raw`(?![\p{L}\p{M}])`],
  ] as const;
  const beginning = ends.flatMap(([parts, end]) => (parts.length === 0 ? [] : [`(?:${parts.join('|')})${end}`]));
  const anywhere = all.filter((word) => !APART.test(word)).map((word) => spaced(word.replace(/[-:]$/, '')));
  return new RegExp([`(?<![\\p{L}\\p{M}])(?:${beginning.join('|')})`, ...anywhere].join('|'), 'gu');
}

function spaced(word: string): string {
  return word.replace(/ /g, String.raw`\s`);
}

/** Where the last match ends; -1 with none. */
function lastOf(pattern: RegExp, text: string): number {
  let last = -1;
  for (const match of text.matchAll(pattern)) last = match.index + match[0].length;
  return last;
}
