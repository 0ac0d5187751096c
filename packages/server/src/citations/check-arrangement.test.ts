import { describe, expect, it } from 'vitest';
import { judgeAgainst } from './judge-support.js';

type Row = [claim: string, source: string, reason: string];

/** Rows whose claim has the source's own words, but says something else with them: never backed in full, and the reason says why. */
const TURNED: Record<string, Row[]> = {
  'figures that belong to another': [
    ['Apple sold 7 million phones and Samsung sold 5 million phones.', 'Apple sold 5 million phones and Samsung sold 7 million phones.', 'What this sentence says of “7 million”, the source says of “5 million”.'],
    ['Apple sold 7 million phones.', 'Apple sold 5 million phones and Samsung sold 7 million phones.', 'the source says of “5 million”.'],
    ['In 2019 revenue was $4 million and in 2020 it was $6 million.', 'In 2019 revenue was $6 million and in 2020 it was $4 million.', 'the source says of “$6 million”.'],
    ['The bridge is 320 metres long and 45 metres wide.', 'The bridge is 45 metres long and 320 metres wide.', 'the source says of “45 metres”.'],
    ['40 people were killed in the crash.', '12 people were killed and 40 injured in the crash.', 'the source says of “12”.'],
    ['The library opened in 1950.', 'The school opened in 1950 and the library in 1962.', 'the source says of “1962”.'],
    ['Unemployment rose by 4.2%.', 'Unemployment rose by 4.7%. Inflation rose by 4.2%.', 'the source says of “4.7%”.'],
    ['Prices fell in May.', 'Prices rose in May and fell in June.', 'the source says of “rose”.'],
  ],
  'names that belong to another': [
    ['Jane Roe was elected mayor and John Doe was elected treasurer.', 'John Doe was elected mayor and Jane Roe was elected treasurer.', 'the source says of “John Doe”.'],
    ['Miller was elected treasurer.', 'Carter was elected treasurer and Miller was elected secretary.', 'the source says of “Carter”.'],
    ['Miller said that the plan was too costly.', 'Carter said that the plan was too costly, and Miller agreed with the idea.', 'the source says of “Carter”.'],
    ['John Miller wrote the report on the harbour.', 'Jane Miller wrote the report on the harbour.', 'The source names Jane Miller, not John Miller.'],
  ],
  'who did it to whom': [
    ['Anna Smith defeated Carla Jones in the final.', 'Carla Jones defeated Anna Smith in the final.', 'The source has “Anna Smith” and “Carla Jones” the other way round.'],
    ['Google was acquired by Fitbit in 2021.', 'Google acquired Fitbit in 2021.', 'the other way round'],
    ['The train runs from Hamburg to Berlin every hour.', 'The train runs from Berlin to Hamburg every hour.', 'the other way round'],
    ['Paris lies north of Lyon.', 'Lyon lies north of Paris.', 'the other way round'],
    ['The flood was caused by the storm.', 'The storm was caused by the flood.', 'the other way round'],
    ['The dog bit the man.', 'The man bit the dog.', 'the other way round'],
  ],
  'characters that were exchanged': [
    ['大桥由工程师林志远设计。', '大桥由工程师王志远设计。', 'The source has “王” where this sentence has “林”.'],
    ['因大雪，学校关闭了三天，随后恢复上课。', '因大雪，学校关闭了五天，随后恢复上课。', '“五” where this sentence has “三”'],
  ],
  'figures of scripts without spaces': [
    ['大桥于2009年9月18日正式通车。', '青岚大桥于2009年8月18日正式通车。', '9'],
    ['主跨长度为860米，是当地最长的桥。', '大桥主跨长度为680米，是当地最长的桥。', '860'],
    ['この橋は2009年に開通した。', 'この橋は2019年に開通した。', '2009'],
    ['다리는 1985년에 개통되었다.', '다리는 1958년에 개통되었다.', '1985'],
  ],
  'words that changed clauses': [
    ['Wheat prices fell while corn prices rose.', 'Wheat prices rose while corn prices fell.', 'The source does not say “Wheat” and “fell” of the same.'],
    ['The hotel charges for breakfast, but parking is free.', 'The hotel charges for parking, but breakfast is free.', 'of the same'],
    ['The committee criticised the mayor and praised the governor.', 'The committee praised the mayor and criticised the governor.', 'of the same'],
    ['The pool was opened in spring, and the park was opened in autumn.', 'The park was opened in spring, and the pool was opened in autumn.', 'of the same'],
    ['Der Maispreis stieg, während der Weizenpreis fiel.', 'Der Weizenpreis stieg, während der Maispreis fiel.', 'the source says of “Der Weizenpreis”'],
  ],
  'what another clause says of somebody else': [
    ['Omar Faye designed the towers of the bridge.', 'Maria Lindt designed the towers of the bridge, while Omar Faye designed its deck.', 'the source says of “Maria Lindt”.'],
    ['The dipper nests in reeds along the lower river.', 'Unlike the heron, which nests in reeds along the lower river, the dipper nests under waterfalls.', 'of the same'],
    ['Dr. Osei directed the hospital in Tema.', 'Dr. Osei, whose brother directed the hospital in Tema, directed the clinic in Accra.', 'of the same'],
    ['The group owns a mine in Peru.', 'The group bought Acme, which owns a mine in Peru.', 'of the same'],
    ['The northern branch made a profit.', 'The northern branch lost money; its southern sister, which had opened later, made a profit.', 'of the same'],
    ['Infections doubled in the vaccinated villages.', 'Infections fell by half in the vaccinated villages but doubled in the control villages.', 'of the same'],
    ['Ibuprofen does not reduce inflammation.', 'Paracetamol relieves pain but, unlike ibuprofen, does not reduce inflammation.', 'of the same'],
    ['Het museum sluit op maandag.', 'Het museum opent om negen uur. De bibliotheek opent om tien uur en sluit op maandag.', 'of the same'],
    ['林海设计了花园。', '林海设计了主楼，赵敏设计了花园。', 'of the same'],
    ['The mayor resigned after the audit.', 'The brother of the mayor resigned after the audit.', 'The source says it of “brother of the mayor”, not of “mayor”.'],
    ['Norway won gold in the relay.', 'Gold and silver were won by Kenya and Norway respectively in the relay.', ''],
  ],
  'what a number counts, and how often': [
    ['The colony has about 70,000 gannets.', 'In the colony, which has some 70,000 breeding pairs of gannets, the eggs hatch in June.', 'The source does not say “70,000” of “gannets”.'],
    ['The mill produced 640 tonnes of flour.', 'The mill produced 480 tonnes of flour from 640 tonnes of wheat.', 'of “flour”'],
    ['Some 1,100 workers at the yard went on strike.', 'Nearly 400 of the 1,100 workers at the yard went on strike.', 'The source says it of a part of “1,100” only.'],
    ['The festival takes place twice a year in the old docks.', 'The festival takes place every two years in the old docks.', 'The source says “every two years”, not “twice a year”.'],
    ['The newsletter comes out every three years.', 'The newsletter comes out three times a year.', 'not “every three years”'],
    ['Die Messe findet dreimal im Jahr in Kiel statt.', 'Die Messe findet alle drei Jahre in Kiel statt.', 'not “dreimal im Jahr”'],
  ],
  'either, on a condition, as somebody says': [
    ['Applicants need a degree and five years of experience.', 'Applicants need a degree or five years of experience.', 'The source has “or” between what this sentence says together.'],
    ['Der Antrag braucht eine Unterschrift des Arztes und der Schule.', 'Der Antrag braucht eine Unterschrift des Arztes oder der Schule.', '“oder”'],
    ['The new rules will come into force in May.', 'The new rules will come into force in May if parliament agrees.', 'The source says it on a condition (“if”), which this sentence leaves out.'],
    ['La fábrica contamina el río.', 'Según los vecinos, la fábrica contamina el río.', 'as what somebody holds (“Según”), not as a fact.'],
  ],
  'small words of other languages': [
    ['Le premier pont fut construit avant l’incendie.', 'Le premier pont fut construit après l’incendie.', 'The source has “après” where this sentence has “avant”.'],
    ['Все жители города поддержали план.', 'Многие жители города поддержали план.', 'The source has “Многие” where this sentence has “Все”.'],
    ['Besucher können einen Helm tragen.', 'Besucher müssen einen Helm tragen.', 'The source has “müssen” where this sentence has “können”.'],
    ['Новый закон снизит налоги.', 'Новый закон может снизить налоги.', '“может”'],
    ['El pueblo está al sur del río Duero.', 'El pueblo está al norte del río Duero.', 'The source says “norte” where this sentence says “sur”.'],
    ['Das Betreten der Insel ist im Frühjahr erlaubt.', 'Das Betreten der Insel ist im Frühjahr verboten.', 'The source says “verboten” where this sentence says “erlaubt”.'],
    ['시의회는 새 항구 계획을 승인했다.', '시의회는 새 항구 계획을 승인하지 않았다.', 'The source has “않” where this sentence has no denial.'],
    ['لا يحب الأطفال لعبة الألوان في الحديقة.', 'يحب الأطفال لعبة الألوان في الحديقة.', 'This sentence denies (“لا”)'],
  ],
  'a word that is not there': [['The orchestra performed the mass in the cathedral on Easter Monday.', 'On Easter Monday the choir performed the mass in the old cathedral of the town.', 'without “orchestra”']],
  'what came first': [
    ['The drug was given to patients before it was tested on mice.', 'The drug was tested on mice before it was given to patients.', 'in the other order'],
    ['After the vote, the minister left the room.', 'The minister left the room before the vote.', 'The source'],
    ['The match began before the coach resigned.', 'The coach resigned before the match began.', 'the other way round'],
    ['The author finished the novel after the editor wrote the preface.', 'The editor wrote the preface after the author finished the novel.', 'the other way round'],
  ],
  'from and to': [['The train to Lyon arrives at platform two.', 'The train from Lyon arrives at platform two.', 'The source says “from Lyon”, not “to Lyon”.']],
  'when, how many and on what condition': [
    ['The data were collected from 1991.', 'The data were collected until 1991.', 'The source has “until” where this sentence has “from”.'],
    ['The plant will close after 2030.', 'The plant will close by 2030.', '“by” where this sentence has “after”'],
    ['Guests pay a fee if they stay longer.', 'Guests pay a fee unless they stay longer.', '“unless” where this sentence has “if”'],
    ['Most patients recovered within a week.', 'Some patients recovered within a week.', '“Some” where this sentence has “Most”'],
    ['The sparrow is the least common bird of the town.', 'The sparrow is the most common bird of the town.', 'The source says “most” where this sentence says “least”.'],
  ],
  'what may and what must be': [['Employees may wear helmets in the warehouse.', 'Employees must wear helmets in the warehouse.', 'The source has “must” where this sentence has “may”.']],
  'the same side of two that go together': [
    ['Norway lost to Sweden in the final.', 'Norway beat Sweden in the final.', 'The source says “beat” where this sentence says “lost”.'],
    ['The bank borrowed two million euros from the town.', 'The bank lent the town two million euros.', 'The source says “lent”'],
  ],
  'which of two is more': [
    ['Jupiter is larger than Saturn.', 'Saturn is larger than Jupiter.', 'The source compares them the other way round (“larger than Jupiter”).'],
    ['More people live in Lagos than in Cairo.', 'More people live in Cairo than in Lagos.', 'the other way round'],
    ['Copper conducts electricity better than iron.', 'Iron conducts electricity better than copper.', 'the other way round'],
  ],
  'small words that were exchanged': [
    ['Nine runners left the race despite the heat.', 'Nine runners left the race because of the heat.', 'The source has “because” where this sentence has “despite”.'],
    ['Until the reform, teachers were paid by the state.', 'Since the reform, teachers were paid by the state.', 'The source has “Since” where this sentence has “Until”.'],
    ['If it rains, the farm will lose half of its crop.', 'If it rains, the farm could lose half of its crop.', 'The source has “could” where this sentence has “will”.'],
    ['The old tunnel is as long as the new tunnel.', 'The old tunnel is longer than the new tunnel.', 'The source has “than” where this sentence has “as long as”.'],
    ['The lake holds as much water as the dam.', 'The lake holds twice as much water as the dam.', 'this sentence leaves out “twice”'],
    ['Dogs are not allowed on the beach, not even in winter.', 'Dogs are not allowed on the beach, except in winter.', 'The source has “except” where this sentence has “not even”.'],
    ['The board of the mine voted 7 to 2 on Monday in favour of closing the old shaft near the river.', 'The board of the mine voted 7 to 2 on Monday against closing the old shaft near the river.', '“against”'],
    ['The flood is the worst ever.', 'The flood is the worst since 1953.', 'The source has “since” where this sentence has “ever”.'],
    ['Most taxis in the town have changed to gas engines.', 'Most taxis in the town use petrol, but some have changed to gas engines.', 'What this sentence says of “Most”, the source says of “some”.'],
    ['The tower nearly collapsed in the storm.', 'The tower collapsed in the storm.', 'This sentence denies (“nearly”)'],
    ['Either party left the talks.', 'Neither party left the talks.', 'The source has “Neither” where this sentence has no denial.'],
  ],
  'bounds, signs and rates': [
    ['More than 40 people were hurt in the crash.', '40 people were hurt in the crash.', 'The source says “40”, not “More than 40”.'],
    ['More than a third of the nurses left.', 'Nearly a third of the nurses left.', 'The source says “Nearly a third”, not “More than a third”.'],
    ['The lowest value was 12 °C.', 'The lowest value was minus 12 °C.', 'The source says “minus 12 °C”, not “12 °C”.'],
    ['The repair will cost $85 million per year.', 'The repair will cost $85 million.', 'The source says “$85 million”, not “$85 million per year”.'],
  ],
  'what somebody holds': [['The canal harms the trout of the lake.', 'Anglers argue that the canal harms the trout of the lake.', 'as what somebody holds (“argue that”)']],
  opposites: [
    ['Construction of the tower began in 1887.', 'Construction of the tower ended in 1887.', 'The source says “ended” where this sentence says “began”.'],
    ['Shares of the company went up on Tuesday.', 'Shares of the company went down on Tuesday.', 'The source says “down” where this sentence says “up”.'],
    ['The captain survived the sinking of the ship.', 'The captain died in the sinking of the ship.', 'The source says “died”'],
    ['The treaty made trade safe for everyone in the region.', 'The treaty made trade unsafe for everyone in the region.', 'The source says “unsafe”'],
    ['The glacier is advancing by 3 metres a year.', 'The glacier is retreating by 3 metres a year.', 'The source has “retreating” where this sentence has “advancing”.'],
  ],
  denials: [
    ['The minister signed the treaty.', 'The minister refused to sign the treaty.', 'The source has “refused to” where this sentence has no denial.'],
    ['Both the minister and the mayor attended the opening.', 'Neither the minister nor the mayor attended the opening.', 'The source has “Neither”'],
    ['The minister took bribes from the firm.', 'The minister denied taking bribes from the firm.', 'The source has “denied”'],
    ['The drug is approved for children.', 'The drug is approved for adults but not for children.', 'The source has “not”'],
    ['The committee approved the budget.', 'The committee, which met in Geneva for three days of long talks with all the delegations that had come, did not approve the budget.', 'The source has “not”'],
    ['The vaccine causes autism.', 'There is no evidence that the vaccine causes autism.', 'The source has “no evidence that”'],
    ['Der Minister hat den Vertrag unterschrieben.', 'Der Minister hat den Vertrag nicht unterschrieben.', 'The source has “nicht”'],
    ['Le ministre a signé le traité hier.', 'Le ministre n’a pas signé le traité hier.', 'The source has “pas”'],
    ['The suspect stole the car.', 'The suspect allegedly stole the car.', 'this sentence leaves out “allegedly”'],
    ['Only adults may enter the hall.', 'Adults may enter the hall.', 'This sentence says “Only”, the source does not.'],
  ],
  'units and rates': [
    ['The ticket costs 40 dollars for adults.', 'The ticket costs 40 kroner for adults.', 'The figure 40 dollars is not in the source; it says 40 kroner.'],
    ['The rent is 900 Canadian dollars.', 'The rent is 900 US dollars.', 'it says 900 US dollars.'],
    ['The price is 300 dollars per tonne.', 'The price is 300 dollars per kilogram.', 'it says 300 dollars per kilogram.'],
    ['The field measures 40 square metres.', 'The field measures 40 square kilometres.', 'it says 40 square kilometres.'],
    ['The old wall along the northern harbour is made of 500 red bricks.', 'The old wall along the northern harbour is made of 500 red stones.', '“stones”'],
    ['Unemployment rose to 5% in the region.', 'Unemployment rose by 5% in the region.', 'The source says “by 5%”, not “to 5%”.'],
    ['Unemployment rose to 5% in the region.', 'Unemployment rose 5% in the region.', 'The source says “by 5%”, not “to 5%”.'],
    ['The train leaves at 3 pm.', 'The train leaves at 3 am.', 'The figure 3 pm is not in the source; it says 3 am.'],
  ],
  'a quotation in another mouth': [
    ['"We will never surrender the island," said the prime minister.', '"We will never surrender the island," said the general. The prime minister disagreed.', 'The source has this quotation beside “general”, not “prime minister”.'],
    ['Jane Miller said "the results are a disaster for us".', 'John Carter said "the results are a disaster for us". Jane Miller disagreed.', 'the source says of “John Carter”.'],
  ],
};

