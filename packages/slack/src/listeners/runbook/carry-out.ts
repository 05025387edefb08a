import { type Committed, moveWalk, undoAct } from '@tocsin/app';
import { type Incident, person } from '@tocsin/incident';
import type { Move } from '@tocsin/runbook';
import { type Rendered, refused } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';

/** Who does something with a walk, and from where. */
export interface Walker {
  readonly user: string;
  readonly channel: string;
  readonly stranger: boolean;
  /** What tells a redelivery. */
  readonly cause: string;
}

export type Wanted =
  | { readonly type: 'move'; readonly move: Move; readonly forReal?: true }
  | {
      readonly type: 'undo';
      readonly move: 'undo' | 'approve-undo' | 'decline-undo';
      readonly step: string;
      readonly attempt: number;
    };

export type CarriedOut =
  | { readonly type: 'done'; readonly incident?: Incident }
  | { readonly type: 'refused'; readonly reply: Rendered };

/** Does what somebody wants of a walk, if they may; the refusal says where the walk is now. */
export async function carryOut(
  world: SlackWorld,
  {
    incident,
    walk,
    wanted,
    walker: { user, channel, stranger, cause },
  }: { incident: string; walk: string; wanted: Wanted; walker: Walker },
): Promise<CarriedOut> {
  const asker = { incident, walk, by: person(user), channel, stranger, cause };
  return settled(
    wanted.type === 'move'
      ? await moveWalk(world, { ...asker, move: wanted.move, ...(wanted.forReal ? { forReal: true } : {}) })
      : await undoAct(world, { ...asker, move: wanted.move, step: wanted.step, attempt: wanted.attempt }),
  );
}

export function settled(outcome: Committed): CarriedOut {
  if (outcome.type === 'done') return { type: 'done', incident: outcome.incident };
  return outcome.code === 'nothing-new'
    ? { type: 'done' }
    : { type: 'refused', reply: refused(outcome.reason.replace(/\.$/, '')) };
}
