import { type Incident, person } from '@tocsin/incident';
import { done, refused } from '../../blocks/index.ts';
import { filledIn, type Values } from '../../views/filled.ts';
import { formOf, formOfAny, isForm } from '../../views/forms.ts';
import { incidentChosen, noIncidentChosen } from '../../views/incident-form.ts';
import { parseMeta } from '../../views/meta.ts';
import { notice, type SentView, withRefusal } from '../../views/notice.ts';
import { carriedOut } from './carry-out.ts';
import { submitDeclaration } from './declare.ts';
import type { Around } from './open.ts';
import type { ViewAnswer } from './view-answer.ts';

export interface Submission {
  readonly view: SentView & { readonly id: string; readonly state: { readonly values: Values } };
  readonly user: string;
  readonly stranger: boolean;
}

/**
 * A modal was submitted. What is unclear is said under its field, what was refused on top of what was typed. A modal is
 * submitted once: its id is the cause, so that a second submission of the same changes nothing.
 */
export async function submitted(
  around: Pick<Around, 'world'>,
  { view, user, stranger }: Submission,
): Promise<ViewAnswer> {
  const [, name = ''] = view.callback_id.split('.');
  const cause = `view:${view.id}`;
  const filled = filledIn(view.state.values);
  const world = await around.world();
  const meta = parseMeta(view.private_metadata);
  if (name === 'declare') return submitDeclaration(world, { filled, meta, user, stranger, cause, view });
  const { channel, from, walk } = meta;
  if (!isForm(name)) return undefined;
  const ofAny = meta.incident === undefined ? formOfAny(name) : undefined;
  const incident = ofAny ? incidentChosen(filled) : meta.incident;
  if (incident === undefined) return ofAny && { response_action: 'errors', errors: noIncidentChosen };
  const now = world.clock.now().toISOString();
  const meant = formOf(name).read(filled, { by: person(user), now, from, walk });
  if (meant.type === 'unclear') return { response_action: 'errors', errors: meant.errors };
  const asking = { incident, channel, stranger, by: person(user), cause };
  const outcome = await carriedOut(world, meant, asking);
  if (outcome.type === 'refusal')
    return { response_action: 'update', view: withRefusal(view, refused(outcome.reason)) };
  const told = ofAny ? (about: Incident) => done(ofAny.done, about) : formOf(name).told;
  const said = outcome.said ?? (outcome.incident && told?.(outcome.incident));
  return said && { response_action: 'update', view: notice(formOf(name).title, said, meta) };
}