/** Rows that differ in wording, order or notation alone: nothing is held against the claim. */
const SAME: Array<[claim: string, source: string]> = [
  ['Corn prices fell while wheat prices rose.', 'Wheat prices rose while corn prices fell.'],
  ['The committee criticised the governor and praised the mayor.', 'The committee praised the mayor and criticised the governor.'],
  ['The firm, which was founded in Berlin, sold its plant in 2014 and moved to Munich.', 'In 2014 the firm, founded in Berlin, sold its plant and moved to Munich.'],
  ['The war ended before the museum was founded.', 'The museum was founded after the war ended.'],
  ['Before the match, the coach resigned.', 'The coach resigned before the match.'],
  ['The firm moved to York from Leeds in 1999.', 'The firm moved from Leeds to York in 1999.'],
  ['The shipping company was fined by the harbour authority for dumping oil in the bay.', 'The harbour authority fined the shipping company for dumping oil in the bay.'],
  ['Sweden lost to Norway in the final.', 'Norway beat Sweden in the final.'],
  ['The count sold the castle to the city in 1902.', 'The city bought the castle from the count in 1902.'],
  ['The lake lies south of the village.', 'The village lies north of the lake.'],
  ['Samsung sold 7 million phones and Apple sold 5 million phones.', 'Apple sold 5 million phones and Samsung sold 7 million phones.'],
  ['In 2020 revenue was $4 million.', 'Revenue was $3 million in 2019 and $4 million in 2020.'],
  ['Carla Jones was defeated by Anna Smith in the final.', 'Anna Smith defeated Carla Jones in the final.'],
  ['Anna Smith met the mayor in Paris.', 'In Paris, Anna Smith met the mayor.'],
  ['Carla Jones attended the gala.', 'Anna Smith, Carla Jones and Bob White attended the gala.'],
  ['Saturn is smaller than Jupiter.', 'Jupiter is larger than Saturn.'],
  ['Unemployment fell to 5.1% from 7.2% last year.', 'Unemployment fell from 7.2% to 5.1% last year.'],
  ['Prices rose 5% in the first quarter.', 'Prices rose by 5% in the first quarter.'],
  ['The war began in 1914 and ended in 1918.', 'The war started in 1914. It ended in 1918.'],
  ['The museum opened a new hall in the evening.', 'In the evening the museum opened a new hall.'],
  ['The mayor opened the hall.', 'The mayor, who did not attend the dinner, opened the hall.'],
  ['The report was denied by the minister.', 'The minister denied the report.'],
  ['The drug is approved for adults.', 'The drug is approved for adults, but not for children.'],
  ['The minister said that “we will not raise taxes this year”.', '“We will not raise taxes this year,” the minister said in parliament.'],
  ['The treaty was signed on 14/07/1998 in Rome.', 'The treaty was signed on 14 July 1998 in Rome.'],
  ['The treaty was signed on July 14, 1998 in Rome.', 'The treaty was signed on 14.07.1998 in Rome.'],
  ['The commission has 12 members from the regions.', 'The commission has twelve members from the regions.'],
  ['The town has one hundred and twenty inhabitants.', 'The town has 120 inhabitants.'],
  ['It has a population of 8.4 million.', 'It has a population of 8,400,000.'],
  ['He paid 1.5 million dollars for it.', 'He paid $1,500,000 for it.'],
  ['The lake is 5 km from the town.', 'The lake is 5 kilometres from the town.'],
  ['The lake covers 40 square kilometres.', 'The lake covers 40 km² in the north.'],
  ['The price is 300 dollars per tonne.', 'The price is $300 a tonne.'],
  ['The car does 120 km/h on the road.', 'The car does 120 kilometres per hour on the road.'],
  ['Das Projekt kostet 1.200.000 Euro.', 'Das Projekt kostet 1,2 Millionen Euro.'],
  ['The company employs 1,200 people.', 'The company employs 1,200 mostly young people.'],
  ['A third of the members are women.', '33% of the members are women.'],
  ['Fishing in the lake is forbidden.', 'Fishing in the lake is not allowed.'],
  ['The ministry did not comment.', 'The ministry declined to comment.'],
  ['There has been no longer drought since 1976.', 'The drought is the longest since 1976.'],
  ['The lowest value was −12 °C.', 'The lowest value was minus 12 °C.'],
  ['More than 1.1 million people live there.', '1,130,000 people live there.'],
  ['Some taxis in the town run on petrol.', 'Most taxis in the town run on petrol, but some run on gas.'],
  ['Omar Faye designed the deck of the bridge.', 'Maria Lindt designed the towers of the bridge, while Omar Faye designed the deck.'],
  ['The museum opened in 1931.', 'The museum is in Berlin and has 300 rooms. It opened in 1931 after a long delay.'],
  ['Bicycles are not allowed in the stairwell.', 'Bicycles are allowed on balconies but not in the stairwell.'],
  ['The group reported a loss of 3 million euros.', 'The group reported a loss of 3 million euros against a profit of 2 million euros a year earlier.'],
  ['افتتح متحف النور وسط المدينة في عام 1998.', 'افتتح متحف النور في عام 1998 وسط المدينة.'],
  ['The colony has 3,200 lapwing pairs.', 'The colony has 3,200 pairs of lapwings.'],
  ['The board meets twice a month.', 'Twice a month the board meets.'],
  ['The train leaves at 15:00.', 'The train leaves at 3 p.m. from platform two.'],
];

