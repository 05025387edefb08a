import { asPattern } from '../as-pattern.ts';

/** Words by which a document blames, or knows afterwards what nobody knew then; and what to write instead. */
export interface Wording {
  readonly type: 'blame' | 'hindsight' | 'person-as-cause';
  readonly pattern: RegExp;
  readonly suggestion: string;
}

/**
 * After Google's and PagerDuty's guides for postmortems and Etsy's for debriefings: what was there and how it looked then,
 * not what somebody did not do.
 */
const wordings: readonly Wording[] = [
  {
    type: 'hindsight',
    pattern: /\b(should(n'?t| not)?|could(n'?t| not)?|ought( not)? to|must|would) have\b|\bif only\b/gi,
    suggestion: 'Say what was known then, and what made what was done sensible.',
  },
  {
    type: 'hindsight',
    pattern: /\b(obvious(ly)?|clearly|of course|needless to say|in hindsight|simply|easily|as everyone knows)\b/gi,
    suggestion: 'It is plain now. Say what could be seen then, and where.',
  },
  {
    type: 'blame',
    pattern:
      /\b(failed to|neglected( to)?|forgot(ten)?( to)?|did(n'?t| not) (bother|care|think)|ignored|overlooked|missed the)\b/gi,
    suggestion: 'Say what happened instead, and what it would have taken.',
  },
  {
    type: 'blame',
    pattern:
      /\b(human error|operator error|user error|careless(ly|ness)?|negligen(t|ce)|sloppy|incompeten(t|ce)|stupid(ly)?|blame[ds]?|at fault|guilty|(whose|his|her|their|my|your) fault|screwed up|messed up|botched)\b/gi,
    suggestion: 'Say what the system let happen, and what was in the way of noticing.',
  },
];

/** Most texts hold none, and need no look for names. */
const causeWord = /cause|broke|down|crash|trigger|introduce|responsible|blame/i;
const causes = String.raw`(?:caused|broke|brought down|took down|crashed|triggered|introduced|is responsible for|was responsible for|is to blame|was to blame)`;

export interface Found extends Wording {
  readonly words: string;
}

/**
 * Wording that a review would stop at.
 *
 * @param people names of people, so that a person as a cause is seen
 */
export function wordingIn(text: string, people: readonly string[]): Found[] {
  const plain = text.replace(/[’‘]/g, "'");
  const found = wordings.flatMap((one) => [...plain.matchAll(one.pattern)].map(([words]) => ({ ...one, words })));
  return [...found, ...personAsCause(plain, people)];
}

function personAsCause(text: string, people: readonly string[]): Found[] {
  if (!causeWord.test(text)) return [];
  const known = people.filter((name) => name.length > 1 && text.includes(name)).map(asPattern);
  const who = [
    ...known,
    String.raw`(?:an? |the )?(?:engineer|operator|developer|admin(?:istrator)?|sre|on-?caller?)`,
  ].join('|');
  const patterns = [
    new RegExp(String.raw`(?:^|[^\p{L}])((?:${who})(?:'s)? (?:mistake |error |change )?${causes})\b`, 'giu'),
    new RegExp(String.raw`\b((?:caused|broken|triggered|introduced) by (?:${who}))(?![\p{L}\p{N}])`, 'giu'),
  ];
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      type: 'person-as-cause' as const,
      pattern,
      words: match[1] ?? match[0],
      suggestion: 'No person is a cause. Say what the change was, and what let it through.',
    })),
  );
}
