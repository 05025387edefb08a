import { setTimeout as after } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import { ChatError } from '@tocsin/app';
import { decide, person } from '@tocsin/incident';
import { type Rendered, refused, usageWithForm } from '../../blocks/index.ts';
import type { ClientOptions } from '../../client.ts';
import { type OpenView, openView, updateView } from '../../modals.ts';
import { respondTo } from '../../respond-to.ts';
import { declareView } from '../../views/declare.ts';
import type { About } from '../../views/form.ts';
import { formOf, formOfAny } from '../../views/forms.ts';
import { formOfAnyView, formView } from '../../views/incident-form.ts';
import { menu } from '../../views/menu.ts';
import type { Meta } from '../../views/meta.ts';
import { notice, opening } from '../../views/notice.ts';
import type { SlackWorld, Surroundings } from '../../world.ts';
import { addressed } from '../commands/which.ts';
import { type Ask, opened } from './ask.ts';

export type Around = Surroundings & { readonly slack: ClientOptions };

/** Where a form can be opened: with a trigger, or in the modal that the person is in; in a mention neither. */
export interface Surface {
  readonly trigger?: string;
  readonly view?: OpenView;
  /** Where an answer is still read once Slack no longer waits for one. */
  readonly responseUrl?: string;
  /** The message that something is made from. */
  readonly from?: Meta['from'];
}

/** A trigger lives three seconds; whatever is still being read after this time fills the modal once it is open. */
const patienceMs = 700;

type Prepared =
  | { readonly type: 'view'; readonly view: ModalView; readonly incident?: string }
  | { readonly type: 'reply'; readonly reply: Rendered };

/**
 * Opens what is asked with, filled in with what was given. What cannot be done now is answered why, without a modal; and
 * where no modal can be opened, or not in time, the answer says what to type and has a button that opens it.
 */
export async function openForm(around: Around, ask: Ask, surface: Surface): Promise<Rendered | typeof opened> {
  const preparing = prepare(around, ask, surface);
  if (surface.view) return replaceView(around, await preparing, surface.view);
  if (surface.trigger === undefined) return instead(ask, await preparing);
  try {
    return await openBeforeTrigger(around, ask, { preparing, trigger: surface.trigger });
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    around.log.warn('could not open a modal', { form: ask.form, error: error.slackCode, cause: ask.asked.cause });
    const reply = instead(ask, await preparing);
    // A trigger and Slack's patience with an answer end together.
    if (surface.responseUrl === undefined) return reply;
    return respondTo(surface.responseUrl, reply).then(
      () => opened,
      () => reply,
    );
  }
}

async function openBeforeTrigger(
  { slack }: Around,
  { form }: Ask,
  { preparing, trigger }: { preparing: Promise<Prepared>; trigger: string },
): Promise<Rendered | typeof opened> {
  const waiting = new AbortController();
  const patience = after(patienceMs, undefined, { signal: waiting.signal }).catch(() => undefined);
  const first = await Promise.race([preparing, patience]).finally(() => waiting.abort());
  if (first?.type === 'reply') return first.reply;
  if (first) {
    await openView(slack, { trigger, view: first.view });
    return opened;
  }
  const title = titleOf(form);
  const view = await openView(slack, { trigger, view: opening(title) });
  const late = await preparing.catch(async (error: unknown) => {
    await updateView(slack, { ...view, view: notice(title, refused('it took too long; please try again')) });
    throw error;
  });
  await updateView(slack, { ...view, view: late.type === 'view' ? late.view : notice(title, late.reply) });
  return opened;
}

async function replaceView({ slack }: Around, prepared: Prepared, view: OpenView): Promise<Rendered | typeof opened> {
  if (prepared.type === 'reply') return prepared.reply;
  await updateView(slack, { ...view, view: prepared.view });
  return opened;
}

function instead({ form, given, usage }: Ask, prepared: Prepared): Rendered {
  if (prepared.type === 'reply') return prepared.reply;
  const { incident } = prepared;
  return usageWithForm(usage, { form, label: titleOf(form), ref: { given, ...(incident ? { incident } : {}) } });
}

async function prepare(
  { world: make }: Around,
  { form, given, asked }: Ask,
  { from }: Pick<Surface, 'from'>,
): Promise<Prepared> {
  const world = await make();
  const now = world.clock.now().toISOString();
  const { channel, user } = asked;
  const where = channel === '' ? {} : { channel };
  if (form === 'declare') {
    const meta = { ...where, ...(from ? { from } : {}) };
    return { type: 'view', view: declareView({ ...world.catalog, now }, { given, meta }) };
  }
  const found = await addressed(world, asked);
  const ofAny = found.type === 'elsewhere' ? formOfAny(form) : undefined;
  if (ofAny) {
    const known = { given, ...where, ...(from ? { from } : {}) };
    return { type: 'view', view: formOfAnyView({ name: form, form: ofAny }, { now, by: person(user) }, known) };
  }
  if (found.type !== 'incident') return { type: 'reply', reply: found.reply };
  const { incident } = found;
  const workflow = world.catalog.workflows.find(({ id }) => id === incident.workflow);
  const { settings, workflows } = world.catalog;
  const about: About = { incident, settings, workflows, by: person(user), now, ...(workflow ? { workflow } : {}) };
  if (form === 'more') return { type: 'view', view: menu(about, where.channel), incident: incident.id };
  const attempt = formOf(form).attempt?.(about, given);
  const barred = attempt && reasonAgainst(world, about, attempt);
  if (barred !== undefined) return { type: 'reply', reply: refused(barred) };
  return {
    type: 'view',
    view: formView(form, about, { given, ...where, ...(from ? { from } : {}) }),
    incident: incident.id,
  };
}

/** Whether the incident would take it now; a form that can only be refused is not worth filling in. */
function reasonAgainst(
  { catalog }: SlackWorld,
  { incident, now }: About,
  command: Parameters<typeof decide>[1],
): string | undefined {
  const decision = decide(incident, command, { at: now, ...catalog });
  return decision.type === 'refusal' ? decision.reason : undefined;
}

const titleOf = (form: Ask['form']): string =>
  form === 'declare' ? 'Declare an incident' : form === 'more' ? 'What to do' : formOf(form).title;
