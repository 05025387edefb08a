import type { Exits, Step, Target } from '../model.ts';
import {
  beginWalk,
  decideMove,
  foldWalk,
  type Move,
  recordOf,
  type Walk,
  type WalkEvent,
  type WalkPlan,
} from './index.ts';

// For tests of walking: a plan, and people who walk it.
export const to = (step: string): Target => ({ type: 'step', step });
export const end: Target = { type: 'end' };
export const planned = (id: string, type: Step['type'], exits: Partial<Exits>, more = {}) => ({
  id,
  title: id.toUpperCase(),
  type,
  exits: { branches: [], ...exits },
  ...more,
});
/** look ─► ask ─Yes─► mend ─► over, and ask ─No─► over */
export const plan: WalkPlan = {
  file: 'a.md',
  version: 'v1',
  title: 'A',
  steps: [
    planned('look', 'check', { onward: to('ask') }, { timeoutMs: 30_000 }),
    planned('ask', 'decide', {
      branches: [
        { label: 'Yes', target: to('mend') },
        { label: 'No', target: to('over') },
      ],
    }),
    planned('mend', 'act', { onward: to('over'), otherwise: to('ask') }, { timeoutMs: 10_000, approval: true }),
    planned('over', 'do', { onward: end }),
  ],
};
export const at = (minute: number) => `2026-11-05T14:${String(minute).padStart(2, '0')}:00.000Z`;

/** A walk that people make, minute by minute. */
export function start(from: WalkPlan = plan) {
  const begun = beginWalk(from, { by: 'U1', at: at(0) });
  if (begun.type === 'refused') throw new Error(begun.reason);
  const events: WalkEvent[] = [...begun.events];
  let minute = 0;
  const current = (): Walk => {
    const walk = foldWalk(events);
    if (!walk) throw new Error('no walk');
    return walk;
  };
  /** A move on the step that is the current one, unless it says otherwise. */
  const move = (type: Move['type'], more: object = {}, by = 'U1') => {
    const walk = current();
    const step = walk.at ?? '';
    const made = { type, step, attempt: recordOf(walk, step).attempt, ...more } as Move;
    minute += 1;
    const moved = decideMove(walk, made, { by, at: at(minute) });
    if (moved.type === 'moved') events.push(...moved.events);
    return moved;
  };
  return { events, current, move, state: (id: string) => recordOf(current(), id) };
}
