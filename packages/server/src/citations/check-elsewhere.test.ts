import { describe, expect, it } from 'vitest';
import { judgeAgainst } from './judge-support.js';

type Row = [claim: string, source: string, reason: string];

/** Rows whose claim has the source's own words, but for a small one that turns it into another sentence, in languages other than English or in a way of its own. */
const TURNED: Record<string, Row[]> = {
  'by how much, or to what': [
    ['Der Anteil der Bahn stieg im Mai auf 12 Prozent.', 'Der Anteil der Bahn stieg im Mai um 12 Prozent.', 'The source says “um 12”, not “auf 12”.'],
    ['La production de la mine a baissé à 15 % en mars.', 'La production de la mine a baissé de 15 % en mars.', 'The source says “de 15 %”, not “à 15 %”.'],
    ['El consumo de la fábrica bajó al 45 por ciento.', 'El consumo de la fábrica bajó un 45 por ciento.', 'not “al 45'],
    ['Il prezzo del latte è sceso al 20 per cento.', 'Il prezzo del latte è sceso del 20 per cento.', 'not “al 20'],
    ['A produção de café caiu para 25 por cento.', 'A produção de café caiu 25 por cento.', 'not “para 25'],
    ['De prijs van aardgas daalde tot 14 procent.', 'De prijs van aardgas daalde met 14 procent.', 'not “tot 14'],
    ['Добыча угля в области снизилась до 17 процентов.', 'Добыча угля в области снизилась на 17 процентов.', 'not “до 17'],
  ],
  'more or less than a figure': [
    ['Das Schiff brachte mehr als 900 Tonnen Getreide.', 'Das Schiff brachte fast 900 Tonnen Getreide.', 'The source says “fast 900”, not “mehr als 900”.'],
    ['La fête a attiré presque 5 000 visiteurs.', 'La fête a attiré plus de 5 000 visiteurs.', 'The source says “plus de 5 000”'],
    ['La cima si trova sotto i 2.500 metri.', 'La cima si trova sopra i 2.500 metri.', 'The source says “sopra i 2.500”'],
    ['Стена тянется более чем на 90 километров.', 'Стена тянется почти на 90 километров.', 'The source says “почти на 90”'],
  ],
  'an opinion told as a fact': [
    ['Die Brücke ist unsicher.', 'Der Bürgermeister hält die Brücke für unsicher.', 'what somebody holds (“hält die Brücke für”)'],
    ['La réforme des retraites est injuste.', 'Le syndicat juge la réforme des retraites injuste.', 'what somebody holds'],
    ['La vecchia diga è pericolosa.', 'Il sindaco ritiene la vecchia diga pericolosa.', 'what somebody holds'],
    ['Мост слишком старый.', 'Инженеры полагают, что мост слишком старый.', 'what somebody holds'],
    ['The new pitch is too hard.', 'The coach thinks the new pitch is too hard.', 'what somebody holds'],
  ],
  'an exception that is left out': [
    ['Alle Spieler der Mannschaft waren krank.', 'Bis auf den Torwart waren alle Spieler der Mannschaft krank.', 'The source makes an exception (“Bis auf”)'],
    ['Toutes les salles du musée sont ouvertes, même la crypte.', 'Toutes les salles du musée sont ouvertes, sauf la crypte.', 'The source makes an exception (“sauf”)'],
    ['Все депутаты поддержали бюджет.', 'Все депутаты, за исключением Орлова, поддержали бюджет.', 'The source makes an exception'],
  ],
  'a share, a rate, how many times': [
    ['La empresa aportó dos tercios del capital.', 'La empresa aportó un tercio del capital y el banco dos tercios.', 'the source says of “un tercio”'],
    ['Городу принадлежит две трети леса.', 'Городу принадлежит треть леса, а церкви две трети.', 'the source says of “треть”'],
    ['La planta produce 300 toneladas al mes.', 'La planta produce 300 toneladas al día.', 'The source says “al día”, not “al mes”.'],
    ['La strada costiera che porta al vecchio porto di Lerici fu finanziata interamente dalla regione.', 'La strada costiera che porta al vecchio porto di Lerici fu finanziata in parte dalla regione.', 'The source has “in parte” where this sentence has “interamente”.'],
    ['Le phare a été restauré une fois.', 'Le phare a été restauré deux fois.', 'The source has “deux fois” where this sentence has “une fois”.'],
    ['The choir performed once at the abbey in June.', 'The choir performed twice at the abbey in June.', 'The source has “twice” where this sentence has “once”.'],
  ],
  'who does it, or can': [
    ['Директор завода Зимин открыл музей.', 'Заместитель директора завода Зимин открыл музей.', 'The source says “Заместитель”'],
    ['Der Leiter der Schule, Karl Brandt, eröffnete die Feier.', 'Der stellvertretende Leiter der Schule, Karl Brandt, eröffnete die Feier.', 'The source says “stellvertretende”'],
    ['Brandt leads the orchestra.', 'Brandt led the orchestra and handed it over to Ilse Novak.', 'by which it may be somebody else now'],
    ['The dam stores 40 million cubic metres of water.', 'The dam can store 40 million cubic metres of water.', 'The source says “can store”'],
  ],
};

