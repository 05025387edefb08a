import type { Facts } from '../facts.ts';
import type { Block, Row } from '../model.ts';
import { code, listed, type Part, quote, row, say, time } from '../say.ts';
import { ofKind } from '../statements.ts';
import { outcomeWords } from '../told-walks.ts';
import { type KnownWalk, outcomesOf } from '../walks.ts';
import { asSaid } from './factors.ts';

/** What people did: the runbook's steps, what was tried, what was decided, what was asked. */
export function response(facts: Facts): Block[] {
  const walks = facts.walks.flatMap((one) => walkBlocks(one, facts));
  const { all } = facts.statements;
  const byTime = (one: { at: string }, other: { at: string }): number => one.at.localeCompare(other.at);
  const decided = ofKind(all, 'decision').slice(0, 15).sort(byTime).map(asSaid);
  const tried = ofKind(all, 'attempt', 'command')
    .filter(({ kinds }) => !kinds.has('decision'))
    .slice(0, 20)
    .sort(byTime)
    .map(asSaid);
  return [
    { type: 'heading', text: 'Runbooks' },
    ...(walks.length > 0
      ? walks
      : [
          {
            type: 'prompt',
            question: 'No runbook was walked. Was there one that fitted, and was it found?',
            evidence: [],
          } as const,
        ]),
    ...(tried.length > 0
      ? [{ type: 'heading', text: 'What was tried' } as const, { type: 'list', items: tried } as const]
      : []),
    ...(decided.length > 0
      ? [{ type: 'heading', text: 'Decisions' } as const, { type: 'list', items: decided } as const]
      : []),
    ...(tried.length + decided.length === 0
      ? [
          {
            type: 'prompt',
            question: 'What was tried, what was dropped, and what was decided on which grounds?',
            evidence: [],
          } as const,
        ]
      : []),
  ];
}

/** Each step of a walk that was settled, with what became of it, and those that were not reached. */
function walkBlocks({ walk, sources, sourcesOf }: KnownWalk, { names }: Facts): Block[] {
  const rows = walk.plan.steps.flatMap(({ id, title }): Row[] =>
    outcomesOf(walk, id).map((outcome) =>
      row(sourcesOf(id), [title], outcomeWords(outcome, names), [time(outcome.at)], actorOf(outcome.by, names)),
    ),
  );
  const untouched = walk.plan.steps.filter(({ id }) => outcomesOf(walk, id).length === 0);
  const ended = walk.ended?.type === 'stopped' ? [', stopped with ', quote(names.inText(walk.ended.why))] : [];
  const begun = say(
    sources,
    'The runbook ',
    code(walk.plan.title),
    ' was begun at ',
    time(walk.startedAt),
    ...ended,
    ...(untouched.length > 0
      ? ['; not reached: ', ...listed(untouched.slice(0, 10).map(({ title }) => code(title)))]
      : []),
    '.',
  );
  return [
    { type: 'paragraph', sentences: [begun] },
    ...(rows.length > 0
      ? [{ type: 'table', head: ['Step', 'What became of it', 'Time (UTC)', 'By'], rows } as const]
      : []),
  ];
}

const actorOf = (by: string, names: Facts['names']): Part => (by === 'tocsin' ? 'Tocsin' : names.of(by));
