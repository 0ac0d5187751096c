/**
 * What things look like that a question may ask for: numbers, dates, amounts of money, measures. By their form alone, in the languages
 * that are asked most. Every repeat is bounded; texts are cut before they are searched.
 */

const FIGURE = String.raw`\p{N}[\p{N}.,]{0,30}`;
const SIGNS = '[〇一二两兩三四五六七八九十百千万萬億亿半数]{1,12}';
const KOREAN_COUNT = '(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|서른)';
const DAYS_IN_KOREAN = '하루|이틀|사흘|나흘|닷새|엿새|이레|열흘|보름';

const form = (...parts: string[]): RegExp => new RegExp(parts.join('|'), 'giu');
/** Words of an alphabet whose letters \\b does not know. */
const words = (list: string): string => String.raw`(?<!\p{L})(?:${list})`;

export const NUMBER = form(
  // Not the one in the name of a model.
  `(?<![a-z])${FIGURE}`,
  String.raw`\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|millions?|billions?|once|twice|half|third|quarter|zero|none|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|vingt|trente|cent|mille|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte|treinta|cien|mil|elf|zwölf|zwanzig|dreißig|hundert|tausend|millionen)\b`,
  String.raw`${SIGNS}(?=[个個名位人条條座台辆年月日天米元公吨家间層层岁歳次届种只头棵軒本枚回階匹冊件倍度分時小]|か月|キロ|メートル)`,
  String.raw`${KOREAN_COUNT} ?(?:명|개|시간|분|번|살|마리|대|권|채|달|주|해|곳)`,
  DAYS_IN_KOREAN,
  '[천만억] (?=원|명)',
  'สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|หมื่น|แสน|ล้าน',
  words(String.raw`дв[ае]|три|четыре|пять|шесть|семь|восемь|девять|десять|двадцать|тридцать|сорок|сто|тысяч\p{L}{0,4}|миллион\p{L}{0,4}`) + String.raw`(?!\p{L})`,
  words('ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثمانية?|تسعة?|عشرة?|مئة|مائة|مئتي|مئتان|ألف|آلاف|مليون') + String.raw`(?!\p{L})`,
);

export const DATE = form(
  String.raw`\b(?:\d{1,2}(?:st|nd|rd|th)|\p{L}{3,12}(?:st|nd|rd|th)) centur(?:y|ies)\b`,
  String.raw`\b(?:1\d|20)\d\ds?\b`,
  String.raw`\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun|week)days?|weekends?|spring|summer|autumn|winter|noon|midnight|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|century|centuries|bce?|today|yesterday|tomorrow)\b`,
  String.raw`\b(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?)\b`,
  // The time of a day.
  String.raw`\b\d{1,2}[:.]\d\d\b(?![.,]?\d)|\b\d{1,2}\s?(?:am|pm|a\.m|p\.m|uhr|h|horas|heures?|o’clock|o'clock)\b`,
  String.raw`[\p{N}〇一二三四五六七八九十]{1,4}(?:年(?!間)|月|日(?!間)|時(?!間)|时|点)|[月火水木金土日]曜|(?:星期|周|週)[一二三四五六日天末]`,
  String.raw`\p{N}{1,4} ?(?:년|월|일|시)(?! ?[간동])|요일`,
  String.raw`(?:พ|ค)\.ศ\.|\p{N} ?น\.|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|[๐-๙٠-٩۰-۹]{4}`,
  words('январ|феврал|марта?|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|понедельник|вторник|сред[ауы]|четверг|пятниц|суббот|воскресень'),
  words('يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|الساعة|السبت|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة'),
  'जनवरी|फ़रवरी|मार्च|अप्रैल|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर',
);

export const DURATION = form(
  String.raw`(?:${FIGURE}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}{3,5}teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|several|few|an?))[\s-]+(?:and a half |more |full |consecutive )?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)|nights?|jahre?n?|monate?n?|tage?n?|ans?|mois|jours?|años?|meses|días?)\b`,
  String.raw`(?:${FIGURE}|\b\p{L}{2,10})\s(?:wochen?|stunden?|minuten?|semaines?|heures?|semanas?|horas?|minutos?|giorni|settimane|mesi|anni|ore|minuti|dias|semanas|anos|dagen|weken|maanden|jaar|uur)\b`,
  String.raw`\b(?:1\d|20)\d\d\s?(?:[-–]|to|until|bis|à|a)\s?(?:1\d|20)\d\d\b`,
  String.raw`(?:${FIGURE}|${SIGNS})\s?(?:个?小时|個?小時|分钟|分鐘|秒|天|周|週|个?星期|个月|個月|年|か月|ヶ月|ヵ月|カ月|日|時間|分)`,
  String.raw`(?:${FIGURE}|${KOREAN_COUNT}) ?(?:년|개월|달|주|일|시간|분|초)|${DAYS_IN_KOREAN}`,
  String.raw`(?:${FIGURE}|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)\s?(?:ปี|เดือน|สัปดาห์|วัน|ชั่วโมง|นาที|วินาที)`,
  String.raw`(?:${FIGURE}|${words(String.raw`\p{L}{3,10}`)})\s(?:секунд|минут|час|дн|день|недел|месяц|год|лет)`,
  String.raw`(?:${FIGURE}|${words(String.raw`\p{L}{3,8}`)})\s(?:سنة|سنوات|شهر|أشهر|أسبوع|أسابيع|يوم|أيام|ساعة|ساعات|دقيقة|دقائق)`,
  String.raw`(?:${FIGURE}|${words(String.raw`[\p{L}\p{M}]{2,8}`)})\s(?:साल|वर्ष|महीने|सप्ताह|हफ्ते|दिन|घंटे|मिनट)`,
);

