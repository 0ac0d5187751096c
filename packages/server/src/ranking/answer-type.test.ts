import { describe, expect, it } from 'vitest';
import { analyseQuestion } from './analyse-question.js';
import { answerCandidates } from './answer-candidates.js';
import { type AnswerType, answerTypeOf } from './answer-type.js';

describe('answerTypeOf', () => {
  it.each<[AnswerType, string[]]>([
    ['money', ['What is the price of the tent?', 'How much does the tent cost?', 'Was kostet das Zelt?', 'Combien coûte la tente ?', '¿Cuánto cuesta la tienda?', '帐篷多少钱？', 'テントはいくらですか？', 'เต็นท์ราคาเท่าไหร่', 'Сколько стоит палатка?', 'كم يبلغ سعر الخيمة؟']],
    ['date', ['When was the tent made?', 'In what year did it open?', 'Wann öffnet es?', '它是哪一年建的？', 'いつ建てられましたか？', '언제 지어졌나요?', 'สร้างเมื่อไหร่', 'Когда он построен?', 'متى بني؟', 'यह कब बना?']],
    ['person', ['Who made it?', 'Wer leitet es?', '谁是镇长？', '村長は誰ですか？', '시장은 누구인가요?', 'ใครเป็นผู้อำนวยการ', 'Кто директор?', 'من هو المدير؟']],
    ['duration', ['How many days does it last?', 'Wie lange dauert es?', '需要多久？', '何時間かかりますか？', '얼마나 오래 걸리나요?', 'ใช้เวลากี่ชั่วโมง', 'Как долго это длится?']],
    ['number', ['How many people live there?', '有多少学生？', '生徒は何人ですか？', '학생은 몇 명인가요?', 'มีนักเรียนกี่คน', 'Сколько там учеников?', 'كم عدد الطلاب؟']],
    ['place', ['Where is it?', '它在哪里？', 'どこにありますか？', '어디에 있나요?', 'อยู่ที่ไหน', 'Где он находится?', 'أين تقع؟']],
    ['length', ['How tall is it?', 'What is the wing span of a gull?', 'Wie tief ist der See?', '桥有多长？', '高さは何メートルですか？', '몇 미터인가요?', 'สูงกี่เมตร']],
    ['extent', ['How long is it?']],
    ['mass', ['How heavy is it?', 'What is the weight of the tent?', 'Wie schwer ist es?']],
    ['area', ['What is the area of the lake?']],
    ['speed', ['How fast does a gull fly?']],
    ['temperature', ['How warm is the lake?', 'At which temperature does it melt?']],
    ['telephone', ['What is the phone number of the office?', '办公室的电话号码是多少？']],
    // "When" is no question here, nor is what looks like it within a Hindi name.
    ['name', ['What happens when a client is cut off?']],
    ['other', ['इकबाल ने क्या कहा?']],
  ])('sees that %s is asked for', (type, questions) => {
    for (const question of questions) expect([question, answerTypeOf(question)]).toEqual([question, type]);
  });

  it('takes bounded time for long questions', () => {
    const started = performance.now();
    for (const part of ['how much ', 'what is the ', 'a ', '多', 'which is the price ', 'did . cost ']) answerTypeOf(part.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('answerCandidates', () => {
  const has = (question: string, text: string) => answerCandidates(text, answerTypeOf(question), analyseQuestion(question, null), 'place').length > 0;

  it.each([
    ['How much does it cost?', ['It costs 40 euros.', 'Entry is free of charge.', 'Es kostet 40 CHF.'], ['It weighs 40 kg.', 'It opened in 1940.']],
    ['它多少钱？', ['它卖四十元。', '票价40元。'], ['它重40公斤。']],
    ['How heavy is it?', ['It weighs 1.5 kg.', 'Das Gewicht: 12 Gramm.'], ['It is 40 cm long.', 'It has 12 gears.']],
    ['How long is it?', ['It takes two hours.', 'It is 40 m long.'], ['It costs 40 euros.']],
    ['How tall is it?', ['It is 7 feet tall.', '高さは32メートルである。'], ['It holds 7 litres.', 'It covers 7 km².']],
    ['How many were sold?', ['It sold 40 times.', 'Они продали сорок штук.', '卖了40个。'], ['The K4 sells well.', 'It sold badly in 1940.']],
    ['What share of them was sold?', ['One in five was sold.', 'A third was sold.', '40 percent.'], ['It sold 40 times.']],
    ['What is its area?', ['It covers 7 km².', 'Es hat 40 Hektar.', '面积为320公顷。'], ['It is 7 km long.']],
    ['When does it open?', ['It opens at 9:30.', 'It opens on Mondays, dienstags too.', 'เปิดปี พ.ศ. 2491', 'Открыт в марте.', '토요일에 연다.'], ['It opens slowly, 12 at a time.']],
    ['How long does it last?', ['三个月', '두 시간 걸린다', 'นาน 3 ชั่วโมง', 'два часа'], ['три билета']],
    ['What is the phone number?', ['Call +49 30 1234567.'], ['It opened in 1940.']],
  ])('tells by its form what answers %j', (question, answers, others) => {
    for (const text of answers) expect([text, has(question, text)]).toEqual([text, true]);
    for (const text of others) expect([text, has(question, text)]).toEqual([text, false]);
  });
});
