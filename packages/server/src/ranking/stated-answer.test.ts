import { describe, expect, it } from 'vitest';
import type { BlockKind } from '../extraction/extracted-document.js';
import { rankPassages } from './rank-passages.js';

/** Each text with questions that it answers, and with questions about the same things that it does not answer. */
const DOCUMENTS: ReadonlyArray<{ title: string; text: string; answers: string[]; lacks: string[] }> = [
  {
    title: 'Fennbury rowing boat 320',
    text: 'The Fennbury 320 is a rowing boat for two. It is 3.2 metres long and weighs 64 kg with its oars. The hull is made of larch and has to be oiled every two years. It was drawn by Edda Krohn and has been built in Kolding since 2016. The guarantee lasts five years.',
    answers: ['How heavy is the Fennbury 320?', 'How long is the Fennbury 320?', 'Who drew the Fennbury 320?', 'How long does the guarantee of the Fennbury 320 last?', 'Since when has the Fennbury 320 been built?'],
    lacks: ['What is the price of the Fennbury 320?', 'How wide is the Fennbury 320?', 'How fast is the Fennbury 320?', 'What is the colour of the Fennbury 320?', 'How heavy is the Fennbury 450?', 'How loud is the Fennbury 320?'],
  },
  {
    title: 'Ostrava Mill',
    text: 'The mill at Ostrava Lane was closed in 1959. Its chimney has a height of 44 metres. Today it houses a school for 260 pupils, which Nadia Voss leads. The yard is open to visitors on Sundays.',
    answers: ['When was the mill closed?', 'How tall is the chimney of the mill?', 'How many pupils does the school in the mill have?', 'Who leads the school in the mill?', 'When is the yard open to visitors?'],
    lacks: ['When was the chimney of the mill built?', 'How much does a visit of the yard cost?', 'Who is the owner of the mill?', 'How many pupils did the school have in 1994?', 'What is the phone number of the school in the mill?'],
  },
  {
    title: 'Stadtgarten Wehlau',
    text: 'Der Stadtgarten Wehlau wurde 1904 angelegt. Er ist 12 Hektar groß und hat einen Teich. Der Eintritt kostet 3 Euro. Geleitet wird der Garten von Ute Sommer.',
    answers: ['Wann wurde der Stadtgarten Wehlau angelegt?', 'Was kostet der Eintritt in den Stadtgarten?', 'Von wem wird der Garten geleitet?'],
    lacks: ['Was kostet die Pacht des Teichs im Stadtgarten Wehlau?', 'Wie tief ist der Teich im Stadtgarten Wehlau?', 'Wie schwer ist der größte Baum im Stadtgarten Wehlau?'],
  },
  {
    title: '松湖水库',
    text: '松湖水库建于1958年，位于松湖县北部。大坝长410米。水库的管理员是赵明德。',
    answers: ['松湖水库是哪一年建的？', '松湖水库的管理员是谁？', '松湖水库在哪里？', '大坝有多长？'],
    lacks: ['松湖水库的门票多少钱？', '松湖水库的施工单位是谁？', '松湖水库有多少游客？'],
  },
  {
    title: '丘の上図書館',
    text: '丘の上図書館は1987年に建てられた。館長は田村さゆりである。年会費は500円で、日曜日は休館である。',
    answers: ['丘の上図書館はいつ建てられましたか？', '図書館の館長は誰ですか？', '図書館の年会費はいくらですか？'],
    lacks: ['丘の上図書館の蔵書は何冊ですか？', '丘の上図書館の電話番号は何番ですか？'],
  },
  {
    title: '한빛수목원',
    text: '한빛수목원은 2011년에 문을 열었다. 원장은 최다은이다. 입장료는 4,000원이며 나무는 3만 그루이다.',
    answers: ['한빛수목원은 언제 문을 열었나요?', '수목원의 원장은 누구인가요?', '수목원 입장료는 얼마인가요?'],
    lacks: ['한빛수목원의 주차장은 몇 대인가요?', '한빛수목원의 면적은 얼마인가요?'],
  },
  {
    title: 'วัดดอนแก้ว',
    text: 'วัดดอนแก้วสร้างขึ้นในปี พ.ศ. 2412 เปิดเวลา 07.00 น. ถึง 18.00 น. เจ้าอาวาสคือพระครูสุเทพ ค่าเข้าชมคนละ 20 บาท',
    answers: ['วัดดอนแก้วสร้างเมื่อไหร่', 'ใครเป็นเจ้าอาวาสวัดดอนแก้ว', 'ค่าเข้าชมวัดดอนแก้วเท่าไหร่'],
    lacks: ['เจดีย์วัดดอนแก้วสูงกี่เมตร', 'หลังคาวัดดอนแก้วหนักกี่กิโลกรัม'],
  },
];

