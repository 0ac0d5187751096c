const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Shortened words that something always follows: titles, references, units of address. Lower case, without the last full stop. */
export const ABBREVIATIONS = set(
  `mr mrs ms mx dr prof st ste mt ft gen col lt capt cmdr maj sgt cpl adm hon rev fr sr.a sen rep gov pres supt insp det cpt atty messrs mmes msgr
  vs v viz cf e.g i.e eg ie al.e approx ca c fig figs eq eqs sec sect ch chap vol vols p pp pg para art arts ed eds trans nr n° nº núm num no.s op
  abs abschn anm aufl buchst einschl gem hrsg hs insb kap rdnr s.o s.u tab taf ziff zzgl
  z.b z d.h d u.a u bzw vgl evtl ggf inkl exkl bspw incl excl sog hr hrn fr.l frau.a dipl ing bd abb tel str.a jh
  m mm mme mlle mgr env av.j p.ex ex sra srta d.ª dna ud uds ee.uu avda pág págs sig sigg dott dott.ssa avv ing.re pag pagg
  dhr mevr mej drs bijv blz nl.v т.е т.к т.н г ул им см рис стр руб`,
);

/** Shortened words that may also end a sentence: whether they do shows in the word that follows. */
export const FINAL_ABBREVIATIONS = set(
  `inc co corp ltd llc plc bros jr sr esq etc al dept univ assn ave blvd rd sq est a.m p.m am pm u.s u.k u.n e.u d.c b.c a.d ph.d m.d b.a m.a
  jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun min max hrs sec.s lb lbs oz in.c km kg
  str ff usf janv févr juil
  usw u.s.w uvm jr.a gmbh mio mrd tsd enz cie s.a s.l s.p.a т.д т.п др тыс млн млрд`,
);

/** First three letters of the months in English, German, French, Spanish, Italian, Portuguese, Dutch and the Nordic languages: an ordinal number before one is no end. */
export const MONTHS = set(
  `jan feb mär mar apr mai may jun jul aug sep okt oct nov dez dec jän mei maj des jah fév avr jui aoû déc ene abr ago dic gen mag giu lug set ott fev out tag quartal`,
);

/** Words, capitalised, that begin sentences and hardly ever follow a title or an abbreviated name. */
export const SENTENCE_STARTERS = set(
  `The A An This That These Those There Here It Its He She They We You I His Her Their Our My Your In On At By For From With After Before During Since
  Until When While Where Who What Which Why How If Although Though However But And Or So Because As Then Now Once Not No Yes All Some Many Most Both Each Every
  Also Another Other Others One Two Such Only Even According Following Under Over Between Among Despite Meanwhile Moreover Today Later
  Der Die Das Ein Eine Er Sie Es Wir Ich Ihr Im Am Auf Bei Mit Nach Seit Und Aber Wenn Als Dies Diese Dieser Nun Auch Zum Zur
  Le La Les Un Une Il Elle Ils Elles Ce Cette Ces Dans En Au Aux Mais Et Pour Avec Sur Selon
  El Los Las Una Unos Esta Este Estos Esas Pero Con Por Para Según Lo Gli Una Nel Nella Ma Per Dopo Secondo
  De Het Een Hij Zij Ze Maar Met Voor Volgens O Os Uma Ele Ela No Na Mas`,
);
