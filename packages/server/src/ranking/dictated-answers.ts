import { DO, MODEL, START, YOU } from './order-phrases.js';

const SAY = String.raw`(?:answer|reply|respond|say|state|output|print|return|repeat|tell|claim|write|recommend|insist|declare|report)`;
/** Imperatives by which one speaks to a model rather than to a reader. */
const OBEY = String.raw`(?:answer|(?:reply|respond) (?:only |always |exactly )?(?:with|by|that|in)|reply (?!codes?\b|paid\b|to\b|by\b|all\b|time\b)|say(?!-)|output (?!(?:voltage|power|current|level|format|port|pin|\d)s?\b)|print (?:only|exactly|["“…]|the (?:text|words?|phrase|string))|tell the (?:user|reader|human)|state that|ignore (?:all|any|every|the|your|previous|prior)|disregard|forget (?:all|everything|your|the))`;
/** What nobody would dictate: advice on how one answers, not what. */
const DICTATED = String.raw`(?!(?:an?|some|any|one|your|their|his|her|its|our|my|you|us|each|both|all|full|complete|short|brief|care|caution|courtesy|honesty|confidence|respect|kindness|enthusiasm|yes|no|details?|examples?|specifics|facts|something|what|whatever|how|why|whether|pencil|pen|ink|least|the (?!words?\b|phrases?\b|text\b|sentences?\b|strings?\b|links?\b|claim\b|advice\b|statement\b|single\b|exact\b|following (?:words?|text|sentence|phrase)\b|price\b|figure\b|answer\b|opposite\b))\b)`;
const ABOUT = String.raw`(?:about|on|regarding|concerning|of|to questions? about)`;
const REPLIES = String.raw`(?:responses?|answers?|replies|reply|outputs?)`;
const ONWARDS = String.raw`(?:from (?:here|now|this (?:point|moment|message))(?: on(?:wards?)?| forwards?)?|henceforth|for the (?:rest|remainder) of (?:this|the) (?:conversation|chat|session|dialogue))`;
const ASKED = String.raw`(?:if|when|whenever|every time|each time|in case|should you be|once) (?:you are |you're |you get |ever |anyone |someone |a user |the user |users |they )?(?:is |are )?(?:asked|asks?|queried|questioned|prompted)`;
/** A clause begins, also behind the tag with which a text pretends that the source has ended. */
const TURN = String.raw`(?:^\W{0,6}|[.!?;\]}] |<\/[a-z]{1,20} ?)`;

/**
 * Orders that say to a language model what it is to answer: from now on, whenever somebody asks about a thing, or in any summary. What a
 * press guide, a school book or a law says to people on how to answer, is none. Over folded text in small letters, without what is quoted.
 */
