import { describe, expect, it } from 'vitest';
import { splitSentences } from './split-sentences.js';

const split = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  it.each<[string, string[]]>([
    ['What is it? It is a pen! Good.', ['What is it?', 'It is a pen!', 'Good.']],
    ['Dr. Ana Ruiz met Mr. J. R. Hale at St. Mary’s. They spoke.', ['Dr. Ana Ruiz met Mr. J. R. Hale at St. Mary’s.', 'They spoke.']],
    ['The rate was 3.5 percent, up from 2.75. It fell later.', ['The rate was 3.5 percent, up from 2.75.', 'It fell later.']],
    ['The pack is €129.90 incl. VAT and excl. Shipping. It sold out.', ['The pack is €129.90 incl. VAT and excl. Shipping.', 'It sold out.']],
    ['Symphony No. 5 was first. No. It was not.', ['Symphony No. 5 was first.', 'No.', 'It was not.']],
    ['She lives in the U.S. and works at Hale Inc. in Ohio. He lives in the U.K. They write.', ['She lives in the U.S. and works at Hale Inc. in Ohio.', 'He lives in the U.K.', 'They write.']],
    ['He said, “We won.” Then he left. "Who?" she asked.', ['He said, “We won.”', 'Then he left.', '"Who?" she asked.']],
    ['Das gilt, d. h. Nr. 5 in Kap. 4.2, Abs. 3 ff. und Str. 7. Dann folgt mehr.', ['Das gilt, d. h. Nr. 5 in Kap. 4.2, Abs. 3 ff. und Str. 7.', 'Dann folgt mehr.']],
    ['Il est né le 1er janv. 1900 à Paris. Il mourut en juil. 1950.', ['Il est né le 1er janv. 1900 à Paris.', 'Il mourut en juil. 1950.']],
    ['「そうだ。」と彼は言った。「行こう。」ところが雨だった。', ['「そうだ。」と彼は言った。', '「行こう。」', 'ところが雨だった。']],
    ['It works (see below.) as said. Next one.', ['It works (see below.) as said.', 'Next one.']],
    ['Wait... what happened? Nobody knew… Then light.', ['Wait... what happened?', 'Nobody knew…', 'Then light.']],
    ['See https://example.org/a.b?c=d. It helps. Write to a.b@example.org. Thanks.', ['See https://example.org/a.b?c=d.', 'It helps.', 'Write to a.b@example.org.', 'Thanks.']],
    ['It is old. pg_upgrade does it. iPhone or not. e.g. this', ['It is old.', 'pg_upgrade does it. iPhone or not. e.g. this']],
    ['The bridge was opened in 1934 and is 310 metres long. click here about the bridge for more.', ['The bridge was opened in 1934 and is 310 metres long.', 'click here about the bridge for more.']],
    ['we walked home over the river. nobody saw us.', ['we walked home over the river.', 'nobody saw us.']],
    ['The town has approx. three schools, incl. one for art, a dept. of works and max. speeds. See cont. below, et al. said so.', ['The town has approx. three schools, incl. one for art, a dept. of works and max. speeds.', 'See cont. below, et al. said so.']],
    ['1. Open the lid. 2. Pour water in.', ['1. Open the lid.', '2. Pour water in.']],
    ['It was founded in 1888.[12] It closed in 1990.[3][4] Now a museum.', ['It was founded in 1888.[12]', 'It closed in 1990.[3][4]', 'Now a museum.']],
    ['Am 12. Juni kam Hr. Meier, z. B. mit Kuchen. Das war gut.', ['Am 12. Juni kam Hr. Meier, z. B. mit Kuchen.', 'Das war gut.']],
    ['这是第一句。这是第二句！真的吗？', ['这是第一句。', '这是第二句！', '真的吗？']],
    ['यह पहला वाक्य है। यह दूसरा है।', ['यह पहला वाक्य है।', 'यह दूसरा है।']],
    ['ما هذا؟ هذا قلم.', ['ما هذا؟', 'هذا قلم.']],
    ['A title\n\nThe text begins. It goes\non here.', ['A title', 'The text begins.', 'It goes\non here.']],
    ['Things:\n- one thing\n- another thing', ['Things:', '- one thing', '- another thing']],
  ])('splits %j', (text, sentences) => expect(split(text)).toEqual(sentences));

  it('gives ranges in order, without white space around them, that leave nothing but white space out', () => {
    const text = '  One.  Two is\there?\n\n\tThree \u00a0';
    const spans = splitSentences(text);
    let rest = text;
    for (const { start, end } of spans.toReversed()) {
      expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
      rest = rest.slice(0, start) + rest.slice(end);
    }
    expect(spans).toHaveLength(3);
    expect(rest.trim()).toBe('');
  });

  it('finds nothing in nothing', () => {
    expect(splitSentences('')).toEqual([]);
    expect(splitSentences(' \n\t ')).toEqual([]);
  });

  it.each(['a.', '(', '. ', '\n', 'A. ', '1. ', '."', '.[1]', '. (', 'U.S. ', ' '])('takes time in proportion to the length for a text of nothing but %j', (part) => {
    const time = (length: number): number => {
      const text = part.repeat(length / part.length);
      const started = performance.now();
      splitSentences(text);
      return performance.now() - started;
    };
    time(100_000);
    // Quadratic time would be minutes here.
    expect(time(1_000_000)).toBeLessThan(2000);
  });
});

describe('splitSentences in scripts without full stops', () => {
  it('ends a Thai sentence at a space, once it is long enough to be one', () => {
    const text = 'เลดีกากาซึ่งชนะรางวัลแกรมมีหกรางวัลและได้เข้าชิงรางวัลอคาเดมีเป็นผู้ขับร้องเพลงชาติในงานใหญ่ประจำปีที่สนามกีฬากลางเมือง ในขณะที่มาร์ลีแมตลินผู้ชนะรางวัลอคาเดมีเป็นผู้แปล';
    const parts = splitSentences(text).map(({ start, end }) => text.slice(start, end));
    expect(parts).toEqual(text.split(' '));
    expect(splitSentences('วันนี้ อากาศดี')).toHaveLength(1);
  });

  it('knows that Thai has no full stop, only short forms', () => {
    expect(split('ร้านเปิดเวลา 09.30 น. และปิดเวลา 17.00 น. ทุกวัน')).toHaveLength(1);
    expect(split('วัดสร้างเมื่อปี พ. ศ. 2420 ที่ อ. เมือง จ. น่าน')).toHaveLength(1);
  });
});
