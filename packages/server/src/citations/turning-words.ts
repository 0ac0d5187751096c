
/**
 * Small words that turn a sentence into another, by what they do, in the languages that are written most. A language's words of one sense stand in one
 * row. A star stands for any ending, "…" for one to six words. Words of scripts without spaces are looked for anywhere, all others as whole words. Pure.
 */

/** Words of one sense: those of English, and those of all other languages, where an English word may mean something else. */
export interface TurningWords {
  english: RegExp;
  elsewhere: RegExp;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** `words`: parted by commas; within one, a star for any ending, and "…" for one to six words. */
export function wordPattern(words: string): RegExp {
  const all = words.split(',').map((word) => word.trim()).filter((word) => word !== '');
  const source = (word: string) => word.replace(/\s+/g, String.raw`\s+`).replace(/\\s\+…\\s\+/g, String.raw`(?:\s+[^\s.;]+){1,6}\s+`).replace(/['’]/g, "['’]").replace(/\*$/, String.raw`[\p{L}\p{M}]*`);
  const spaced = all.filter((word) => !UNSPACED.test(word)).map(source);
  const unspaced = all.filter((word) => UNSPACED.test(word));
  const parts = [...(spaced.length > 0 ? [String.raw`(?<![\p{L}\p{N}])(?:${spaced.join('|')})(?:(?<=['’])|(?![\p{L}\p{M}\p{N}]))`] : []), ...unspaced];
  return new RegExp(parts.length > 0 ? parts.join('|') : '(?!)', 'iu');
}

function elsewhere(...words: string[]): RegExp {
  return wordPattern(words.join(','));
}

function sense(english: string, ...others: string[]): TurningWords {
  return { english: wordPattern(english), elsewhere: wordPattern(others.join(',')) };
}

/** What is looked for in a text of this language. */
export function wordsOfSense({ english, elsewhere }: TurningWords, isEnglish: boolean): RegExp {
  return isEnglish ? english : elsewhere;
}

const BEFORE = elsewhere('vor, bevor, ehe', 'avant, avant que', 'antes', 'prima', 'voor, voordat', 'до, перед, прежде', 'قبل', '之前, 以前', '前に', '전에');
const AFTER = elsewhere('nach, nachdem', 'après', 'después, tras, luego', 'dopo', 'depois, após', 'na, nadat', 'после, спустя', 'بعد', '之后, 之後, 以后, 以後', '後に, のちに', '후에');
const UNTIL = elsewhere('bis', "jusque, jusqu'à, jusqu'en, jusqu'au", 'hasta', 'fino', 'até', 'tot', 'до', 'حتى', '直到', 'まで', '까지');
const SINCE = elsewhere('seit', 'depuis', 'desde', 'sin dal, dal', 'sinds', 'с', 'منذ', '自从, 自', 'から', '부터');
const BECAUSE = elsewhere('wegen, weil, aufgrund, dank, da', 'à cause, grâce, parce que, en raison', 'debido, porque, a causa, gracias', 'a causa, perché, grazie, per via', 'por causa, devido, graças', 'wegens, omdat, door, dankzij', 'из-за, потому что, благодаря', 'بسبب, لأن', '因为, 因, 由于', 'のため, ので', '때문에');
const DESPITE = elsewhere('trotz, obwohl, ungeachtet', 'malgré, bien que, en dépit', 'a pesar, pese a, aunque', 'nonostante, malgrado, benché, sebbene', 'apesar, embora', 'ondanks, hoewel', 'несмотря, вопреки, хотя', 'رغم, بالرغم, على الرغم', '尽管, 虽然, 不顾', 'にもかかわらず, のに', '불구하고');
const MAY = elsewhere('kann, können, könnte, könnten, darf, dürfen, durfte, konnte, konnten', 'peut, peuvent, pourrait, pourraient, pouvait', 'puede, pueden, podría, podrían, podía', 'può, possono, potrebbe, potrebbero, poteva', 'pode, podem, poderia, poderiam, podia', 'kan, kunnen, zou kunnen, mag, mogen', 'может, могут, можно, мог, могла, могли', 'يمكن, قد, ربما', '可以, 可能, 也许', 'てもよい, かもしれない, ことができる', '수 있, 수도 있');
const MUST = elsewhere('muss, müssen, musste, mussten, soll, sollen', 'doit, doivent, devait, devaient, faut', 'debe, deben, debía, debían, tiene que, tienen que, hay que', 'deve, devono, doveva, dovevano, bisogna', 'deve, devem, devia, tem de, tem que', 'moet, moeten, moest, moesten', 'должен, должна, должно, должны, обязан*, нужно', 'يجب, ينبغي', '必须, 必須, 应当, 得', 'なければならない, べき', '해야, 아야, 어야');
const ALL = elsewhere('alle, allen, aller, jede, jeder, jedes, jeden, immer, sämtliche', 'tous, toutes, chaque, toujours', 'todos, todas, cada, siempre', 'tutti, tutte, ogni, sempre', 'todos, todas, cada, sempre', 'alle, iedere, elke, altijd', 'все, всех, всем, каждый, каждая, каждое, каждого, всегда', 'كل, جميع, دائما', '所有, 全部, 每, 都', 'すべて, 全て, 全員, 毎', '모든, 모두, 항상');
const PART = elsewhere('die meisten, einige, einigen, manche, viele, vielen, mehrere, wenige, oft, manchmal, teilweise, die Hälfte', 'la plupart, certains, certaines, quelques, plusieurs, beaucoup, peu, souvent, parfois, la moitié', 'la mayoría, algunos, algunas, muchos, muchas, pocos, pocas, varios, varias, a menudo, la mitad', 'la maggior parte, alcuni, alcune, molti, molte, pochi, poche, spesso, la metà', 'a maioria, alguns, algumas, muitos, muitas, poucos, poucas, vários, várias, metade', 'de meeste, sommige, enkele, veel, weinig, vaak, soms, de helft', 'большинство, некоторые, многие, несколько, часть, немногие, часто, иногда, половина', 'معظم, بعض, كثير, غالبا, نصف', '大多数, 大部分, 多数, 一些, 部分, 许多, 少数, 经常', '多く, 一部, ほとんど, たいてい, 大半, 半数', '대부분, 일부, 많은, 자주, 절반');
const MOST = elsewhere('die meisten, die Mehrheit', 'la plupart, la majorité', 'la mayoría', 'la maggior parte', 'a maioria', 'de meeste', 'большинство', 'معظم', '大多数, 大部分, 多数', 'ほとんど, 大半', '대부분');
const SOME = elsewhere('einige, einigen, manche, wenige', 'certains, certaines, quelques, peu', 'algunos, algunas, pocos, pocas', 'alcuni, alcune, pochi, poche', 'alguns, algumas, poucos, poucas', 'sommige, enkele, weinig', 'некоторые, немногие, несколько', 'بعض', '一些, 少数', '一部', '일부');
const ONLY = elsewhere('nur, ausschließlich, lediglich', 'seulement, uniquement, exclusivement', 'solo, sólo, solamente, únicamente, exclusivamente', 'solo, soltanto, solamente, unicamente', 'apenas, só, somente, exclusivamente', 'alleen, slechts, uitsluitend', 'только, лишь, исключительно', 'فقط', '只, 仅', 'だけ, のみ', '뿐, 오직');
const IF = elsewhere('wenn, falls, sofern', "si, s'il, s'ils, quand, lorsque", 'si, cuando', 'se, quando', 'se, quando', 'als, indien, wanneer', 'если, когда', 'إذا, عندما', '如果', 'なら, れば', '면');
const NOT_IF = elsewhere('auch wenn, selbst wenn, es sei denn, außer wenn', "même si, sauf si, à moins, qu'il", 'aunque, incluso si, aun si, a menos, salvo', 'anche se, a meno', 'mesmo que, mesmo se, a menos', 'ook als, zelfs als, tenzij', 'даже если', 'حتى لو, إلا إذا', '即使, 除非', 'ても, でも', '더라도');
const FOR = elsewhere('dafür, zugunsten, für', 'en faveur, pour', 'a favor', 'a favore, favorevole', 'a favor', 'voorstander', 'в пользу');
const AGAINST = elsewhere('dagegen, gegen', 'contre', 'en contra, contra', 'contro, contrario', 'contra', 'tegen', 'против');
const MORE = elsewhere('mehr', 'plus', 'más', 'più', 'mais', 'meer', 'больше, более, свыше', 'أكثر', '更多, 多于, 超过', 'より多い, 以上', '이상');
const LESS = elsewhere('weniger', 'moins', 'menos', 'meno', 'menos', 'minder', 'меньше, менее', 'أقل', '更少, 少于, 不到', 'より少ない, 以下, 未満', '이하, 미만');
const AT_LEAST = elsewhere('mindestens, wenigstens', 'au moins', 'al menos, por lo menos, como mínimo', 'almeno', 'pelo menos, no mínimo', 'minstens, tenminste', 'не менее, по крайней мере, минимум', 'على الأقل', '至少', '少なくとも', '적어도, 최소');
const AT_MOST = elsewhere('höchstens, maximal, bis zu', "au plus, au maximum, jusqu'à", 'como máximo, a lo sumo, hasta', 'al massimo, fino a', 'no máximo, até', 'hoogstens, maximaal, tot', 'не более, максимум', 'على الأكثر', '最多, 至多', '多くとも, 最大', '많아야, 최대');
const WHOLLY = elsewhere('vollständig, ganz, komplett, völlig, zur Gänze, vollkommen', 'entièrement, complètement, totalement, en totalité, intégralement', 'por completo, completamente, totalmente, enteramente, en su totalidad, íntegramente', 'interamente, completamente, totalmente, del tutto, per intero', 'por completo, completamente, totalmente, inteiramente, integralmente', 'volledig, geheel, helemaal, compleet', 'полностью, целиком, совершенно', 'بالكامل, كليا, تماما', '完全, 全部', '完全に, 全面的に', '완전히, 전부');
const PARTLY = elsewhere('teilweise, zum Teil, teils', 'en partie, partiellement', 'en parte, parcialmente', 'in parte, parzialmente', 'em parte, parcialmente', 'gedeeltelijk, deels, ten dele', 'частично, отчасти', 'جزئيا', '部分', '部分的に, 一部', '부분적으로, 일부');
const ONCE = elsewhere('einmal, ein einziges Mal', 'une fois, une seule fois', 'una vez, una sola vez', 'una volta, una sola volta', 'uma vez, uma só vez', 'eenmaal, één keer, een keer, eens', 'один раз, однажды, единожды', 'مرة واحدة', '一次', '一度', '한 번');
const TWICE = elsewhere('zweimal, zwei Mal', 'deux fois', 'dos veces', 'due volte', 'duas vezes', 'tweemaal, twee keer', 'дважды, два раза', 'مرتين', '两次, 兩次', '二度', '두 번');
const THRICE = elsewhere('dreimal, drei Mal', 'trois fois', 'tres veces', 'tre volte', 'três vezes', 'driemaal, drie keer', 'трижды, три раза', 'ثلاث مرات', '三次', '三度', '세 번');
const WITH = elsewhere('mit', 'avec', 'con', 'con', 'com', 'met', 'с, со', 'مع');
const WITHOUT = elsewhere('ohne', 'sans', 'sin', 'senza', 'sem', 'zonder', 'без', 'بدون, دون');
const FIRST = elsewhere('erste*, zuerst', 'premier*, première*', 'primer*', 'primo, prima, primi, prime', 'primeir*', 'eerste', 'перв*', 'أول, الأول, الأولى', '第一', '最初', '첫');
const LAST = elsewhere('letzte*, zuletzt', 'dernier*, dernière*', 'último*, última*', 'ultim*', 'último*, última*', 'laatste', 'последн*', 'آخر, الأخير, الأخيرة', '最后, 最後', '最後', '마지막');

/** Pairs of senses: where one text has words of the first alone, and the other of the second alone, they say different things. */
export const TURNED_SENSES: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [BEFORE, AFTER], [UNTIL, SINCE], [BECAUSE, DESPITE], [MAY, MUST], [ALL, PART], [MOST, SOME], [IF, NOT_IF], [FOR, AGAINST], [MORE, LESS], [AT_LEAST, AT_MOST], [WITH, WITHOUT], [FIRST, LAST], [WHOLLY, PARTLY], [ONCE, TWICE], [ONCE, THRICE], [TWICE, THRICE],
];

/** Words that the source must have as well where the claim has them. */
export const BOUNDING: readonly RegExp[] = [ALL, ONLY];

/** Words that the claim must have as well where the source has them, or others that leave it open. */
export const LEFT_OPEN: RegExp = elsewhere(
  'kann, können, könnte, könnten, dürfte, dürften, möglicherweise, vielleicht, wahrscheinlich, vermutlich, angeblich, mutmaßlich*, soll, sollen, geplant*, voraussichtlich, ehemalige*, würde, würden, stellvertretende*, kommissarische*, Vize',
  'pourrait, pourraient, peut-être, probablement, prétendument, présumé*, prévu*, ancien, ancienne, serait, seraient, aurait, auraient, devrait, devraient, peut, peuvent, vice, adjoint, adjointe, suppléant*, par intérim',
  'podría, podrían, quizá, quizás, tal vez, probablemente, supuestamente, presunto*, presunta*, previsto*, prevista*, exministro, puede, pueden, vice, adjunto, adjunta, suplente, interino, interina, subdirector*',
  'potrebbe, potrebbero, forse, probabilmente, presunto, presunta, previsto, prevista, sarebbe, avrebbe, può, possono, vice, vicesindaco, aggiunto, facente funzione, ad interim',
  'poderia, poderiam, talvez, provavelmente, supostamente, suposto, suposta, previsto, prevista, pode, podem, seria, vice, adjunto, adjunta, suplente, interino, interina',
  'zou, zouden, misschien, waarschijnlijk, vermoedelijk, gepland*, kan, kunnen, naar verluidt, plaatsvervangend*, waarnemend*, adjunct*, vice',
  'может, могут, возможно, вероятно, предположительно, якобы, планирует*, планируют, бывший, бывшая, мог бы, заместител*, замдиректора, врио, исполняющ*, вице',
  'قد, ربما, يمكن, من المتوقع, يزعم',
  '可能, 也许, 或许, 据说, 预计, 涉嫌, 前任',
  'かもしれない, だろう, 可能性, とされる, 予定',
  '수도 있, 것으로 예상, 것으로 보, 아마, 예정',
);

/** Whoever says so: what stands beside these words is somebody's word. */
export const SAID_BY: TurningWords = sense(
  'according to, say, says, said, claim, claims, claimed, argue, argues, argued, believe, believes, believed, allege, alleges, alleged, think, thinks, insist, insists, insisted, in the view of, in the opinion of, told, state, states, stated, report, reports, reported, contend, contends, maintain, maintains, suggest, suggests, suggested, view, views, opinion, deem, deems, deemed, considers, considered, accuse, accuses, accused, critic*, speculat*, suspect*, fear*, credit, credits, credited',
  'laut, zufolge, nach Angaben, sagt, sagte, sagen, behauptet, behaupten, meint, meinen, glaubt, glauben, hält, halten, hielt … für, hielten … für, findet, fand, finden … zu, denkt, denken, nennt, nennen, betrachtet … als, sieht … als',
  'selon, d’après, dit, disent, affirme, affirment, prétend, prétendent, croit, croient, estime, estiment, juge que, juge qu’, juge le, juge la, juge les, juge l’, juge cette, juge ce, juge son, juge sa, juge ses, juge trop, jugent, considère, considèrent, pense, pensent, trouve, trouvent, juge, qualifie',
  'según, dice, dicen, dijo, afirma, afirman, afirmó, sostiene, sostienen, cree, creen, asegura, aseguran, considera, consideran, consideró, opina, opinan, opinó, juzga, juzgan, piensa, piensan, creía, le parece, califica',
  'secondo, dice, dicono, ha detto, afferma, affermano, sostiene, sostengono, crede, credono, ritiene, ritengono, riteneva, considera, considerano, giudica, giudicano, pensa, pensano, reputa, definisce … come',
  'segundo, diz, dizem, disse, afirma, afirmam, afirmou, acredita, acreditam, de acordo com, acha, acham, achou, considera, consideram, considerou, julga, julgam, pensa, pensam, opina, crê, creem, classifica',
  'volgens, zegt, zeggen, zei, beweert, beweren, gelooft, geloven, vindt, vinden, vond, vonden, meent, menen, acht de, acht het, acht een, acht deze, acht dit, achten de, achten het, beschouwt, beschouwen, denkt, denken, noemt',
  'по словам, по данным, согласно, говорит, говорят, сказал*, утвержда*, считает, считают, заявил*, мнению, полагает, полагают, полагал*, думает, думают, находит, находят, убежден*, уверен*, счел, сочла, сочли, считал*',
  'وفقا, بحسب, حسب, قال, قالت, يقول, يزعم, زعم, يعتقد',
  '据, 根据, 认为, 声称, 表示',
  'によると, によれば, 主張, と述べ',
  '따르면, 주장, 말했다',
);

/** Those of them that give an opinion or a version, rather than report what is known. */
export const HELD_BY: TurningWords = sense(
  'according to, claim, claims, argue, argues, believe, believes, allege, alleges, contend, contends, insist, insists, accuse, accuses, accused, accusing, suspect, suspects, in the view of, in the opinion of, think, thinks, deem, deems, deemed, considers, some say, many say, critics say, is said to, are said to, was said to',
  'laut, zufolge, nach Angaben, behauptet, behaupten, meint, meinen, glaubt, glauben, hält … für, halten … für, hielt … für, hielten … für, findet, fand, finden … zu, denkt, denken, nennt, nennen, betrachtet … als, sieht … als',
  'selon, d’après, affirme, affirment, prétend, prétendent, croit, croient, estime, estiment, juge que, juge qu’, juge le, juge la, juge les, juge l’, juge cette, juge ce, juge son, juge sa, juge ses, juge trop, jugent, considère, considèrent, pense, pensent, trouve que, trouve … trop, trouve trop, qualifie',
  'según, afirma, afirman, sostiene, sostienen, cree, creen, asegura, aseguran, considera, consideran, consideró, opina, opinan, opinó, juzga, juzgan, piensa, piensan, creía, le parece, califica',
  'secondo, afferma, affermano, sostiene, sostengono, crede, credono, ritiene, ritengono, riteneva, considera, considerano, giudica, giudicano, pensa, pensano, reputa, definisce … come',
  'segundo, afirma, afirmam, acredita, acreditam, de acordo com, acha, acham, achou, considera, consideram, considerou, julga, julgam, pensa, pensam, opina, crê, creem, classifica',
  'volgens, beweert, beweren, gelooft, geloven, vindt, vinden, vond, vonden, meent, menen, acht de, acht het, acht een, acht deze, acht dit, achten de, achten het, beschouwt, beschouwen, denkt, denken, noemt',
  'по словам, утвержда*, считает, считают, по мнению, полагает, полагают, полагал*, думает, думают, находит, находят, убежден*, уверен*, счел, сочла, сочли, считал*',
  'وفقا, بحسب, يزعم, زعم, يعتقد',
  '据, 认为, 声称',
  'によると, によれば, 主張',
  '따르면, 주장',
);

/** What is left out of what is said of all the rest. */
export const EXCEPTIONS: RegExp = elsewhere(
  'außer, bis auf, mit Ausnahme, ausgenommen, abgesehen von', "sauf, excepté, hormis, à l'exception, à part, hors", 'salvo, excepto, menos el, menos la, menos los, menos las, menos uno, menos una, a excepción, con excepción, con la excepción',
  'tranne, eccetto, salvo, ad eccezione, a eccezione, fuorché, escluso, esclusa', 'exceto, salvo, menos o, menos a, menos os, menos as, com exceção, à exceção, fora o, fora a', 'behalve, uitgezonderd, op … na, met uitzondering',
  'кроме, за исключением, помимо, исключая', 'باستثناء, ما عدا, إلا', '除了, 除外', 'を除い, を除く, 以外', '제외하고, 제외한, 외에',
);
export const CONDITIONS: TurningWords = sense(
  'if, unless, provided, providing, as long as, on condition, in case, except',
  'wenn, falls, sofern, vorausgesetzt, es sei denn, außer, si, à condition, sauf, à moins, siempre que, a menos, salvo, a condizione, a meno, salvo, purché, desde que, a menos, caso, salvo, indien, mits, tenzij, behalve, если, при условии, кроме, إذا, شرط, إلا, 如果, 只要, 除非, なら, れば, 場合',
);
export const OR_WORDS: TurningWords = sense('or', 'oder, ou, o, u, oppure, of, или, либо, أو, 或, または, あるいは, もしくは, 또는, 혹은, eller, lub, albo');
export const RESPECTIVELY: TurningWords = sense('respectively', 'beziehungsweise, bzw., jeweils', 'respectivement', 'respectivamente', 'rispettivamente', 'respectievelijk', 'соответственно', 'على التوالي', '分别', 'それぞれ', '각각');
/** Who does it now: words of leading, in the present tense. */
export const IN_CHARGE: TurningWords = sense(
  'leads, heads, runs, chairs, directs, manages, presides, is the head, is the director, is the leader, is the chair, is the president',
  'leitet, führt, ist der Leiter, ist die Leiterin, ist Leiter, ist Leiterin, dirige, dirigent, préside, est le directeur, est la directrice, preside, encabeza, lidera, es el director, es la directora, guida, presiede, è il direttore, è la direttrice, chefia, é o diretor, é a diretora, leidt, bestuurt, is directeur, руководит, возглавляет, управляет',
);
/** Who no longer does, or does in another's place. */
export const NOT_IN_CHARGE: TurningWords = sense(
  'handed, hands over, passed the, passed it, passed on, stepped down, stood down, resigned, retired, gave up, succeeded by, replaced by, until, former, deputy, vice, acting',
  'übergab, übergeben, zurückgetreten, trat … zurück, gab … ab, abgegeben, abgelöst, Nachfolger*, stellvertret*, transmis, transmit, céda, cédé, confié, démissionné, remplacé*, adjoint*, cedió, entregó, traspasó, dimitió, renunció, dejó, subdirector*, sustituid*, reemplazad*, cedette, ceduto, passato, affidato, lasciato, dimess*, dimission*, sostituit*, vice, passou, entregou, cedeu, deixou, renunciou, substituíd*, droeg … over, overgedragen, afgetreden, opgevolgd, plaatsvervangend*, передал*, ушел, ушла, уступил*, покинул*, заместител*, отставк*',
);