function judge(question: string, title: string, text: string, kind: BlockKind = 'paragraph') {
  const passage = { start: 0, end: text.length, text, heading: '', blocks: [{ kind, start: 0, end: text.length }] };
  return rankPassages(question, [{ source_number: 1, title, domain: 'library', published_at: null, rank: 1, passages: [passage] }], { now: 0, statistics: null }).answerability;
}

describe('what a text states', () => {
  for (const { title, text, answers, lacks } of DOCUMENTS) {
    it.each(answers)('[NOA-3] answers %j', (question) => expect(judge(question, title, text)).toMatchObject({ answerable: true }));
    it.each(lacks)('[NOA-3] does not answer %j', (question) => expect(judge(question, title, text).answerable).toBe(false));
  }

  it.each([
    ['What is the price of the Fennbury 320?', { kind: 'money', words: [] }],
    ['How heavy is the rowing boat Fennbury 450?', { kind: null, words: ['450'] }],
    ['What is the colour of the Fennbury 320?', { kind: 'colour', words: [] }],
    ['How loud is the Fennbury 320?', { kind: null, words: ['loud'] }],
  ])('says what lacks of %j', (question, lack) => expect(judge(question, DOCUMENTS[0]!.title, DOCUMENTS[0]!.text)).toMatchObject({ lack }));

  it('takes no figure of another year', () => {
    const text = 'The club counted 310 members in 2016. The club counted 345 members in 2017. It is older than the town.';
    expect(judge('How many members did the club count in 2017?', 'Rowing club', text).answerable).toBe(true);
    expect(judge('How many members did the club count in 2018?', 'Rowing club', text)).toMatchObject({ answerable: false, lack: { words: ['2018'] } });
  });

  it('wants no one kind of answer where two things are asked, or yes or no', () => {
    const text = 'The wreck of the Larch was found by a diver from Oban. Nobody knows the day.';
    expect(judge('Who found the wreck of the Larch and when?', 'The Larch', text).answerable).toBe(true);
    expect(judge('Was it known when the wreck of the Larch was found by a diver?', 'The Larch', text).answerable).toBe(true);
  });

  it('counts whoever lives somewhere for people', () => {
    const text = 'Oxley is a village on the river Wend. It has 812 inhabitants and two mills.';
    expect(judge('How many people live in Oxley?', 'Oxley', text).answerable).toBe(true);
    expect(judge('How many chapels are there in Oxley?', 'Oxley', text).answerable).toBe(false);
  });

  it('names a day only where something happens once', () => {
    const text = 'Leeks are sown as soon as the ground has thawed. They want a light soil.';
    expect(judge('When do you sow leeks?', 'Leeks', text).answerable).toBe(true);
    expect(judge('When were leeks first sown in Larch?', 'Leeks', text).answerable).toBe(false);
  });

  it('takes no other option of a program for the one that is asked about', () => {
    const text = 'winnow sorts lines. The option --quiet of winnow hides its messages.';
    expect(judge('What does the option --quiet of winnow do?', 'winnow', text).answerable).toBe(true);
    expect(judge('What does the option --jobs of winnow do?', 'winnow', text)).toMatchObject({ answerable: false, lack: { words: ['jobs'] } });
  });

  it('takes the person that a page is about for named in it', () => {
    const text = 'She was an engineer. Her most famous work is the footbridge at Larch Quay.';
    expect(judge('Who made the footbridge at Larch Quay?', 'Ada Moreau', text).answerable).toBe(true);
    expect(judge('Who made the footbridge at Larch Quay?', 'Works of art', text).answerable).toBe(false);
  });

  it('knows other words for what is asked', () => {
    const text = 'The Orlin bridge was opened in 1977. The county paid 38 million kroner for it. Selmer built it to drawings by Olav Rekdal.';
    for (const question of ['How much did the Orlin bridge cost?', 'When was the Orlin bridge inaugurated?', 'Who designed the Orlin bridge?']) expect([question, judge(question, 'Orlin bridge', text).answerable]).toEqual([question, true]);
  });

  it('takes nothing else that was done for what is asked to have been done', () => {
    const text = 'The Orlin bridge was built by Olav Rekdal. The last keeper of it was Ada Finn. It was closed in 1977.';
    for (const question of ['Who painted the Orlin bridge?', 'Who was the first keeper of the Orlin bridge?', 'When was the Orlin bridge opened?', 'How old is Ada Finn?']) expect([question, judge(question, 'Orlin bridge', text).answerable]).toEqual([question, false]);
  });

  it('takes bounded time for hostile texts and questions', () => {
    const started = performance.now();
    for (const part of ['1 ', 'long ', 'a1b2 ', '2017 ', '数', 'ก. ']) {
      judge(`What is the height of ${part.repeat(100)}?`, 'Long', part.repeat(20_000));
      judge('How tall is the tower?', part.repeat(1000), `tower ${part.repeat(20_000)}`);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