/** What another clause holds, or leaves open, is not held against a claim that is all in one; nor is a share that stands without "of". */
const SAME: Array<[claim: string, source: string]> = [
  ['Passwords need at least 14 characters in this network.', 'Many administrators believe that frequent changes help, but passwords need at least 14 characters in this network.'],
  ['Passwords need at least 14 characters in this network.', 'Passwords need at least 14 characters in this network, and many believe that frequent changes help.'],
  ['The lighthouse stands on the northern pier.', 'According to the mayor the harbour is safe; the lighthouse stands on the northern pier.'],
  ['Le phare se dresse sur la jetée nord.', 'Le maire croit que le port est sûr, mais le phare se dresse sur la jetée nord.'],
  ['The lighthouse stands on the northern pier.', 'The lighthouse, which critics claim is ugly, stands on the northern pier.'],
  ['Das Fest findet im Mai am Fluss statt.', 'Das Fest der Stadt findet im Mai am Fluss statt.'],
  ['Die Zahl der Störche ist auf 60 gesunken.', 'Die Zahl der Störche ist von 90 auf 60 gesunken.'],
  ['The harbour fund contributed a quarter.', 'The harbour fund contributed a quarter and the state paid the rest.'],
];

describe('[CLM-7] small words that turn a sentence into another', () => {
  it.each(Object.entries(TURNED).flatMap(([kind, rows]) => rows.map((row): [string, ...Row] => [kind, ...row])))('%s: %j against %j', (_kind, claim, source, reason) => {
    const judged = judgeAgainst(claim, [source]);
    expect(judged.reason).toContain(reason);
    expect(judged.support).not.toBe('full');
    expect(judgeAgainst(claim, [`Something else stands here. ${claim}`]).support).toBe('full');
  });

  it.each(SAME)('stand elsewhere: %j is backed in full by %j', (claim, source) => {
    expect(judgeAgainst(claim, [source])).toMatchObject({ support: 'full' });
  });
});

describe('[CLM-7] a reason', () => {
  it.each([
    ['この川の源泉は南の町である。', 'この川の源泉は北の山であり、橋は南の町にある。'],
    ['林海设计了花园。', '林海设计了主楼，赵敏设计了花园。'],
    ['水库的鱼类由渔业公司每年出售。', '水库的鱼类来自南湖，由村民出售。'],
  ])('quotes no pair of characters as a word: %j', (claim, source) => {
    expect(judgeAgainst(claim, [source]).reason).not.toMatch(/“(?:源泉|であ|花园|鱼类|渔业|公司|每年)”/);
  });
});
