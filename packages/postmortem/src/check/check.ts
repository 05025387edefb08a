import { openActions } from '@tocsin/incident';
import { questionsIn } from '../channel/questions.ts';
import { keyOf } from '../cite.ts';
import { clockTitles } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import { type Block, type Citation, citedIn, type Row, type Section, type Sentence, wordsIn } from '../model.ts';
import type { Finding } from './finding.ts';
import { wordingIn } from './wording.ts';

/** What people should look at before this is reviewed, the gravest first. */
export function check(
  sections: readonly Section[],
  { citations, facts }: { readonly citations: readonly Citation[]; readonly facts: Facts },
): Finding[] {
  const people = peopleIn(sections);
  const known = new Set(citations.map(({ key }) => key));
  return [
    ...incomplete(facts),
    ...sections.flatMap(missing),
    ...sections.flatMap((section) => uncited(section, known)),
    ...contradictions(facts),
    ...once(sections.flatMap((section) => wording(section, people))),
    ...ownerless(facts),
    ...openQuestions(facts),
  ];
}

const incomplete = ({ given, statements }: Facts): Finding[] => [
  ...(given.channel.incomplete === undefined
    ? []
    : [
        {
          type: 'incomplete',
          words: `Not all of the channel could be read: ${given.channel.incomplete}`,
          suggestion: 'Read what is missing by hand.',
        } as const,
      ]),
  ...(statements.left === 0
    ? []
    : [
        {
          type: 'incomplete',
          section: 'timeline',
          words: `${statements.left} messages that carry facts were left out: more telling ones were kept`,
          suggestion: 'Put what is missing on the timeline, and draft again.',
        } as const,
      ]),
];

/** Nothing in it but questions. */
function missing({ id, blocks }: Section): Finding[] {
  return blocks.some((block) => citedIn(block).length > 0)
    ? []
    : [
        {
          type: 'missing-section',
          section: id,
          words: 'nothing is on record',
          suggestion: 'Answer its questions, or say why there is nothing.',
        },
      ];
}

function uncited({ id, blocks }: Section, known: ReadonlySet<string>): Finding[] {
  return blocks
    .flatMap(citedIn)
    .filter(({ sources }) => sources.length === 0 || sources.some((source) => !known.has(keyOf(source))))
    .map((cited) => ({
      type: 'no-source',
      section: id,
      words: plainOf(cited),
      suggestion: 'Say where it is from, or strike it.',
    }));
}

const plainOf = (cited: Sentence | Row): string =>
  wordsIn(cited)
    .map((part) => ('text' in part ? part.text : ''))
    .join('')
    .slice(0, 120);

function contradictions({ clocks, runs }: Facts): Finding[] {
  const order = ['began', 'detected', 'mitigated', 'resolved'] as const;
  const known = order.flatMap((name) => (clocks[name] ? [{ name, at: clocks[name].at }] : []));
  const over = clocks.resolved?.at ?? '~';
  const late = runs.filter(
    ({ run }) => !run.ok && run.startedAt > (clocks.mitigated?.at ?? '~') && run.startedAt < over,
  );
  const failing: Finding[] =
    late.length === 0
      ? []
      : [
          {
            type: 'contradiction',
            section: 'impact',
            words: `${late.length === 1 ? 'A canary run' : `${late.length} canary runs`} failed after it was said to be mitigated`,
            suggestion: 'Say until when users were affected.',
          },
        ];
  const early = known.flatMap(({ name, at }, index): Finding[] => {
    const before = known[index - 1];
    if (!before || before.at <= at) return [];
    return [
      {
        type: 'contradiction' as const,
        section: 'clocks' as const,
        words: `${clockTitles[name]} is earlier than: ${clockTitles[before.name].toLowerCase()}`,
        suggestion: 'Correct the entry that says so, and draft again.',
      },
    ];
  });
  return [...early, ...failing];
}

/** People's names as the draft shows them. */
const peopleIn = (sections: readonly Section[]): string[] => [
  ...new Set(
    sections.flatMap(({ blocks }) =>
      blocks
        .flatMap(citedIn)
        .flatMap((cited) => wordsIn(cited).flatMap((part) => (part.type === 'person' ? [part.name] : []))),
    ),
  ),
];

function wording({ id, blocks }: Section, people: readonly string[]): Finding[] {
  return blocks.flatMap((block: Block) =>
    citedIn(block).flatMap((cited) =>
      wordsIn(cited).flatMap((part) => {
        if (part.type !== 'quote' && part.type !== 'text' && part.type !== 'strong') return [];
        return wordingIn(part.text, people).map(({ type, words, suggestion }): Finding => {
          if (part.type !== 'quote') return { type, section: id, words, suggestion };
          const said = part.text.length > 160 ? `${part.text.slice(0, 160)}…` : part.text;
          return {
            type,
            section: id,
            words: `${words}, in “${said}”`,
            suggestion: `It stays as it was said. In your own words: ${suggestion}`,
            quoted: true,
          };
        });
      }),
    ),
  );
}

/** What is quoted in several sections is said once. */
const once = (findings: readonly Finding[]): Finding[] =>
  [
    ...new Map(findings.map((finding) => [`${finding.type} ${finding.words}`, finding] as const).reverse()).values(),
  ].reverse();

const ownerless = ({ given }: Facts): Finding[] =>
  openActions(given.incident).flatMap(({ id, owner, due }): Finding[] => [
    ...(owner === undefined
      ? [
          {
            type: 'action-without-owner',
            section: 'actions',
            words: `${id} has no owner`,
            suggestion: 'Ask who takes it, or drop it.',
          } as const,
        ]
      : []),
    ...(due === undefined
      ? [
          {
            type: 'action-without-date',
            section: 'actions',
            words: `${id} has no date`,
            suggestion: 'Agree on a day, or drop it.',
          } as const,
        ]
      : []),
  ]);

/** More of them are a channel in which people ask without question marks in mind. */
const mostQuestions = 20;

function openQuestions({ messages, names }: Facts): Finding[] {
  return questionsIn(messages)
    .filter(({ answer }) => answer === undefined)
    .slice(0, mostQuestions)
    .map(({ asked }) => ({
      type: 'open-question',
      section: 'lessons',
      words: names.inText(asked.text).replace(/\s+/g, ' ').trim().slice(0, 200),
      suggestion: 'Answer it, or make an action item of it.',
      quoted: true,
    }));
}
