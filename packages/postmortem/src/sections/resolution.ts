import type { Clock } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import type { Block } from '../model.ts';
import { say, time } from '../say.ts';
import { ofKind } from '../statements.ts';
import { asSaid } from './factors.ts';

/** Mitigation ends what users feel, the fix what it came from: told apart. */
export function resolution(facts: Facts): Block[] {
  const { clocks, statements, impact } = facts;
  const around = ofKind(statements.all, 'recovery', 'attempt').filter(
    ({ at }) => impact === undefined || at >= impact.from,
  );
  const signs = around
    .filter(({ kinds }) => kinds.has('recovery'))
    .slice(0, 8)
    .sort((a, b) => a.at.localeCompare(b.at));
  return [
    { type: 'heading', text: 'Mitigation' },
    ...ending(clocks.mitigated, 'What ended it for users, and when?', 'At '),
    ...(signs.length > 0 ? [{ type: 'list', items: signs.map(asSaid) } as const] : []),
    { type: 'heading', text: 'Fix' },
    ...ending(clocks.resolved, 'What took away what it came from, and when?', 'At '),
    {
      type: 'prompt',
      question: 'What of it is for good, and what will be undone or has still to be done?',
      evidence: [],
    },
  ];
}

const ending = (clock: Clock | undefined, question: string, begin: string): Block[] =>
  clock
    ? [{ type: 'paragraph', sentences: [say(clock.sources, begin, time(clock.at), ': ', ...clock.how, '.')] }]
    : [{ type: 'prompt', question, evidence: [] }];
