import type { SourceQuery } from '../source-provider.js';

/*
 * Which keyless services a question that names no sources is worth to. All of them could be asked at once, and the answer would
 * not wait for the slow ones; but each lives on somebody's goodwill (OpenAlex allows about a hundred searches a day without a key,
 * GDELT one in five seconds), every one of them learns the question's words, and papers on glaciers are no help with the mayor of
 * Paris. So a service is asked where a word of the question calls for its kind of material. Whoever names sources gets what they name. Pure.
 */

const NEWS =
  /\b(?:today|yesterday|tonight|this (?:week|month|year|morning)|last (?:night|week|month)|latest|newest|breaking|news|headlines?|recent(?:ly)?|currently|current (?:president|prime|minister|price|rate|status|events?|affairs|version|ceo|government|situation|champion|leader)|right now|upcoming|announc(?:e[sd]?|ing)|elections?|elected|protests?|strikes?|sanctions|ceasefire|earthquake|hurricane|wildfires?|resign(?:s|ed)?|heute|gestern|aktuell\w*|neueste\w*|nachrichten|hoy|ayer|últim[oa]s?|noticias|actualmente|aujourd.hui|hier|actualités?|récemment|dernières?|oggi|ieri|notizie|hoje|ontem|notícias|vandaag|nieuws)\b|сегодня|вчера|новост|последни|今日|最新|ニュース|新闻|今天|आज|समाचार|اليوم|أخبار/iu;
const SCHOLARLY =
  /\b(?:stud(?:y|ies)|papers?|research(?:ers)?|scientists?|scientific|journals?|peer.reviewed|preprints?|literature|meta.analys[ie]s|systematic review|evidence|hypothes[ie]s|theorems?|doi|citations?|et al|correlat\w+|empirical\w*|statistically|cohort|randomi[sz]ed|studien?|forschung|étude|recherche|estudios?|investigación|studio|ricerca)\b|исследовани|研究|論文|论文/iu;
const MEDICAL =
  /\b(?:clinical|trials?|efficacy|placebo|patients?|diseases?|syndromes?|disorders?|symptoms?|diagnos\w+|treat(?:s|ed|ments?)|therap\w+|vaccin\w+|dos(?:e|es|age)|side effects?|drugs?|medications?|mortality|incidence|prevalence|risk factors?|genes|gene (?:expression|therapy|editing|variants?)|genom\w+|mutations?|proteins?|enzymes?|receptors?|antibod\w+|cancer|tumou?rs?|diabetes|hypertension|infection|virus(?:es)?|bacteri\w+|antibiotics?|pregnan\w+|cholesterol|insulin|alzheimer\S*|pubmed)\b/i;
const EXACT_SCIENCES =
  /\b(?:arxiv|quantum|neural|transformers?|deep learning|machine learning|reinforcement learning|language models?|llms?|gradient|bayesian|stochastic|asymptotic|algorithms?|complexity|np.hard|lemma|manifolds?|topolog\w+|algebra\w*|cohomolog\w+|cosmolog\w+|dark (?:matter|energy)|black holes?|neutrinos?|bosons?|gravitational|galax(?:y|ies)|exoplanets?|superconduct\w+|photon\w*|entanglement|qubits?|condensed matter|string theory|cryptograph\w+|graph theory)\b/i;
const CODE =
  /\b(?:errors?|exceptions?|stack ?trace|traceback|segfault|undefined|null pointer|compil(?:e[rsd]?|ing)|npm|pip|cargo|maven|gradle|webpack|docker\w*|kubernetes|kubectl|git|linux|ubuntu|debian|bash|powershell|regex\w*|sql|postgres\w*|mysql|sqlite|python|javascript|typescript|node(?:\.?js)?|java|kotlin|swiftui|rustc|in rust|golang|php|ruby on rails|css|html|react(?:\.?js| (?:component|hook|app)s?)|angular(?:js)?|vue(?:\.?js)|django|numpy|pandas|async(?:io)?|thread safe\w*|api|json|xml|localhost|ssh|nginx|apache)\b|[A-Za-z_]\w*\(\)|\w+::\w+|`[^`]+`|\b[A-Z]\w*(?:Error|Exception)\b|\bC(?:\+\+|#)/i;
const INDUSTRY =
  /\b(?:startups?|open.source|self.host\w*|hacker news|show hn|ask hn|y combinator|silicon valley|venture capital|saas|privacy|encryption|browsers?|postgres\w*|sqlite|rustc|in rust|golang|kubernetes|llms?|gpt|openai|anthropic|programming|programmers?|developers?|software|opinions?|experiences?|versus|vs\.?|alternatives? to|worth it)\b/i;

type Asked = Pick<SourceQuery, 'question' | 'published_since' | 'kinds'>;

const SUITED: Readonly<Record<string, (asked: Asked, now: number) => boolean>> = {
  wikipedia: () => true,
  gdelt: ({ question, published_since }, now) => published_since !== undefined || NEWS.test(question) || namesRecentYear(question, now),
  openalex: ({ question }) => SCHOLARLY.test(question) || MEDICAL.test(question) || EXACT_SCIENCES.test(question),
  crossref: ({ question }) => SCHOLARLY.test(question),
  arxiv: ({ question }) => EXACT_SCIENCES.test(question),
  pubmed: ({ question }) => MEDICAL.test(question),
  hackernews: ({ question }) => INDUSTRY.test(question),
  stackexchange: ({ question }) => CODE.test(question),
};

/** Is a question worth asking a keyless service? One that names kinds is (the engine has chosen by them); services that are not listed always suit. */
export function suitsQuestion(service: string, asked: Asked, now: number): boolean {
  return asked.kinds.length > 0 || (SUITED[service]?.(asked, now) ?? true);
}

/** What happened this year or last is rather in the news than in encyclopedias. */
function namesRecentYear(question: string, now: number): boolean {
  const year = new Date(now).getUTCFullYear();
  return new RegExp(`(?<!\\d)(?:${year - 1}|${year}|${year + 1})(?!\\d)`).test(question);
}
