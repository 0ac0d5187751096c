import type { AnswerType } from './answer-type.js';
import { stem } from './stem.js';
import { fold } from './words.js';

const stems = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/).map((word) => stem(fold(word))));

/** Words of a question that a thing of the kind asked for makes superfluous: who reads "it is 40 euros" need not read "price". */
const IMPLIED: Partial<Record<AnswerType, ReadonlySet<string>>> = {
  money: stems(`price cost costs pay paid charge fee money expensive cheap spend spent worth amount kosten kostet preis prix tarif coute coutent precio cuesta cuestan vale prezzo costa preco
    стоят стоит стоила цена стоимость سعر ثمن تكلفة تبلغ कीमत 钱 錢 价格 費用 费用 料金 値段 価格 가격 요금 ราคา`),
  date: stems('year date day month time jahr datum tag monat annee mois jour ano año fecha día mes году год عام سنة साल'),
  duration: stems('long last take time duration hour day week month year minute dauert dauer dure duree dura tarda длится занимает تستغرق 时间 時間 期間 걸리 ใช้เวลา'),
  extent: stems('long last take time duration length'),
  length: stems('tall high height long length wide width deep depth thick thickness far distance hoch lang lange hohe breit tief hauteur longueur altura largo высота длина высоты длины 高さ 長さ 高 长 높이 길이'),
  mass: stems('heavy weigh weight mass schwer wiegt gewicht pese poids pesa peso весит вес 重 重量 重さ 무게'),
  temperature: stems('hot cold warm temperature degree heiss kalt temperatur chaud froid temperatura температура 温度 온도'),
  speed: stems('fast speed velocity schnell vitesse velocidad скорость 速度'),
  area: stems('area large surface space flache superficie площадь مساحة 面积 面積 면적 พื้นที่'),
  number: stems('number count total amount people person live anzahl nombre numero количество عدد 数 人数'),
  age: stems('old age year alt alter jahre age ans edad anos eta anni oud лет возраст عمر'),
  colour: stems('colour color farbe couleur color colore cor kleur цвет цвета لون'),
  percentage: stems('percent percentage share proportion prozent pourcentage porcentaje процент نسبة'),
  telephone: stems('phone telephone number telefon telefonnummer telefono телефон номер هاتف رقم 电话 電話 号码 番号 전화번호'),
};
const NONE: ReadonlySet<string> = new Set();

export function impliedBy(type: AnswerType): ReadonlySet<string> {
  return IMPLIED[type] ?? NONE;
}

/** Which length: a thing's length says nothing of its height. */
const DIMENSIONS: readonly RegExp[] = [
  /\b(?:tall(?:er|est)?|high(?:er|est)?|height|altitude|elevation|above sea level|hoch|hohe|hauteur|altura|altezza)\b|高さ|有?多?高|высот|ارتفاع|높이|สูง/u,
  /\b(?:long(?:er|est)?|length|lang|lange|longueur|longitud|largo)\b|長さ|全[長长]|多?[長长](?:度|达|约|\p{N})|длин|طول|길이|ยาว/u,
  /\b(?:wide(?:r|st)?|width|breadth|broad|breit|breite|largeur|ancho|anchura|wing ?span)\b|幅|宽|寬|ширин|عرض|너비|폭|กว้าง/u,
  /\b(?:deep(?:er|est)?|depth|tief|tiefe|profond|profondeur|profund)\p{L}{0,4}\b|深|глубин|عمق|깊이|ลึก/u,
  /\b(?:thick(?:er|est|ness)?|dick|dicke|epaisseur)\b/u,
  /\b(?:far|away|distance|apart|from here|entfernt|distancia)\b|離れ|距|расстоян|مسافة|거리|ห่าง/u,
];

/** Does a text name another dimension than the one that is asked for, and not that one? */
export function isOtherDimension(asking: string, text: string): boolean {
  const [asked, told] = [fold(asking), fold(text)];
  const wanted = DIMENSIONS.filter((dimension) => dimension.test(asked));
  return wanted.length > 0 && !wanted.some((dimension) => dimension.test(told)) && DIMENSIONS.some((dimension) => dimension.test(told));
}
