import { declaration, entry, together } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Sentence } from '../model.ts';
import { code, propose, quote, say, strong, time } from '../say.ts';
import { ofKind, type Statement } from '../statements.ts';

/** More proposals than these are a list to strike from, not one to think about. */
const [mostTriggers, mostFactors] = [4, 10];

/** What set it off, and what had to be there for it to: plural, and proposed alone, for a cause is people's to judge. */
export function factors(facts: Facts): Block[] {
  const changes = triggersOf(facts);
  const triggers = changes.map((one) => quoted(one, whyTrigger(one)));
  const known = [...fromTriage(facts), ...fromStatements(facts, new Set(changes))].slice(0, mostFactors);
  return [
    { type: 'heading', text: 'Trigger' },
    ...(triggers.length > 0 ? [{ type: 'list', items: triggers } as const] : []),
    {
      type: 'prompt',
      question:
        triggers.length > 0
          ? 'Which of these set it off, if any?'
          : 'What set it off: a change, a load, a date, something outside?',
      evidence: [],
    },
    { type: 'heading', text: 'Contributing factors' },
    ...(known.length > 0 ? [{ type: 'list', items: known } as const] : []),
    {
      type: 'prompt',
      question:
        'Which technical, process and organisational factors came together? What made each a sensible thing at the time? There is seldom one alone.',
      evidence: [],
    },
  ];
}

const whyTrigger = ({ kinds }: Statement): string => {
  const what = kinds.has('change') ? 'it speaks of a change' : 'it speaks of load';
  return kinds.has('cause') ? `${what}, and calls it a cause` : what;
};

/** Changes and load that people spoke of: what they also called a cause first, then what came before the fault. */
function triggersOf(facts: Facts): Statement[] {
  const changes = ofKind(facts.statements.all, 'change', 'load');
  const began = facts.clocks.began?.at ?? '';
  const rank = ({ kinds, at }: Statement): number => (kinds.has('cause') ? 0 : at <= began ? 1 : 2);
  return changes
    .map((one, index) => ({ one, index }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.index - b.index)
    .slice(0, mostTriggers)
    .map(({ one }) => one);
}

/** What differs from run to run of the same failure: times, counts, ids. */
const changing = /[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi;

function fromTriage({ of, workflow, step, given, runs }: Facts): Sentence[] {
  const named = of('step.named').at(-1);
  const { naming } = given.incident;
  if (!workflow || !step || !naming || !named) return [];
  const suspects = naming.suspects
    .slice(0, 3)
    .map(({ dependency, kind, why }) =>
      propose(
        'triage suspects it',
        [entry(named.ref), declaration(workflow.id, step.id)],
        'The ',
        kind === 'hard' ? 'hard dependency ' : 'soft dependency ',
        strong(titleOf(step, dependency)),
        ' of the step ',
        code(step.id),
        `: ${why}.`,
      ),
    );
  const reasons = new Map<string, (typeof runs)[number]>();
  for (const known of runs) {
    const reason = known.failed?.reason;
    const same = reason?.replace(changing, '#');
    if (same !== undefined && !reasons.has(same)) reasons.set(same, known);
  }
  const seen = [...reasons.values()]
    .slice(0, 2)
    .map(({ failed, sources, run }) =>
      propose(
        'a failed canary run says so',
        sources,
        'The step ',
        code(failed?.step ?? step.id),
        ' failed at ',
        time(run.startedAt),
        ' with ',
        quote(failed?.reason ?? ''),
        '.',
      ),
    );
  return [...suspects, ...seen];
}

const titleOf = (step: NonNullable<Facts['step']>, id: string): string =>
  step.needs.find(({ dependency }) => dependency.id === id)?.dependency.title ?? id;

/** What people called a cause, and what they said when they mitigated or resolved it. */
function fromStatements({ statements, of, names }: Facts, told: ReadonlySet<Statement>): Sentence[] {
  const causes = ofKind(statements.all, 'cause')
    .filter((one) => !told.has(one))
    .map((one) => quoted(one, 'it says what something came from'));
  const ends = [...of('incident.mitigated'), ...of('incident.resolved')];
  const endings = ends.flatMap(({ entry: one, ref }, index) =>
    one.note === undefined || ends.slice(index + 1).some((later) => later.entry.note?.includes(one.note ?? ''))
      ? []
      : [
          propose(
            'what ended it tells what it came from',
            [entry(ref)],
            names.actor(one.by),
            ` marked it ${one.type.slice(9)} at `,
            time(one.at),
            ' with ',
            quote(names.inText(one.note)),
            '.',
          ),
        ],
  );
  return [...causes, ...endings];
}

export const quoted = ({ who, at, text, sources }: Statement, because: string): Sentence =>
  propose(because, sources, who, ' wrote at ', time(at), ': ', quote(text), '.');

/** A statement told as it is, with nothing drawn from it. */
export const asSaid = ({ who, at, text, sources }: Statement): Sentence =>
  say(together(sources) ?? sources, who, ' wrote at ', time(at), ': ', quote(text), '.');
