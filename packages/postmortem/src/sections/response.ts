import type { StepRecord } from '@tocsin/runbook';
import type { Facts } from '../facts.ts';
import type { Block, Row } from '../model.ts';
import { code, type Part, quote, row, time } from '../say.ts';
import type { WalkedRunbook } from '../sources.ts';
import { ofKind } from '../statements.ts';
import { asSaid } from './factors.ts';

/** What people did: the runbook's steps, what was tried, what was decided, what was asked. */
export function response(facts: Facts): Block[] {
  const walks = facts.given.walks.flatMap((walked) => walkBlocks(walked, facts));
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

/** Each step of a walk that was begun, with what became of it. */
function walkBlocks({ id, walk }: WalkedRunbook, { names }: Facts): Block[] {
  const rows = walk.plan.steps.flatMap(({ id: step, title }): Row[] => {
    const record = Object.hasOwn(walk.steps, step) ? walk.steps[step] : undefined;
    if (!record) return [];
    return outcomesOf(record).map((outcome) =>
      row(
        [{ type: 'runbook', walk: id, step }],
        [title],
        outcomeWords(outcome, names),
        'at' in outcome ? [time(outcome.at)] : '',
        'by' in outcome ? [names.of(outcome.by)] : '',
      ),
    );
  });
  const [first] = rows;
  if (!first) return [];
  return [{ type: 'table', head: [`Step of ${walk.plan.title}`, 'What became of it', 'Time (UTC)', 'By'], rows }];
}

const outcomesOf = ({ earlier, status }: StepRecord): StepRecord['status'][] => [...earlier, status];

function outcomeWords(outcome: StepRecord['status'], names: Facts['names']): Part[] {
  switch (outcome.type) {
    case 'done':
      return ['done'];
    case 'skipped':
      return ['skipped: ', quote(names.inText(outcome.why))];
    case 'did-not-work':
      return ['did not work: ', quote(names.inText(outcome.why))];
    case 'answered':
      return ['answered ', quote(names.inText(outcome.answer))];
    case 'checked':
      return [outcome.asExpected ? 'as expected: ' : 'not as expected: ', code(outcome.said)];
    case 'acted':
      return [outcome.worked ? 'worked: ' : 'did not work: ', code(outcome.said)];
    case 'pending':
      return ['not begun'];
    case 'active':
    case 'asked':
    case 'running':
      return ['begun, not ended'];
    default:
      return outcome satisfies never;
  }
}
