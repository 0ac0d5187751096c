import { describe, expect, it } from 'vitest';
import { languageByWords, languageOfQuestion } from './language-by-words.js';

const TEXTS = {
  en: 'The bridge was built by the county in 1931, and it has been mended three times since then because of the ice that comes down the river.',
  de: 'Die Brücke wurde 1931 vom Landkreis gebaut und ist seitdem dreimal ausgebessert worden, weil das Eis im Winter den Fluss herunterkommt.',
  fr: 'Le pont a été construit par le comté en 1931 et il a été réparé trois fois depuis, à cause de la glace qui descend la rivière en hiver.',
  es: 'El puente fue construido por el condado en 1931 y desde entonces se ha reparado tres veces por el hielo que baja por el río en el invierno.',
  it: 'Il ponte è stato costruito dalla contea nel 1931 e da allora è stato riparato tre volte a causa del ghiaccio che scende lungo il fiume.',
  pt: 'A ponte foi construída pelo condado em 1931 e desde então foi reparada três vezes por causa do gelo que desce o rio no inverno.',
  nl: 'De brug werd in 1931 door de provincie gebouwd en is sindsdien drie keer hersteld vanwege het ijs dat in de winter de rivier afkomt.',
  sv: 'Bron byggdes av länet 1931 och den har lagats tre gånger sedan dess för att isen kommer ner med floden om vintern och det är kallt.',
  ca: 'El pont va ser construït pel comtat amb els diners de la gent i ha estat reparat tres vegades perquè el gel baixa pel riu i això el fa malbé.',
};

describe('the language of a text by its commonest words', () => {
  it.each(Object.entries(TEXTS))('is told for %s', (language, text) => expect(languageByWords(text, 8)).toBe(language));

  it.each(['', 'Kettle 1.5 l, 2200 W, EUR 39.90', 'Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt', 'It was so.'])('is not told in doubt: %j', (text) => {
    expect(languageByWords(text, 12)).toBeNull();
  });
});

describe('the language of a question', () => {
  it.each([
    ['How long is the bridge?', 'en'],
    ['Wie hoch ist der Turm?', 'de'],
    ['Quand le pont a-t-il été construit ?', 'fr'],
    ['¿Cuánto costó el puente?', 'es'],
    ['Quando fu costruito il ponte?', 'it'],
    ['Qual è la causa dell’incendio?', 'it'],
    ['¿Qué variedad de aceituna cultiva Oleum?', 'es'],
    ['Wie viele Gigawattstunden?', 'de'],
    ['Quando foi construída a ponte?', 'pt'],
    ['Qual é a altura da torre?', 'pt'],
    ['Hoe hoog is de toren?', 'nl'],
    ['Сколько стоит чайник?', 'ru'],
    ['Колко струва чайникът?', null],
    ['Скільки коштує чайник?', null],
    ['Köprü ne zaman yapıldı?', null],
    ['Cây cầu được xây khi nào và ai là người?', null],
    ['Kvalsund bridge length', null],
  ])('of %j is %s', (question, language) => expect(languageOfQuestion(question)).toBe(language));
});
