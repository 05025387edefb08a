import { actionIds } from '../../action-ids.ts';
import { actions, button } from '../../blocks/elements.ts';
import { type Rendered, refused, usage } from '../../blocks/index.ts';
import { type OpenView, updateView } from '../../modals.ts';
import { respondTo } from '../../respond-to.ts';
import { workflowAction } from '../../views/declare.ts';
import { parseFormRef, parseMeta } from '../../views/meta.ts';
import { notice } from '../../views/notice.ts';
import { command } from '../commands/index.ts';
import { walkPressed } from '../runbook/press.ts';
import { type Answer, isAsk, opened, opens } from '../views/ask.ts';
import { workflowChosen } from '../views/declare.ts';
import { type Around, openForm } from '../views/open.ts';
import type { Submission } from '../views/submit.ts';
import { pressed } from './incident.ts';

/** A button or a menu, in a message or in a modal. */
export interface Press {
  readonly action: string;
  readonly value: string;
  readonly user: string;
  /** Where the message is; presses in modals come without. */
  readonly channel?: string;
  /** Whether the person belongs to another workspace that shares the channel. */
  readonly stranger: boolean;
  readonly cause: string;
  readonly trigger?: string;
  /** Where an answer may be sent; presses in modals come without. */
  readonly responseUrl?: string;
  /** The modal that it was pressed in. */
  readonly view?: Submission['view'] & OpenView;
}

/** Does what a button says; undefined and `opened` need no words. */
export async function press(around: Around, it: Press): Promise<Rendered | typeof opened | undefined> {
  const { action, value, view } = it;
  if (action === workflowAction && view) {
    await workflowChosen(around, { view, user: it.user });
    return opened;
  }
  const [kind, name = ''] = action.split('.');
  const answer =
    kind === actionIds.form
      ? formAsked(it, name)
      : kind === actionIds.do
        ? await command(around, { ...askedBy(it), text: `${name} ${value}` })
        : kind === actionIds.walk
          ? await walkPressed(await around.world(), { ...it, channel: channelOf(it) })
          : await pressed(around, { ...it, channel: channelOf(it), incident: value });
  return isAsk(answer) ? openForm(around, answer, surfaceOf(it)) : answer;
}

const formAsked = (it: Press, name: string): Answer => {
  const { incident, given = {} } = parseFormRef(it.value);
  const asked = { ...askedBy(it), rest: incident ?? '', people: [], channels: [] };
  if (!opens(name)) return refused(`I do not know the button ${it.action}`);
  return { type: 'ask', form: name, given, usage: 'The form could not be opened in time.', asked };
};

/** Who pressed or submitted, and where. */
export const byOf = (
  it: Pick<Press, 'user' | 'stranger' | 'channel'> & { readonly view?: Pick<Submission['view'], 'private_metadata'> },
) => ({
  user: it.user,
  stranger: it.stranger,
  channel: channelOf(it),
});

/** A modal remembers where it was opened. */
const channelOf = ({
  channel,
  view,
}: Pick<Press, 'channel'> & { readonly view?: Pick<Submission['view'], 'private_metadata'> }): string =>
  channel ?? (view ? parseMeta(view.private_metadata).channel : undefined) ?? '';

const askedBy = (it: Press) => ({
  user: it.user,
  channel: channelOf(it),
  stranger: it.stranger,
  cause: it.cause,
  ...(it.trigger === undefined ? {} : { trigger: it.trigger }),
});

const surfaceOf = ({ trigger, view, responseUrl }: Press) => ({
  ...(responseUrl === undefined ? {} : { responseUrl }),
  ...(trigger === undefined ? {} : { trigger }),
  ...(view ? { view } : {}),
});

/** Tells the person what came of it: beside the message, or in the modal that they are in. */
export async function answerPress(
  { slack }: Pick<Around, 'slack'>,
  { view, responseUrl }: Press,
  answer: Rendered | typeof opened | undefined,
): Promise<void> {
  if (answer === opened) return;
  if (view) return updateView(slack, { id: view.id, view: noticeIn(view, answer ?? inModal) });
  if (answer && responseUrl !== undefined) await respondTo(responseUrl, answer);
}

/** Takes the place of what was pressed, and leads back to the menu of the incident. */
function noticeIn({ private_metadata }: NonNullable<Press['view']>, { blocks }: Pick<Rendered, 'blocks'>) {
  const meta = parseMeta(private_metadata);
  const back =
    meta.incident === undefined
      ? []
      : actions('back', [button('Back', { action: `${actionIds.form}.more`, value: meta.incident })]);
  return notice('What to do', { blocks: [...blocks, ...back] }, meta);
}

/** A modal covers the message that shows it. */
const inModal = usage('Done. The channel shows it in a moment.');
