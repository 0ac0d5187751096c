/** What kind of thing a question asks for, as its words give away. */
export type AnswerType = 'person' | 'place' | 'date' | 'number' | 'percentage' | 'money' | 'duration' | 'name' | 'definition' | 'reason' | 'steps' | 'other';

const RULES: ReadonlyArray<[AnswerType, RegExp]> = [
  ['percentage', /\b(?:what|which|how (?:big|large|high)) (?:percent(?:age)?|per cent|proportion|share|fraction) |\bpercentage of\b|\bwie viel prozent\b|\bquel pourcentage\b|\bque porcentaje\b/],
  ['money', /\bhow much (?:money|did .* (?:cost|pay|spend|earn|raise|sell)|does .* cost|is .* worth|was .* (?:sold|fined|paid))|\b(?:price|cost|fine|salary|net worth|budget) of\b|\bhow much .*\b(?:dollars|pounds|euros)\b/],
  ['duration', /\bhow long\b|\bhow many (?:years|months|weeks|days|hours|minutes|seconds)\b|\bwie lange\b|\bcombien de temps\b|\bcuanto tiempo\b|\bquanto tempo\b/],
  ['number', /\bhow (?:many|much|old|far|tall|high|big|large|deep|heavy|fast|hot|cold|wide|often)\b|\bwhat (?:number|age|temperature|speed)\b|\bwie ?(?:viele?|alt|hoch|gross|weit|oft)\b|\bcombien\b|\bcuant[oa]s?\b|\bquant[ieoa]s?\b|\bhoeveel\b|\bсколько\b|\b(?:number|population) of\b/u],
  ['date', /\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|season)\b|\bwann\b|\bwelchem jahr\b|\bquand\b|\bquelle (?:annee|date)\b|\bcuando\b|\bque ano\b|\bquando\b|\bwanneer\b|\bкогда\b/u],
  ['place', /\bwhere\b|\b(?:what|which|whose) (?:\w+ )?(?:country|countries|nation|nations|state|states|city|cities|town|continent|county|province|island|capital|region|river|mountain|lake|ocean|sea|place|location|neighbou?rhood)\b|\bwo(?:her|hin)?\b|\bwelche[ms]? (?:land|stadt)\b|\bou\b|\bdans quel(?:le)? (?:pays|ville)\b|\bdonde\b|\bdove\b|\bonde\b|\bwaar\b|\bгде\b/u],
  ['person', /\bwho(?:m|se|'s)?\b|\b(?:what|which) (?:\w+ ){0,2}(?:person|man|woman|actor|actress|singer|player|president|politician|leader|author|artist|king|queen|celebrity|star|scientist|musician|athlete|rapper|director|governor|senator|minister|pope|billionaire|judge)\b|\bwer\b|\bwem\b|\bwen\b|\bqui\b|\bquien(?:es)?\b|\bchi\b|\bquem\b|\bwie is\b|\bкто\b|\bкого\b/u],
  ['reason', /^why\b|\bwhy (?:do|does|did|is|are|was|were|has|have|can|would|should)\b|\bwhat (?:causes?|caused)\b|\bwarum\b|\bpourquoi\b|\bpor que\b|\bperche\b|\bwaarom\b|\bпочему\b/u],
  ['steps', /^how (?:do|does|can|should|to|would|could)\b|\bhow (?:do|can|should) (?:i|you|we|one)\b/],
  ['definition', /^(?:what|who)(?:'s| is| are| was| were) (?:an? |the )?[\w-]+(?: [\w-]+){0,2}\??$|\bmeaning of\b|\bdefin(?:e|ition)\b|\bwhat (?:does|do) .* mean\b|\bstands? for\b/],
  ['name', /\b(?:what|which)\b|\bname of\b|\bcalled\b|\bwelche[rsmn]?\b|\bquel(?:le)?s?\b|\bcual(?:es)?\b|\bqual[ei]?\b/],
];

/** The first rule that fits the asking sentence decides. */
export function answerTypeOf(asking: string): AnswerType {
  const folded = ` ${asking} `.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replaceAll('’', "'").trim();
  return RULES.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'other';
}
