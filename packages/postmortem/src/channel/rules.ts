/** What a message tells. */
export type Kind =
  | 'decision'
  | 'change'
  | 'load'
  | 'attempt'
  | 'finding'
  | 'cause'
  | 'worse'
  | 'no-help'
  | 'impact'
  | 'recovery'
  | 'follow-up'
  | 'luck'
  | 'surprise'
  | 'question'
  | 'answer'
  | 'command'
  | 'link'
  | 'image';

export interface Rule {
  readonly kind: Kind;
  /** Said of every message that it picks. */
  readonly why: string;
  /** How telling: the most telling are kept when there are too many. */
  readonly weight: number;
  readonly pattern: RegExp;
}

/**
 * Words that carry facts in incident channels. Each pattern looks at a message in lower case, on one line, without what
 * stands in code, and without addresses. They are plain on purpose: whoever wonders why a message is in the draft can read it off here.
 */
export const rules: readonly Rule[] = [
  {
    kind: 'decision',
    why: 'it says what was decided',
    weight: 9,
    pattern:
      /\b(decision|decided|we('| a)re going (to|with)|let'?s (go|roll|fail|switch|turn|disable|drain|restart|revert|scale|use|keep|stop|hold)|agreed[,:. ]|go ahead|plan is|we will (not )?|call it:)/,
  },
  {
    kind: 'cause',
    why: 'it says what something came from',
    weight: 9,
    pattern:
      /\b(caused by|root cause|because of|due to|the (reason|culprit|trigger) (is|was)|turns out|smoking gun|triggered by|came from|introduced (in|by))\b/,
  },
  {
    kind: 'change',
    why: 'it speaks of a change',
    weight: 8,
    pattern:
      /\b((re)?deploy(s|ed|ing|ment)?|released?|rolled out|rollout|rolling out|merged|pushed|config(uration)? change|feature flag|flipped|migrat(ed|ion)|upgraded?|new version)\b/,
  },
  {
    kind: 'load',
    why: 'it speaks of load',
    weight: 7,
    pattern:
      /\b(traffic|load|requests|queries|writes|cpu|connections)\b.{0,30}\b(up|spik\w+|surg\w+|doubled|jumped|rising|climbing|\d+x|at 100 ?%|through the roof)\b|\b(spam\w*|ddos|thundering herd|flood(ed|ing))\b/,
  },
  {
    kind: 'attempt',
    why: 'it says what was done',
    weight: 7,
    pattern:
      /\b(restart(ed|ing)|roll(ed|ing) (it |this |them |that )?back|revert(ed|ing)|scal(ed|ing) (it )?(up|out|down|to)|fail(ed|ing) over|drain(ed|ing)|disabl(ed|ing)|turn(ed|ing) (it |them )?off|kill(ed|ing)|(i|we)('m| am|'re| are|'ve| have)? (just )?(try|trying|tried|ran|running|add(ed|ing)|increas(ed|ing)|chang(ed|ing)|stopp(ed|ing)|remov(ed|ing)|copy(ing)|copied|restor(ed|ing)|start(ed|ing)|rout(ed|ing)|direct(ed|ing))|hotfix(ed)?|workaround)\b|(^|[.!,;:] )(i |we )?(just )?(added|started|routed|raised|increased|copied|removed|stopped|changed|ran|restored|moved|switched|deleted|enabled|balancing|taking|making|running|trying) |\b(job|run|build|copy|restore|import) (is|has) (done|finished|completed)\b|\b(is|was|are|were) (executed|applied|reverted|enabled|disabled|restored)\b/,
  },
  {
    kind: 'finding',
    why: 'it says what was found',
    weight: 6,
    pattern:
      /\b(found|found out|confirmed|looks like|i (can )?see|seeing|shows?|logs? say|metrics? say|(error|failure|5xx|crash|cpu|latency|queue|lag|memory|connections?)s? (rate )?(is|are|at|up|went|spiked|climb\w*)|exhaust\w*|identical|all of them|only (in|on)|ruled out|not the)\b/,
  },
  {
    kind: 'worse',
    why: 'it says that something became worse',
    weight: 8,
    pattern:
      /\b(made (it|things) worse|getting worse|spread(s|ing)?|also (down|failing|broken|affected)|now .{0,30}\b(down|failing|broken) too|wrong (host|server|cluster|database|db|region|box)|accident(al|ally)?|mistake|lost access|locked out|can(no|')t (log in|reach|access|get into))\b/,
  },
  {
    kind: 'no-help',
    why: 'it says that something did not help',
    weight: 7,
    pattern:
      /\b(did(n'?t| not) (help|work|change)|no (effect|change|luck|difference)|still (failing|down|broken|seeing|high|stuck|timing out)|same (symptoms?|errors?)|stuck|hangs|hung|timed out|permission denied|empty|too (slow|long))\b/,
  },
  {
    kind: 'impact',
    why: 'it says who or what was affected',
    weight: 8,
    pattern:
      /\b(users?|customers?|clients|tenants?|visitors?|requests?|quer(y|ies)|projects?|orders?|accounts?|traffic|revenue|data loss|lost (data|about|roughly|around))\b.{0,80}(\d|%|\ball\b|\bnone\b|affected|impact|lost|fail|see|down|can(no|')t|unable)|\d.{0,40}\b(users?|customers?|requests?|quer(y|ies)|projects?|orders?|accounts?)\b/,
  },
  {
    kind: 'recovery',
    why: 'it says that something recovered',
    weight: 7,
    pattern:
      /\b(recover(s|ed|ing|y)?|back (to normal|up|online)|is back|are back|healthy( again)?|green( again)?|nominal|dropping|coming down|resolved|mitigated|all clear|works again|working again)\b/,
  },
  {
    kind: 'follow-up',
    why: 'it says what is left to do',
    weight: 8,
    pattern:
      /\b(action items?|follow[- ]?ups?|to-?do|we (need|ought) to (add|fix|write|build|update|make|have|test|check|document|alert|monitor)|ticket for|file a (bug|ticket)|after (this|the incident)|post-?mortem item|for the post-?mortem)\b/,
  },
  {
    kind: 'luck',
    why: 'it speaks of luck',
    weight: 8,
    pattern: /\b(luck(y|ily)?|fortunately|good thing|by (pure )?chance|happened to|coincidentally|thankfully)\b/,
  },
  {
    kind: 'surprise',
    why: 'it says that something was not expected',
    weight: 7,
    pattern:
      /\b(surpris\w*|unexpected(ly)?|weird|odd(ly)?|strange(ly)?|did(n'?t| not) (know|expect|realise|realize)|never knew|had no idea|thought (it|that|we|this))\b/,
  },
];

const smallTalk: ReadonlySet<string> = new Set(
  (
    'ok okay k thanks thank you thx ty cheers great nice cool awesome yes yep yeah no nope sure same hi hello hey morning ' +
    'evening lol haha hahaha oh wow phew hm hmm on it ack looking joining here me too good job work well done bye brb back ' +
    'all everyone folks team that is so very much for the to i am we are'
  ).split(' '),
);

/** Carries no fact: nothing but emoji, signs and the words people greet, thank and answer with. */
export const isChatter = (plain: string): boolean =>
  plain
    .replace(/:[a-z0-9_+'-]+:/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => word === '' || smallTalk.has(word));
