import { wordPattern } from './turning-words.js';

/** Small words that stand before a figure, in languages other than English: by how much or to what, more or less than that. A language's words stand in one row. Pure. */

/** What ends in one of the words, but for an article or a preposition that stands between it and the figure. */
function endingIn(between: string, ...words: string[]): RegExp {
  return new RegExp(`(?:${wordPattern(words.join(',')).source})(?:\\s(?:${between}))?\\s$`, 'iu');
}

const ARTICLES = 'i|gli|le|la|il|los|las|les|os|as|der|die|den|de|на|в';
export const BELOW_IT = endingIn(ARTICLES,
  'über, mehr als, gut, mindestens, wenigstens, nicht weniger als, oberhalb von',
  'plus de, au moins, au-dessus de, pas moins de, au-delà de',
  'más de, más que, al menos, por lo menos, por encima de, sobre los, sobre las, no menos de',
  'più di, oltre, almeno, sopra, al di sopra di, non meno di',
  'mais de, mais que, pelo menos, acima de, não menos de',
  'meer dan, minstens, ruim, boven, niet minder dan, ten minste',
  'более, более чем, больше, больше чем, свыше, выше, не менее, не менее чем, не меньше',
);
export const ABOVE_IT = endingIn(ARTICLES,
  'unter, weniger als, fast, beinahe, nahezu, knapp, höchstens, nicht mehr als, unterhalb von',
  'moins de, presque, près de, au plus, au-dessous de, en dessous de, pas plus de',
  'menos de, menos que, casi, como máximo, por debajo de, bajo los, bajo las, no más de',
  'meno di, quasi, al massimo, sotto, al di sotto di, non più di',
  'menos de, menos que, quase, no máximo, abaixo de, não mais de',
  'minder dan, bijna, hoogstens, onder, niet meer dan, krap',
  'менее, менее чем, меньше, меньше чем, почти, ниже, не более, не более чем, не больше',
);

const LOOSELY = 'um|uns|un|une|una|uno|een|ein|rund|etwa|fast|über|environ|près de|presque|unos|casi|circa|quasi|cerca de|quase|ongeveer|bijna|почти|около|примерно';
/** Words that lead from one of change to by how much. */
export const BY_IT = endingIn(LOOSELY, 'um', 'de', 'en, en un, un, del, de un', 'del, di, di un', 'em, um, de', 'met', 'на');
/** And to what. */
export const TO_IT = endingIn(LOOSELY, 'auf, bis auf', "à, au, jusqu'à", 'a, al, hasta, hasta el, a un', "al, a, all', fino a, fino al", 'para, a, até, aos', 'tot, naar, op', 'до');
