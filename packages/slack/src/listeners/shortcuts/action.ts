import type { Rendered } from '../../blocks/index.ts';
import { asTyped } from '../request.ts';
import { given, type opened } from '../views/ask.ts';
import { type Around, openForm } from '../views/open.ts';
import { fromOf, type MessageShortcut } from './declare.ts';

/** “Make action item” in a message's menu, of the incident whose channel it is in; elsewhere it is asked which. */
export function actionShortcut(
  around: Around,
  { user, trigger, cause, message }: MessageShortcut,
): Promise<Rendered | typeof opened> {
  const asked = { user, channel: message.channel, cause, trigger, rest: '', people: [], channels: [] };
  const usage = 'Say what is left to do: `/incident action add raise the limit @alice by friday`.';
  const text = asTyped(message.text);
  return openForm(
    around,
    { type: 'ask', form: 'action', given: given({ text }), usage, asked },
    { trigger, from: fromOf(message) },
  );
}
