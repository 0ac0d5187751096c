import { fold } from './words.js';

/** Words that carry grammar rather than matter, in the languages that are asked most. */
const LISTS = {
  en: `a about above after again against ago all almost also although am among an and any anyone anything are around as at away back be because been
    before being below between both but by came can cannot can't come could couldn't did didn't do does doesn't doing done don't down during each either else
    enough even ever every few for from further get gets getting give given go goes going gone got had hadn't has hasn't have haven't having he her here hers
    herself him himself his how however i i'm i've if in instead into is isn't it it's its itself just let like made make makes making many may maybe me
    might more most much must my myself neither no nor not now of off often on once one only onto or other others ought our ours ourselves out over own
    per perhaps please put quite rather really said say says see seem seems shall she should shouldn't since so supposed some someone something still such take
    than that that's the their theirs them themselves then there there's these they they're this those though through thus to together too toward under
    until up upon us use used using very via want was wasn't way we well went were weren't what what's whatever when where whether which while who who's
    whoever whom whose why will with within without won't would wouldn't yes yet you you're your yours yourself tell know explain
    doesn didn isn aren't aren wasn weren hasn haven hadn wouldn couldn shouldn ll ve re`,
  de: `ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis da damit dann das dass dein deine dem den denn der des dich die
    dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch fur gegen gibt hab habe haben hat hatte
    hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jene jetzt kann kein keine keinen konnen konnte
    machen man mehr mein meine mich mir mit muss musste nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so
    solche soll sollte sondern sonst uber um und uns unser unter viel viele vielen vom von vor wahrend wann war waren warum was weil welche welchem welchen welcher welches wenn
    wer werde werden wie wieder wieviel wieviele will wir wird wo woher wohin wurde wurden zu zum zur zwischen`,
  fr: `a ai alors combien apres au aucun aussi autre aux avaient avait avant avec avoir c ca ce ceci cela celle celui ces cet cette chez comme comment d dans de depuis
    des donc du elle elles en encore entre est et etaient etait ete etre eu eux faire fait font fut furent il ils j je l la le les leur leurs lors lui m ma mais
    me meme mes moi moins mon n ne ni non nos notre nous on ont ou par pas pendant peu peut plus plusieurs pour pourquoi qu quand que quel quelle quelles quels
    qui quoi s sa sans se ses si sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un une vers voici vos votre vous y qu'est-ce`,
  es: `a al algo algunas algunos ante antes aquel aquella aqui asi aun aunque bajo bien cada casi como con contra cual cuales cualquier cuando cuanta cuantas cuanto
    cuantos de del desde donde dos durante e el ella ellas ellos en entonces entre era eran es esa esas ese eso esos esta estaba estan estar estas este esto estos
    fue fueron ha habia hace hacer hacia han hasta hay haya la las le les lo los mas me mi mientras mis mismo mucho muy nada ni no nos nosotros nuestra nuestro o os
    otra otras otro otros para pero poco por porque que quien quienes se sea segun ser si sido sin sino sobre son su sus tal tambien tan tanto te tiene tienen toda
    todas todo todos tras tu tus un una unas uno unos usted y ya yo`,
  it: `a abbia agli ai al alla alle allo anche ancora avere aveva c che chi ci come con contro cosa cui da dagli dai dal dalla dalle dallo degli dei del della delle dello
    di dopo dove due e ed era erano essere fa fatto fino fra fu furono gli ha hanno ho i il in io l la le lei li lo loro lui ma mentre mi mia mio molto ne negli nei nel
    nella nelle nello no noi non nostra nostro o ogni per perche piu poi prima qual quale quali quando quanta quante quanti quanto quella quelle quelli quello questa queste questi
    questo qui se sei si sia solo sono sotto sta stata state stati stato su sua sue sugli sui sul sulla sulle sullo suo suoi tra tu tutti tutto un una uno vi voi`,
  pt: `a ao aos as ate cada com como da das de dela dele deles depois do dos e ela elas ele eles em entre era eram essa esse esta estao estar estas este estes eu foi foram
    ha isso isto ja la lhe mais mas me mesmo meu minha muito na nas nao nem no nos nossa nosso num numa o onde os ou para pela pelas pelo pelos por porque qual quais
    quando quanto quantos que quem se sem ser seu seus so sobre sua suas tambem te tem ter teve um uma umas uns voce`,
  nl: `aan al alle als altijd ander andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had hadden heb hebben heeft hem het hier hij hoe
    hoeveel hun ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot
    u uit uw van veel voor waar waarom wanneer want waren was wat welke werd werden wezen wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou`,
  ru: `а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще же за здесь и из или им их к как какая какие
    каким какого сколько какое какой каком какую ко когда кого кому которая которого которое которой которые который которых кто куда ли либо между меня мне много может мы на над
    надо наш не него нее нет ни них но ну о об однако он она они оно от очень по под после потом почему при про раз с сам свой себя сейчас скажи сколько со та так также
    такой там те тем то того тоже той только том ты у уже чего чей чем что чтобы эта эти это этого этой этом этот я`,
  hi: `का के की को है हैं था थे थी और में से पर यह वह ये वे इस उस इन उन ने एक भी तो ही कि जो कर किया किए करने करता करते करती होता होते होती हो हुआ हुई हुए गया गए गई जा रहा रहे
    रही लिए साथ तक बाद अपने अपनी अपना कौन क्या कहाँ कहां कब क्यों कैसे कितना कितने कितनी किस किसे किसने किसका किसकी जब तब नहीं द्वारा या तथा एवं`,
  ko: `그 이 저 및 또는 있는 있다 있나요 있습니까 있었나요 없는 하는 한 할 합니까 하나요 했나요 됩니까 되나요 되었나요 대한 대해 위한 것은 것이 수 때 등 왜 인가요`,
  ar: `في من الى على عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا متى اين كيف كم هل لماذا من هو هي هم كان كانت يكون او و ان انه قد لم لن لا كل بعد قبل بين عند حتى ثم غير اي أي أن إلى أو إن أين`,
} as const;

const STOP_WORDS: ReadonlySet<string> = new Set(Object.values(LISTS).flatMap((list) => list.split(/\s+/).map(fold)));
/** The folded list of one language. */
export function stopWordsOf(language: keyof typeof LISTS): string[] {
  return LISTS[language].split(/\s+/).map(fold);
}

/** What asks in Korean, whatever ending it takes. */
const KOREAN_ASKING = /^(?:언제|누구|누가|누굴|무엇|무슨|어디|어느|어떤|어떻게|얼마|몇)/u;
const ENGLISH: ReadonlySet<string> = new Set(LISTS.en.split(/\s+/));

/**
 * Is this folded word one that says nothing of a text's matter? All languages are asked at once, since a question's
 * language is seldom known; for text in the Latin alphabet with `english` set only English is, where "die", "war",
 * "man" or "is" of other languages would otherwise be lost.
 */
export function isStopWord(folded: string, english: boolean): boolean {
  return (english ? ENGLISH : STOP_WORDS).has(folded) || KOREAN_ASKING.test(folded);
}

/** Does a text read as English? By the share of its words that are English stop words; asks for at least a fifth. */
export function readsAsEnglish(folded: readonly string[]): boolean {
  const english = folded.filter((word) => ENGLISH.has(word)).length;
  const any = folded.filter((word) => STOP_WORDS.has(word)).length;
  return any === 0 ? folded.every((word) => /^[\x20-\x7e]*$/.test(word)) : english >= any * 0.7;
}
