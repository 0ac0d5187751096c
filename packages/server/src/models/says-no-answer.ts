/** What the sources fail to do, in the words in which small models say it when they do not use the sentinel. */
const REFUSALS: readonly RegExp[] = [
  /\b(?:sources?|passages?|documents?|texts?|context|information|articles?|search results)\b[^.!?]{0,60}\b(?:do|does|did) ?(?:not|n't|n’t)\b[^.!?]{0,40}\b(?:answer|contain|mention|provide|say|state|include|address|specify|cover|give|discuss|hold|have|offer|explain|tell|reveal)/i,
  /\b(?:there is|i (?:could )?(?:find|found)|they (?:contain|give|provide)|contain|provide) no (?:information|mention|answer|evidence|details?)\b/i,
  /\b(?:cannot|can't|can’t|could not|couldn't|unable to|not able to)\b[^.!?]{0,30}\b(?:answer|determine|find)\b[^.!?]{0,80}\b(?:sources?|passages?|documents?|context|information|question)\b/i,
  /\b(?:quellen|texte?|dokumente?|abschnitte)\b[^.!?]{0,60}\b(?:nichts?|keine?n?)\b/i,
  /\b(?:sources?|textes?|documents?|passages?|extraits)\b[^.!?]{0,40}\bne\b[^.!?]{0,60}\bpas\b/i,
  /\b(?:fuentes?|documentos?|textos?|pasajes|fontes)\b[^.!?]{0,40}\b(?:no|não)\b[^.!?]{0,20}\b(?:contien|mencion|responden?|indican?|dicen|proporcionan|contêm|respondem)/i,
];

/** Does the first sentence of an answer without markers say that the sources hold none? Pure. */
export function saysNoAnswer(beginning: string): boolean {
  const [first = ''] = /^[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*/.exec(beginning.trimStart()) ?? [];
  return REFUSALS.some((refusal) => refusal.test(first));
}