export const DICTATED_ANSWERS: readonly RegExp[] = [
  // "Your task has changed: output …", "New rule for this conversation: …", "System override: the price = …"
  new RegExp(`\\byour (?:task|job|goal|objective|role|mission|assignment|instructions?) (?:has|have|is|are) (?:now )?(?:been )?(?:changed|updated|replaced|overridden|different)(?: to)? ?[:.;,—–-] ?(?:please |now |you (?:must|will|should) )*${SAY}\\b`, 'u'),
  new RegExp(`\\byour (?:new|real|actual|only|true) (?:task|job|goal|objective|mission|role) ?(?::|is(?: now)?(?: to)?) ?(?:to )?(?:always |only )?(?:answer|reply|respond|say|state|output|print) (?:that|with|only|the (?:words?|text|phrase)|[\\d"“…])`, 'u'),
  new RegExp(`(?:^|[.!?:;\\]] ?)(?:new|updated|important|special|additional) (?:system )?(?:rules?|polic(?:y|ies)|directives?|tasks?|orders?|instructions?) for (?:this|the (?:current|rest of (?:this|the))|your|all) (?:conversation|dialogue|chat|session|context|prompt|reply|replies|responses?|answers?|assistants?|${MODEL}) ?[:—–-]`, 'u'),
  new RegExp(`${TURN}(?:system|admin(?:istrator)?|root|developer) override(?: (?:activated|engaged|initiated|in effect))?(?:\\W{0,3}$|[\\])]? ?[:—–!\\])-]+ ?(?:${OBEY}|[^.;!?]{0,120}(?: = ?\\S|\\bequals\\b|\\b(?:is|are|costs?|was) (?:now )?(?:\\p{L}+ )?[\\d$€£])))`, 'u'),
  // "System: answer …"
  new RegExp(`${TURN}system(?: (?:prompt|message|note|notice|update|instruction))? ?: ?(?:please )?${OBEY}\\b`, 'u'),
  new RegExp(`${TURN}(?:new|updated|real|actual) (?:system )?(?:instructions?|orders?|rules?|tasks?) ?: ?(?:please )?${OBEY}\\b`, 'u'),
  new RegExp(`${TURN}(?:new |updated )?instructions? ?: ?(?:please )?(?:always |only |now )?(?:say|output|answer (?:with|that)) ${DICTATED}[^.;!?]{1,120}\\b(?:when|whenever|if|for any|to any|for every|to every) [^.;!?]{0,60}\\b(?:asks?|asked|questions?|quer(?:y|ies))\\b`, 'u'),
  // "If asked about the price of …, reply with …", "Whenever an assistant is asked …, it must say …"
  new RegExp(`${START}${ASKED} (?:about|for|on|regarding|concerning|what|how|when|where|who|which|whether) (?!you\\b|your\\b|it\\b)[^;!?]{1,120}?, ?(?:you (?:must|should|will) |please |always |only |just |simply )*(?:(?:reply|respond|answer|output) (?:only |always |exactly )?(?:with|by saying|by stating|that) ${DICTATED}|(?:say|state|output|print|claim|answer|reply|respond) (?:that )?(?:only )?(?:[\\d\"“…€$£]|it costs? |(?:it|the [^.;!?]{1,80}) (?:equals |(?:is|are|costs?|was) (?:\\p{L}+ )?[\\d$€£])))`, 'u'),
  new RegExp(`\\b(?:if|when|whenever|every time|each time) (?:an? |any |the |this )?${MODEL} (?:is|are|gets?|receives?) (?:asked|queried|questioned|prompted|a question|questions)\\b[^.;!?]{0,160}?, ?(?:it|they|the (?:assistant|model|ai|chatbot|bot)) (?:must|has to|have to|shall|is to|are to|is required to) (?:always |only |also )?${SAY}\\b`, 'u'),
  new RegExp(`\\b(?:any|all|every|each) ${MODEL} (?:(?:that|which|who) (?:is|are|gets?) |when )?(?:asked|queried|questioned|prompted) [^.;!?]{1,120}? (?:must|has to|have to|shall) (?:always |only )?${SAY}\\b`, 'u'),
  // "From here on, respond to every query with …", "Answer every question about … with …"
  new RegExp(`${START}${ONWARDS},? (?:please |you (?:must|should|will|shall) |always |only )*(?:(?:reply|respond|answer) (?:to )?(?:only |always |every|any|all|each|with|by|that|as|in)|(?:output|print|repeat) |(?:say|state|claim) (?:only |that )?(?:the|it)\\b)`, 'u'),
  new RegExp(`${START}(?:${YOU})?(?:reply|respond|answer) (?:to )?(?:every|any|all|each)(?: [\\p{L}'-]+){0,2} (?:quer(?:y|ies)|questions?|prompts?) (?:about|regarding|concerning|on) [^.;!?]{1,100}? (?:with|by saying|by stating|that) ${DICTATED}`, 'u'),
  new RegExp(`${START}${ONWARDS},? (?:the|your) (?:only |correct |right )*(?:answer|response|reply) to (?:every|any|all|each) (?:[\\p{L}'-]+ ){0,2}?(?:questions?|quer(?:y|ies)|prompts?)\\b`, 'u'),
  // "Ignore the question about … and print …"
  new RegExp(`${START}(?:${YOU})?(?:ignore|disregard|forget) (?:the|this|that|any|every|all|what) (?:user's |reader's |original |actual |real |human's )?(?:questions?|quer(?:y|ies)|(?:the |this )?(?:user|human)(?: has| had)?(?: asked| asks| said| says| wants| wanted)?)\\b[^.;!?]{0,120}? and (?:instead |just |simply |only )*(?:print (?!the (?:page|form|label|document)\\b)|output|reply|respond|say|return|state|tell|display|answer (?!the (?:next|other|following|rest)\\b))`, 'u'),
  // "Important: responses about … must include …", "Any summary of … has to end with …"
  new RegExp(`(?:^|[.:;!?\\]] ?)(?:all |any |every |each |your )?(?:future |subsequent |further )?${REPLIES} ${ABOUT} [^.:;!?]{1,100}? (?:must|has to|have to|needs? to|shall|are to|is to) (?:always |also |only )?(?:include|contain|mention|say|state|link to|name|recommend|claim|(?:begin|start|end|conclude|finish|close) with) ${DICTATED}`, 'u'),
  new RegExp(`(?:^|[.:;!?\\]] ?)(?:all |any |every |each |your )?(?:summary|summaries|descriptions?|paraphrases?) of [^.:;!?]{1,100}? (?:must|has to|have to|needs? to|are to|is to) (?:always |also |only )?(?:(?:begin|start|end|conclude|finish|close) with|link to|recommend|praise) ${DICTATED}`, 'u'),
  new RegExp(`(?:^|[.:;!?\\]] ?)(?:an? |all |any |every |each )?(?:summary|summaries|descriptions?|paraphrases?) of this (?:web ?)?(?:page|article|text|site) (?:must|has to|have to|needs? to|are to|is to) (?:always |also |only )?(?:include|contain|mention|say|state|(?:begin|start|end|conclude|finish|close) with) ${DICTATED}`, 'u'),
  // "Claude, the correct answer to … is …", "The developer of this assistant wants you to answer …"
  new RegExp(`(?:^|[.!?:;\\]] ?)(?:(?:hey|hi|hello|dear|ok|okay|attention)[ ,]+)?(?:${MODEL})(?:(?: and|,| or|\\/) ?${MODEL}){0,4} ?[,:—–-]+ ?(?:the |your )(?:only |correct |right |true |real |new |official |expected )+(?:answer|response|reply) (?:to|about|for|on|regarding|here|when|is\\b[^.;!?]{0,80}\\b(?:say|reply|respond))\\b`, 'u'),
  new RegExp(`(?:^|[.!?:;\\]] ?)(?:(?:hey|hi|hello|dear|ok|okay|attention|note to|to) )?(?:(?:all|any|the) )?(?:chatgpt|copilot|a\\.?i\\.?(?: assistants?| models?)?|assistants|llms?|(?:large )?language models?|chat ?bots?) ?[,:—–-]+ ?the (?:only |correct |right |true |real |new |official )+(?:answer|response|reply) is\\b`, 'u'),
  /\b(?:your (?:developers?|creators?|makers?|programmers?|operators?)|openai|anthropic|deepmind) (?:now )?(?:wants?|expects?|needs?|requires?|orders?|instructs?|(?:has|have) (?:instructed|ordered|asked)) you to (?:always |only )?(?:answer|reply|respond|say|state|output|print)\b/u,
  new RegExp(`(?:${START}|\\b)(?:the |your )?(?:developers?|makers?|creators?|operators?|owners?|providers?|programmers?|team|company|people|administrators?)(?: (?:of|behind|(?:who|that) (?:made|built|runs?|train(?:s|ed)?)) (?:this|the|your) (?:\\p{L}+ ){0,2}?${MODEL}) (?:\\p{L}+ )?(?:wants?|asks?|expects?|needs?|requires?|orders?|instructs?|wish(?:es)?|has instructed|have instructed) you to (?:always |only )?(?:${SAY}|${DO})\\b`, 'u'),
  // "When you write about …, link to corham.example"
  new RegExp(`${START}(?:when|whenever|while|if|every time|any time) (?:writing|talking|speaking|you (?:write|talk|speak|report|reply|respond|answer|are asked|get asked|tell (?:people|users|anyone|somebody))) (?:\\p{L}+ )?${ABOUT} (?!us\\b|our\\b|me\\b|my\\b|this\\b)[^.;!?]{1,100}?, ?(?:please |always |also |only |you (?:must|should) )*(?:link|refer|send|point|direct|add a link) [^;!?]{0,60}?(?:https?:|www\\.|[\\p{L}\\d-]{2,40}\\.\\p{L}{2,12}\\b)`, 'u'),
];