export const MONEY = form(
  String.raw`\p{Sc}\s?\p{N}[\p{N}.,]{0,30}|\b(?:chf|usd|eur|gbp|nok|sek|dkk|jpy|cad|aud|rs\.?)\s?\p{N}`,
  String.raw`${FIGURE}\s?(?:\p{Sc}|(?:dollars?|euros?|pounds?|yen|cents?|pence|francs?|kron(?:er|or)|kr|chf|usd|eur|gbp|rupees?|pesos?|yuan|rand|mark|marks|reichsmark|d-?mark|guilders?|gulden|florins?|lire|lira|crowns?|zloty|forint|shillings?|roubles?|rubles?|million|billion|trillion)\b)`,
  String.raw`(?:${FIGURE}|${SIGNS})\s?[万千百億亿萬]{0,2}(?:元|円|日元|美元|欧元|人民币|港币)`,
  String.raw`(?:${FIGURE}|[백천만억]) ?[백천만억]{0,2} ?(?:원|달러|유로|엔)`,
  String.raw`${FIGURE}\s?(?:บาท|ล้านบาท|руб|тыс|млн|долл|евро|грив|درهم|ريال|دينار|جنيه|ليرة|دولار|يورو|रुपये|रुपए|रुपया)`,
  String.raw`\bfree (?:of charge|entry|admission)|\b(?:entry|admission|entrance) is free\b|\b(?:kostenlos|kostenfrei|gratis|gratuite?s?|gratuit[ao]s?|eintritt frei)\b|免费|無料|무료|ฟรี`,
  words('бесплатн|مجان'),
);

export const PERCENTAGE = form(
  String.raw`${FIGURE}\s?(?:%|percent\b|per cent\b|prozent\b|pour cent\b|por ciento\b|per cento\b|процент|パーセント|퍼센트|프로|เปอร์เซ็นต์|في المئة|في المائة|بالمئة|بالمائة|प्रतिशत)`,
  String.raw`\b(?:half|(?:an?|one|two|three|four)[ -](?:third|quarter|fifth|sixth|tenth)s?|\w{1,8} (?:in|out of) (?:every )?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twenty))\b`,
  '百分之|[一二三四五六七八九]成|[一二三四五六七八九\\p{N}]割',
);

const measured = (units: string, other: string): RegExp => form(String.raw`(?:${FIGURE}|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half an?))[\s-]?(?:${units})(?![\p{L}\p{N}²³])`, String.raw`(?:${FIGURE}|${SIGNS})\s?(?:${other})`);

