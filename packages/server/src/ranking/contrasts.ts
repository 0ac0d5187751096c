import type { Question } from './analyse-question.js';
import { stem } from './stem.js';
import { fold, type Word } from './words.js';

/** Words that exclude each other: what a text says of the last one says nothing of the first. One pair a line, each side with its other words, in one language. */
const CONTRASTS = `
first earliest original : last latest final second third
oldest eldest : newest youngest
open opening inaugurate : close shut closure
birth born : death die
largest biggest : smallest
highest tallest maximum : lowest shortest minimum
summer : winter
winner win : loser
father : mother son daughter
mother : father son daughter
husband : wife
men man male : women woman female
arrive arrival : depart departure
entrance : exit
import : export
income revenue : loss profit
profit : loss revenue
destroy demolish : build construct erect found
buy purchase : sell
erste ersten erster : letzte letzten letzter
eroffnet eingeweiht : geschlossen
geboren geburt : gestorben starb tod
sommer : winter
premier premiere : dernier derniere
ouvert inaugure : ferme
ne nee naissance : mort morte mourut deces
primero primera : ultimo ultima
abrio abierto inauguro : cerro cerrado
nacio nacido nacida nacimiento : murio muerte fallecio
primo prima : ultimo ultima
aperto inaugurato : chiuso
nato nata nascita : morto morta mori morte
первый первая : последний последняя
открыт открылся : закрыт закрылся
родился родилась рождения : умер умерла смерти
ولد ولدت : توفي توفيت
`;

const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = readContrasts(CONTRASTS);

function readContrasts(table: string): Map<string, Set<string>> {
  const opposites = new Map<string, Set<string>>();
  for (const line of table.trim().split('\n')) {
    const [left = [], right = []] = line.split(':').map((side) => side.trim().split(/\s+/).map((word) => stem(fold(word))));
    for (const [side, other] of [[left, right], [right, left]]) {
      for (const each of side ?? []) opposites.set(each, new Set([...(opposites.get(each) ?? []), ...(other ?? [])]));
    }
  }
  return opposites;
}

/** Tells of a sentence's words whether they hold the contrary of a word that the question asks with ("last" for "first"), and nothing of that word itself. */
export function contraryTo(question: Question): (words: readonly Word[], holds: (stem: string) => boolean) => boolean {
  const asked = question.terms.filter(({ asked: isAsked, stem: wordStem }) => isAsked && OPPOSITES.has(wordStem)).map(({ stem: wordStem }) => ({ wordStem, contrary: OPPOSITES.get(wordStem)! }));
  if (asked.length === 0) return () => false;
  return (words, holds) => asked.some(({ wordStem, contrary }) => !holds(wordStem) && words.some(({ stem: other }) => contrary.has(other)));
}