describe('[CLM-7] the same words, said of something else', () => {
  it.each(Object.entries(TURNED).flatMap(([kind, rows]) => rows.map((row): [string, ...Row] => [kind, ...row])))('%s: %j against %j', (_kind, claim, source, reason) => {
    const judged = judgeAgainst(claim, [source]);
    expect(judged.reason).toContain(reason);
    expect(judged.support).not.toBe('full');
    expect(judgeAgainst(claim, [`Something else stands here. ${claim}`]).support).toBe('full');
  });

  it.each(SAME)('nothing: %j against %j', (claim, source) => {
    const { support, reason } = judgeAgainst(claim, [`The report came out in spring. ${source} Readers sent many letters.`]);
    expect(reason).toMatch(/^(?:The cited text says it in nearly the same words|Much of it stands in the cited text|The closest passage shares some of its words, without|Found word for word)/);
    expect(support).not.toBe('none');
  });
});

describe('[CLM-7] a denial in other words', () => {
  it.each([
    ['All the seedlings died in the frost.', 'None of the seedlings survived the frost.'],
    ['Swimming is not allowed in the quarry.', 'Swimming is banned in the quarry but allowed in the lake.'],
    ['The captain did not speak to the press, and nor did the crew.', 'Neither the crew nor the captain spoke to the press.'],
  ])('is not held against %j', (claim, source) => {
    expect(judgeAgainst(claim, [source]).support).toBe('partial');
  });
});

describe('[CLM-7] words that a rule takes for opposites, where one of the texts makes an exception', () => {
  it('are left open', () => {
    const { support, reason } = judgeAgainst('On Sundays the library is closed.', ['The library is open daily except Sunday.']);
    expect(reason).toContain('The source says “open” where this sentence says “closed”.');
    expect(support).toBe('unchecked');
  });
});

describe('[CLM-8] a claim that states nothing', () => {
  const SOURCE = 'See the manual of the harbour. More details here. Read more here. Paris is the capital of France. More people live in Lagos than in Cairo.';
  it.each(['See.', 'More here.', 'Read more here.', 'See the manual of the harbour.', 'For more details, see the manual.', 'Paris.', 'Yes.', 'Siehe oben.'])('%j is not checked', (claim) => {
    expect(judgeAgainst(claim, [SOURCE])).toMatchObject({ support: 'unchecked', reason: 'This sentence states nothing that could be checked.' });
  });
  it('is not one that begins like it', () => {
    expect(judgeAgainst('More people live in Lagos than in Cairo.', [SOURCE]).support).toBe('full');
    expect(judgeAgainst('In Paris.', [SOURCE]).support).toBe('unchecked');
  });
});