export const LENGTH = measured(
  `mm|cm|m|km|(?:milli|centi|kilo)?(?:met(?:re|er)s?|metern|mètres?|metros?|metri)|kilomètres?|kilómetros?|chilometri|feet|foot|ft|inch(?:es)?|in|miles?|yards?|fuß|meilen|floors|stor(?:ey|ie)s|мм|см|м|км`,
  String.raw`米|厘米|毫米|公里|千米|公尺|里|メートル|キロ|センチ|ミリ|미터|킬로미터|센티미터|เมตร|กิโลเมตร|เซนติเมตร|метр|километр|сантиметр|متر|كيلومتر|كم|मीटर|किलोमीटर`,
);
export const MASS = measured(
  'mg|g|kg|t|(?:milli|kilo)?gram(?:me)?s?|kilos?|gramm|kilogramm|grammes?|gramos?|grammi|chili|tonn?e?s?|tonnen|tonelada?s?|pfund|pounds?|lbs?|ounces?|oz|stone|carats?|мг|г|кг|т',
  '公斤|千克|克|吨|噸|斤|キログラム|キロ|グラム|トン|킬로그램|그램|톤|กิโลกรัม|กรัม|ตัน|килограмм|грамм|тонн|كيلوغرام|غرام|كيلو|طن|किलोग्राम|ग्राम|टन',
);
export const TEMPERATURE = measured('°(?:\\s?[cf])?|º(?:\\s?[cf])?|degrees?|grad|degrés?|grados?|gradi|graus|k|kelvin', '度|℃|도|องศา|градус|درجة|درجات|डिग्री');
export const SPEED = measured(
  'mph|kph|kmh|km/h|m/s|kn|knots?|mach|knoten|(?:kilomet(?:re|er)s?|miles?|feet|met(?:re|er)s?|km|m) (?:per|an?|pro|par|por) (?:hour|second|minute|stunde|heure|hora|sekunde)|(?:[mg]bps|[mg]bit/s)|км/ч|м/с',
  '公里每小时|千米每小时|米每秒|節|ノット|キロメートル毎時|노트|километров в час|كيلومتر(?:ا)? في الساعة|กิโลเมตรต่อชั่วโมง',
);
export const AREA = measured(
  'm²|m2|km²|km2|cm²|ha|hectares?|hektar|hectáreas?|ettari|acres?|ft²|(?:sq\\.?|square) \\p{L}{1,11}|quadrat(?:kilo)?metern?|mètres? carrés?|kilomètres? carrés?|metros? cuadrados?|kilómetros? cuadrados?|metri quadri|га|м²|км²',
  '平方|公顷|公頃|亩|ヘクタール|평방|제곱|헥타르|ตาราง|ไร่|гектар|квадратн|кв\\.|هكتار|متر مربع|كيلومتر مربع|वर्ग',
);
/** How old, as such. */
export const AGE = form(
  String.raw`\baged? (?:of )?${FIGURE}|\b(?:\d{1,4}|[\p{L}-]{3,20})[ -]years?[ -](?:old|ago|of age)\b|, \d{1,3},`,
  String.raw`\b(?:\d{1,4}|\p{L}{3,20}) ?(?:jahre alt|jahren|ans|años|anni|anos|jaar oud)\b|\b\d{1,4}[ -]?jährig`,
  String.raw`\p{N}{1,4} ?(?:лет|岁|歳|才|세|살|ปี|साल|वर्ष|سنة|عاما)|${SIGNS}[岁歳]`,
);
/** Behind such words a year tells how old something is. By folded text. */
export const BEGINNING = /\b(?:born|built|founded|established|constructed|erected|created|dat(?:es|ed|ing) (?:from|back)|since|geboren|gebaut|erbaut|errichtet|gegrundet|nee?|construite?|batie?|fondee?|nacid[oa]|nacio|construid[oa]|fundad[oa]|nat[oa]|costruit[oa]|fondat[oa])\b|род(?:ил|ен)|постро|основан|生まれ|出生|生于|建于|建成|建て|設立|태어|지어|세워|ولد|بني|تاسس/u;
/** The basic names of colours, which most languages have, and some more. */
export const COLOUR = form(
  String.raw`\b(?:black|white|red|green|blue|yellow|brown|gr[ae]y|orange|pink|purple|violet|turquoise|beige|crimson|scarlet|maroon|cream|silver|gold(?:en)?|bronze|copper|tan|teal|indigo|transparent|colou?rless)(?:ish)?\b`,
  String.raw`\b(?:schwarz|weiß|rot|grün|blau|gelb|braun|grau|rosa|lila|violett|türkis|golden|silbern)(?:e[nmrs]?)?\b`,
  String.raw`\b(?:noire?s?|blanc(?:he)?s?|rouges?|verte?s?|bleue?s?|jaunes?|marron|brune?s?|grise?s?|roses?|violette?s?|dorée?s?|argentée?s?)\b`,
  String.raw`\b(?:negr[oa]s?|blanc[oa]s?|roj[oa]s?|verdes?|azul(?:es)?|amarill[oa]s?|marr[oó]n|gris(?:es)?|naranja|morad[oa]s?|dorad[oa]s?|ner[oaie]|bianc[oa]|bianch[ie]|ross[oaie]|verd[ei]|blu|azzurr[oaie]|giall[oaie]|marrone|grigi[oae]|viola|pret[oa]s?|branc[oa]s?|vermelh[oa]s?|amarel[oa]s?|cinza|zwarte?|witte?|rode?|groene?|blauwe?|gele?|bruine?|grijze?|oranje)\b`,
  words('черн|чёрн|бел(?:ый|ая|ое|ые|ого|ой)|красн|зелен|зелён|син(?:ий|яя|ее|ие|его)|голуб|желт|жёлт|коричнев|сер(?:ый|ая|ое|ые|ого|ой)|розов|фиолетов|أسود|أبيض|أحمر|أخضر|أزرق|أصفر|بني|رمادي|سوداء|بيضاء|حمراء|خضراء|زرقاء|صفراء'),
  '[黑白红紅绿綠蓝藍黄黃灰紫橙褐棕粉金银銀]色|黒|青|赤|茶色|緑|白い|빨간|파란|검은|흰|하얀|초록|노란|회색|갈색|(?:สี)?(?:ดำ|ขาว|แดง|เขียว|เหลือง|น้ำเงิน|ฟ้า|เทา|น้ำตาล)|काला|सफ़ेद|लाल|हरा|नीला|पीला',
);
/** Digits as of a telephone. */
export const TELEPHONE = /\+?\p{N}[\p{N} ()/.-]{4,24}\p{N}/gu;
