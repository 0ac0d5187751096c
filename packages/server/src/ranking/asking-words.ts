/**
 * Words that ask or carry grammar, in scripts that are written without spaces: they would run into the words beside them. Longest first,
 * so that no word is taken for the beginning of another.
 */
const alternatives = (words: string): string => words.trim().split(/\s+/).sort((left, right) => right.length - left.length).join('|');

const CHINESE = new RegExp(
  `[要花卖賣需]了?(?=多少[钱錢])|多(?=[长長高大重深宽寬远遠快厚])|${alternatives(`请问 什么时候 什么地方 什么时间 为什么 什么 甚么 哪一年 哪一天 哪一个 哪一位 哪年 哪天 哪里 哪儿 哪个 哪些 哪位 哪家 哪座 哪种 哪 谁 多少 多久 多长时间 几 怎么样 怎么 怎样 如何 何时 何地
    請問 什麼時候 什麼地方 為什麼 什麼 哪裡 哪個 哪兒 誰 幾 怎麼 吗 嗎 呢 吧 是 的 了 在 有 被`)}`,
  'gu',
);
const JAPANESE = new RegExp(
  alternatives(`何年 何月 何日 何時間 何時 何分 何曜日 何人 何名 何歳 何回 何度 何番 何階 何 誰 いつ どこ だれ どなた どの どれ どんな どう どのくらい どれくらい どのぐらい どれほど どうして なぜ なに なん いくつ いくら
    でしょうか でしたか ですか でした です であった である られましたか られますか れましたか れますか ましたか ますか ました ます ませんか ません られました られます られた られる れました れます れた れる ありますか ありました あります
    いますか いました います ある いる について における によって による という といわれる から まで より として している していた した する しましたか しますか のは のか のが には では とは`),
  'gu',
);
/** One sign of hiragana between others, and a particle behind a word that is written in hiragana. */
const PARTICLE = /(?<!\p{Script=Hiragana})\p{Script=Hiragana}(?!\p{Script=Hiragana})|(?<=\p{Script=Hiragana}{2})[はがをにへのでともか](?!\p{Script=Hiragana})/gu;
const THAI = new RegExp(
  alternatives(`เมื่อไหร่ เมื่อไร เมื่อใด ตั้งแต่เมื่อไหร่ ที่ไหน ที่ใด ไหน อะไร ใคร เท่าไหร่ เท่าไร เท่าใด กี่ ทำไม อย่างไร ยังไง หรือไม่ หรือเปล่า ไหม ปีใด คือ เป็น`),
  'gu',
);

/** A question with blanks in place of such words, so that the place of each other word stays. Pure, linear in its length. */
export function withoutAskingWords(question: string): string {
  const blank = (word: string) => ' '.repeat(word.length);
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(question)) return question.replace(JAPANESE, blank).replace(PARTICLE, blank);
  if (/\p{Script=Han}/u.test(question)) return question.replace(CHINESE, blank);
  return /\p{Script=Thai}/u.test(question) ? question.replace(THAI, blank) : question;
}
