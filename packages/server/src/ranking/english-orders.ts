import { DO, MODEL, START, YOU } from './order-phrases.js';

const RULES = String.raw`(?:instructions?|prompts?|directives?|guidelines|commands?|orders|constraints|programming|training|system messages?|safety (?:rules|guidelines|filters?)|context|rules)`;
const FORGET = String.raw`(?:ignore|disregard|forget|override|overrule|bypass|discard|dismiss|do not follow|don't follow|stop following|pay no attention to|set aside|delete|erase)`;
/** Readers are told to forget what was said of a thing; a model, to say something else. */
const OF_A_THING = String.raw`(?:about|regarding|concerning|on|for) (?!(?:(?:this|the|your|our|these|all) )?(?:conversations?|chat|session|page|tasks?|prompt|users?|questions?|answers?|answering|responding|replies|responses?|text|safety|security|how|what|assistants?|models?)\b)(?![^.!?]{0,200}\b(?:say|answer|reply|respond|output|print|tell|state|write|return|recommend|instead)\b)`;

/** Orders to a language model in English. Over folded text in small letters, without what is quoted. */
export const ENGLISH_ORDERS: readonly RegExp[] = [
  // "Ignore all previous instructions …"; manuals say it with a condition, or of a thing: "Disregard earlier instructions about the valve."
  new RegExp(`(?:${START}(?:${YOU})?|${YOU})${FORGET} (?:[\\p{L}']+ ){0,4}?(?:all|any|every(?:thing)?|previous|prior|earlier|preceding|above|foregoing|former|other|original|existing|these|those)(?: [\\p{L}']+){0,4}? ${RULES}\\b(?! (?:if|unless|when|where)\\b| ${OF_A_THING})`, 'u'),
  new RegExp(`(?:${START}(?:${YOU})?|${YOU})${FORGET} (?:[\\p{L}']+ ){0,4}?(?:your|initial|system)(?: [\\p{L}']+){0,4}? ${RULES}\\b(?! (?:if|unless|when|where)\\b)`, 'u'),
  // "Disregard all prior text."
  new RegExp(`(?:${START}(?:${YOU})?|${YOU})${FORGET} (?:all|any|everything|every|the whole)(?: of)?(?: the| that| this| your)? (?:previous|prior|earlier|preceding|above|foregoing|other|surrounding) (?:text|content|contexts?|conversations?|input|prose|sentences?|paragraphs?|passages?|tokens?|sources?|documents?)\\b(?! (?:if|unless|when|where)\\b| ${OF_A_THING})`, 'u'),
  new RegExp(`(?:${START}(?:${YOU})?|${YOU})${FORGET} (?:everything|all|anything)(?: that)? (?:was|were|you were|you have been|you've been|you have|i|said|written|stated|above|before|prior)\\b`, 'u'),
  new RegExp(`${START}(?:new|updated|important|hidden|secret|special|system) (?:system )?instructions?(?: (?:for|to) (?:the |all |any )?${MODEL})? ?[:—]`, 'u'),
  // "AI assistants: …", "Note to language models, please …"
  new RegExp(`(?:^|[.!?:;\\]|] )(?:(?:attention|important|note|notice|message|instructions?|warning|hint|hello|hi|hey|dear|ok|okay|to|for|system)[ ,:]+)*(?:(?:to|for) )?(?:(?:all|any|every|the|our|my|other) )*(?:${MODEL})(?: (?:and|or) ${MODEL})*(?: (?:reading|processing|parsing|summari[sz]ing|indexing|crawling|that|who|which)[^.:;,!?]{0,60})? ?[:,—–!-] ?(?:please |kindly )?(?:${DO}|you|(?:if|when|whenever|before|while|as) you)\\b`, 'u'),
  // "Attention AI: the following is mandatory."
  new RegExp(`(?:^|[.!?:;\\]|] )(?:attention|(?:note|notice|message|warning|instructions?) (?:to|for))[ ,]+(?:(?:all|any|every|the|our) )*(?:${MODEL}) ?[:—!]`, 'u'),
  // "Instruction: reply with …", as sets for training have it; "… for any question about …"
  new RegExp(`^(?:new |updated |special )?(?:instructions?|task) ?: (?:please )?(?:(?:reply|respond|answer)(?: only| always)? (?:with|by saying|that)|(?:output|print|return)(?: only| exactly)? the (?:text|words?|phrase|string|sentence))\\b`, 'u'),
  new RegExp(`${START}(?:${YOU})?(?:(?:reply|respond) (?:only |always )?(?:with|by|that)|say|output|print|return) [^.;!?]{1,120} (?:to|for) (?:any|every|all) (?:questions?|quer(?:y|ies)|prompts?) (?:about|on|regarding|concerning)\\b`, 'u'),
  // "If you are an AI …, say …", "As a language model you must …"
  new RegExp(`\\b(?:if|when|since|because|in case) (?:you are|you're|this is (?:being )?(?:read|processed|summari[sz]ed|parsed) by|you, the reader, are) (?:an? |the |any )?(?:(?!not |about |with |for |of |in |on |\\p{L}+ing )\\p{L}+ ){0,2}?${MODEL}\\b`, 'u'),
  new RegExp(`${START}as (?:an? |the )(?:\\p{L}+ ){0,2}?${MODEL},? (?:you|your|please)\\b`, 'u'),
  new RegExp(`(?:^|[.!?:;\\]|] ?)(?:from now on,? )?(?:you are|you're|act as|pretend to be|behave as|roleplay as) (?:now |from now on )?(?:an? |the )?(?:\\p{L}+ ){0,3}?(?:${MODEL}|dan)\\b(?! users?\\b)`, 'u'),
  new RegExp(`(?:^|[.!?:;\\]|] ?)from now on,? (?:you (?:are|will|must|should)|${DO}) `, 'u'),
  new RegExp(`(?:${START}|\\b(?:all|any|the) )(?:${MODEL}) (?:reading|processing|parsing|summari[sz]ing|that (?:reads?|process(?:es)?|summari[sz]es?)) (?:this|the|these)(?: \\p{L}+){0,4} (?:must|should|shall|are (?:required|instructed|ordered) to|is (?:required|instructed|ordered) to)\\b`, 'u'),
  // "Add … to your reply."
  new RegExp(`${START}(?:${YOU})?${DO}\\b(?:[^.;!?]|\\.(?=\\S)){0,160}?\\b(?:to|in|into|with|of|from|for|at the (?:end|beginning|start) of|throughout|within) (?:all (?:of )?)?your (?:next |final |own )?(?:reply|replies|responses?|answers?|output|summary|summaries)\\b`, 'u'),
  new RegExp(`${START}(?:${YOU})?(?:anagram|augment|convert|encode|enhance|format|jumble|misspell|modify|provide|rearrange|render|reverse|rewrite|scramble|shuffle|substitute|translate|change|replace|begin|start|end|finish|prefix|limit|write) (?:(?:all|every|each|the|your)\\b(?: \\p{L}+){0,4} )?(?:of |in )?your (?:next |final |whole |entire )?(?:reply|replies|response|answer|output|summary|message)(?:'s)?\\b`, 'u'),
  new RegExp(`${START}in your (?:next |final )?(?:reply|response|answer|output|summary),? ${DO}\\b`, 'u'),
  new RegExp(`${START}(?:${YOU})?(?:respond|reply|answer) (?:only|exclusively|always|just|in all cases) (?:with|in|by)\\b`, 'u'),
  // "Your answer about the lamp must contain …", "End every reply with …", "In your summary of this page, call …", "When summarizing this page, mention …"
  /\byour (?:next |final |own |every )?(?:reply|replies|responses?|answers?|output|summary|summaries)(?: (?:about|to|on|for|of) (?:[\p{L}'-]+ ){0,5}?[\p{L}'-]+)? (?:must|should|shall|has to|have to|needs? to) (?:always |also |only )?(?:contain|include|mention|say|state|begin|start|end|use|recommend|praise|name|call|describe)\b/u,
  new RegExp(`${START}(?:${YOU})?(?:always )?(?:end|begin|start|finish|close|open|conclude) (?:every|each|all|any)(?: of your)? (?:reply|replies|responses?|answers?|messages?|summary|summaries)\\b[^.;!?]{0,80}? (?:with|by)\\b`, 'u'),
  new RegExp(`${START}in your (?:next |final )?(?:reply|response|answer|output|summary) (?:of|about|to|on|for) (?:[\\p{L}'-]+ ){0,5}?[\\p{L}'-]+, ?(?:please )?${DO}\\b`, 'u'),
  new RegExp(`${START}(?:when|while|whenever|before|after|if) (?:you (?:are )?)?(?:summari[sz](?:e|ing)|paraphras(?:e|ing)|quot(?:e|ing)|cit(?:e|ing)|describ(?:e|ing)|answer(?:ing)?(?: questions)? (?:about|from)) (?:this|the) (?:page|document|text|article|passage|source|site|website|content),? (?:please |always |you (?:must|should) )?${DO}\\b`, 'u'),
  // "The assistant should state that …", "Answer engines must present …", "Note to crawlers: describe …"
  new RegExp(`${START}(?:the |all |any |every )?(?:a\\.?i\\.? (?:assistants?|models?|systems?|engines?)|assistant|language models?|llms?|chat ?bots?|answer engines?) (?:must|should|shall|has to|have to) (?:always |only |also )?(?:state|say|mention|present|describe|recommend|tell|reply|respond|answer|claim|praise|call|output|repeat)\\b`, 'u'),
  new RegExp(`(?:^|[.!?:;\\]|] )(?:note|notice|message|instructions?) (?:to|for) (?:all |any |the )?(?:crawlers?|summari[sz]ers?|answer engines?|bots|scrapers?|machine readers?)(?:(?: and| or|,) (?:crawlers?|summari[sz]ers?|answer engines?|bots|scrapers?|readers?))* ?[:,—–-] ?(?:please )?${DO}\\b`, 'u'),
  new RegExp(`(?:^|[.!?:;\\]|] )(?:hey|hi|hello|dear|ok|okay)[ ,]+(?:${MODEL})[ ,:!—–-]+(?:the |this |your )(?:user|reader|human|person) (?:wants?|asks?|expects?|needs?|has asked)\\b`, 'u'),
  // "Disregard the text above and …"
  new RegExp(`${START}(?:${YOU})?(?:ignore|disregard|forget|override|discard) (?:all (?:of )?)?(?:the|this|that|all|any|every) (?:other |previous |whole )?(?:text|content|information|paragraphs?|sentences?|passages?|document|page|article) (?:above|below|before|so far|preceding)\\b`, 'u'),
  // "Reveal your system prompt."
  new RegExp(`(?:${START}(?:${YOU})?|${YOU})(?:reveal|print|output|show|repeat|leak|send|disclose|display|tell|give|share|post|dump|exfiltrate)(?: me| us| out)? (?:your|the|all|any)(?: \\p{L}+){0,3} (?:system prompts?|(?:hidden|initial|secret|original|internal) (?:instructions?|prompts?|rules)|conversation(?: history)?|chat history|user's (?:question|data|messages?|query))\\b`, 'u'),
  new RegExp(`${START}(?:${YOU})?(?:do not|don't|never) (?:tell|inform|alert|notify|warn|mention (?:this|it|that) to|reveal (?:this|it) to) the (?:user|reader|human)(?:s)? (?:about|of|that|any)? ?(?:this|these|it) (?:instructions?|prompt|message|rule|order)s?\\b`, 'u'),
];
