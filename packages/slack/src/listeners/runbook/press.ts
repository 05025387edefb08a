import { beginWalk, findIncident } from '@tocsin/app';
import { person, walkOf } from '@tocsin/incident';
import { type Move, plannedStep } from '@tocsin/runbook';
import { actionIds } from '../../action-ids.ts';
import { type Rendered, refused } from '../../blocks/index.ts';
import { parseBookRef, parseWalkRef, type WalkRef } from '../../walk-ref.ts';
import type { SlackWorld } from '../../world.ts';
import { carryOut, settled, type Walker, type Wanted } from './carry-out.ts';

/**
 * A button of a walk was pressed. It says where the walk was when it was shown: a press that comes late is refused, with
 * where the walk is now, and nothing is said to one that moved it, for the message shows that.
 */
export async function walkPressed(
  world: SlackWorld,
  { action, value, ...walker }: Walker & { readonly action: string; readonly value: string },
): Promise<Rendered | undefined> {
  const [, name = ''] = action.split('.');
  if (name === 'begin') {
    const { user, channel, stranger, cause } = walker;
    const begun = settled(
      await beginWalk(world, { ...parseBookRef(value), by: person(user), channel, stranger, cause }),
    );
    return begun.type === 'refused' ? begun.reply : undefined;
  }
  const ref = parseWalkRef(value);
  const wanted = name === 'answer' ? await answered(world, ref, walker) : wantedBy(name, ref);
  if (!wanted) return refused(`I do not know the button ${actionIds.walk}.${name}`);
  const done = await carryOut(world, { incident: ref.incident, walk: ref.walk, wanted, walker });
  return done.type === 'refused' ? done.reply : undefined;
}

function wantedBy(name: string, { step = '', attempt = 0 }: WalkRef): Wanted | undefined {
  switch (name) {
    case 'done':
    case 'start':
    case 'approve':
    case 'decline':
    case 'again':
    case 'go-on':
    case 'back':
      return { type: 'move', move: { type: name, step, attempt } };
    case 'start-for-real':
      return { type: 'move', move: { type: 'start', step, attempt }, forReal: true };
    case 'undo':
    case 'approve-undo':
    case 'decline-undo':
      return { type: 'undo', move: name, step, attempt };
    default:
      return undefined;
  }
}

/** A label may be longer than a button's value; the walk knows it by its number. */
async function answered(
  world: SlackWorld,
  { incident: id, walk: walkId, step = '', attempt = 0, answer = -1 }: WalkRef,
  { user, channel }: Walker,
): Promise<Wanted> {
  const incident = await findIncident(world, { id }, { user, channel });
  const walk = incident && walkOf(incident, walkId);
  const label = walk && plannedStep(walk.walk, step)?.exits.branches[answer]?.label;
  const move: Move = { type: 'answer', answer: label ?? '', step, attempt };
  return { type: 'move', move };
}
