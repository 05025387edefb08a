import * as z from 'zod';
import { isObject } from '../blocks/check.ts';
import { SlackRefusal } from '../errors.ts';
import type { Json, View } from '../workspace/model.ts';
import { mustBeValid, pushModal, updateView } from '../workspace/views.ts';
import { cannot, envelope, type Person } from './context.ts';
import { controlsIn, fillIn } from './controls.ts';
import { isEmpty } from './input.ts';
import { topView } from './interact.ts';
import { send } from './send.ts';
import type { InputValues, Sent, SubmitResult } from './types.ts';

/** https://docs.slack.dev/surfaces/modals#response_actions */
const ResponseAction = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

/** Fills in the modal on top and submits it; then does with it what the app says. */
export async function submitView(
  person: Person,
  { viewId, values = {} }: { viewId?: string; values?: InputValues } = {},
): Promise<SubmitResult> {
  const view = topView(person, viewId);
  if (view.submit === null) cannot('no_submit', 'the modal has no submit button');
  fillIn(view, values);
  mustBeComplete(view);
  const payload = { type: 'view_submission', view: structuredClone(view), response_urls: responseUrlsOf(person, view) };
  const sent = await send(person, payload, { viewId: view.id });
  if (!sent.ok || sent.outcome.type !== 'answered') return sent;
  return answered(person, view, { sent, body: sent.outcome.body });
}

/** Clients do not send a form whose required fields are empty. */
function mustBeComplete(view: View): void {
  for (const { blockId, actionId, block } of controlsIn(view.blocks)) {
    if (block['type'] !== 'input' || block['optional'] === true) continue;
    if (isEmpty(view.state.values[blockId]?.[actionId])) cannot('required', `${blockId}/${actionId} must be filled in`);
  }
}

/** Of selects with `response_url_enabled`: where the app may answer in the channel chosen. */
function responseUrlsOf({ responseUrls, user }: Person, view: View): Json[] {
  return controlsIn(view.blocks).flatMap(({ blockId, actionId, element }) => {
    if (element['response_url_enabled'] !== true) return [];
    const held = view.state.values[blockId]?.[actionId];
    const channel = held?.['selected_conversation'] ?? held?.['selected_channel'];
    if (typeof channel !== 'string') return [];
    const response_url = responseUrls.issue('app', { channel, user: user.id });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url }];
  });
}

function answered(person: Person, view: View, { sent, body }: { sent: Sent; body: string }): SubmitResult {
  const { world, user } = person;
  const stack = world.modals.get(user.id) ?? [];
  if (body.trim() === '' || body.trim() === '{}') {
    // The app may have laid another modal on this one, or closed it, while it answered.
    const index = stack.indexOf(view);
    if (index >= 0) stack.splice(index, 1);
    world.changed('view-closed', { user: user.id });
    return sent;
  }
  const parsed = ResponseAction.safeParse(readJson(body));
  if (!parsed.success) return { ...sent, ok: false, error: 'invalid_response' };
  try {
    switch (parsed.data.response_action) {
      case 'errors':
        return refused(view, { sent, errors: parsed.data.errors });
      case 'update':
        updateView(world, view, mustBeValid(parsed.data.view, 'modal'));
        return sent;
      case 'push':
        pushModal(world, user.id, mustBeValid(parsed.data.view, 'modal'));
        return sent;
      case 'clear':
        world.modals.delete(user.id);
        world.changed('view-closed', { user: user.id });
        return sent;
      default:
        return parsed.data satisfies never;
    }
  } catch (error) {
    if (error instanceof SlackRefusal) return { ...sent, ok: false, error: error.code };
    throw error;
  }
}

/** Errors stand beside input blocks; for other blocks Slack shows nothing but a warning sign. */
function refused(view: View, { sent, errors }: { sent: Sent; errors: Record<string, string> }): SubmitResult {
  const inputs = view.blocks.filter(isObject).filter((block) => block['type'] === 'input');
  const known = new Set(inputs.map((block) => block['block_id']));
  if (!Object.keys(errors).some((id) => known.has(id)))
    return { ...sent, ok: false, error: 'invalid_response', errors };
  return { ...sent, errors };
}

/** Closes the modal on top, or all of them. */
export async function closeView(
  person: Person,
  { viewId, all = false }: { viewId?: string; all?: boolean } = {},
): Promise<void> {
  const { world, user, link } = person;
  const top = topView(person, viewId);
  const stack = world.modals.get(user.id) ?? [];
  const closed = all || top.clear_on_close ? stack.splice(0).reverse() : stack.splice(-1);
  world.changed('view-closed', { user: user.id });
  for (const view of closed) {
    if (!view.notify_on_close) continue;
    const payload = { ...envelope(person), type: 'view_closed', view: structuredClone(view), is_cleared: all };
    await link.interaction(payload);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
