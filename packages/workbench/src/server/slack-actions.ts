import { PersonError, type Sent, type Simulator } from '@tocsin/slack-simulator';
import type { Said } from '../page-api.ts';
import type { PageActions } from './actions.ts';

type Faults = 'break' | 'mend' | 'event';

/** Everything that people do in Slack, done by them in the simulated one. What it does not let them do is said. */
export function slackActions(slack: Simulator): Omit<PageActions, Faults> {
  return {
    command: ({ as, ...line }) => said(() => slack.as(as).command(line), shown),
    post: ({ as, channel, text, thread, broadcast = false, files = [] }) =>
      said(() =>
        slack.as(as).post({
          channel,
          text,
          ...(thread === undefined ? {} : { threadTs: thread, broadcast }),
          files: files.map(({ name, base64 }) => ({ name, content: Buffer.from(base64, 'base64') })),
        }),
      ),
    edit: ({ as, ...message }) => said(() => slack.as(as).edit(message)),
    delete: ({ as, ...message }) => said(() => slack.as(as).delete(message)),
    react: ({ as, on, ...reaction }) =>
      said(() => (on ? slack.as(as).react(reaction) : slack.as(as).unreact(reaction))),
    pin: ({ as, on, ...message }) => said(() => (on ? slack.as(as).pin(message) : slack.as(as).unpin(message))),

    click: ({ as, ...button }) =>
      said(() => {
        const person = slack.as(as);
        if ('channel' in button) return person.click(button);
        const { surface, ...inView } = button;
        return surface === 'modal' ? person.clickInView(inView) : person.clickInHome(withoutId(inView));
      }, outcomeOf),
    select: ({ as, ...control }) =>
      said(() => {
        const person = slack.as(as);
        if ('channel' in control) return person.select(control);
        const { surface, ...inView } = control;
        return surface === 'modal' ? person.selectInView(inView) : person.selectInHome(withoutId(inView));
      }, outcomeOf),
    suggest: ({ as, ...control }) =>
      said(
        () => {
          const person = slack.as(as);
          if ('channel' in control) return person.suggest(control);
          const { surface, ...inView } = control;
          return surface === 'modal' ? person.suggestInView(inView) : person.suggestInHome(withoutId(inView));
        },
        ({ options, ...sent }) => ({ ...outcomeOf(sent), options }),
      ),
    shortcut: ({ as, callbackId, on }) =>
      said(
        () =>
          on === undefined
            ? slack.as(as).shortcut(callbackId)
            : slack.as(as).messageShortcut(callbackId, on.channel, on.ts),
        outcomeOf,
      ),
    submit: ({ as, ...submission }) =>
      said(
        () => slack.as(as).submitView(submission),
        (sent) => ({ ...outcomeOf(sent), ...(sent.errors === undefined ? {} : { errors: sent.errors }) }),
      ),
    close: ({ as, ...which }) => said(() => slack.as(as).closeView(which)),
    home: ({ as, tab }) =>
      said(async () => {
        const person = slack.as(as);
        await person.openHome(tab);
        return tab === 'messages' ? person.openDm() : '';
      }, channelOf),

    join: ({ as, channel }) => said(() => slack.as(as).join(channel)),
    leave: ({ as, channel }) => said(() => slack.as(as).leave(channel)),
    create: ({ as, ...channel }) => said(() => slack.as(as).createChannel(channel), channelOf),
    invite: ({ as, channel, user }) => said(() => slack.as(as).invite(channel, user)),
    topic: ({ as, channel, topic }) => said(() => slack.as(as).setTopic(channel, topic)),
    archive: ({ as, channel, on }) =>
      said(() => (on ? slack.as(as).archive(channel) : slack.as(as).unarchive(channel))),
  };
}

/** There is one Home a person; it is found without its id. */
const withoutId = <T extends { readonly viewId: string }>({ viewId: _one, ...rest }: T): Omit<T, 'viewId'> => rest;

async function said<T>(act: () => Promise<T>, tell: (done: T) => Said = shown): Promise<Said> {
  try {
    return tell(await act());
  } catch (error) {
    if (error instanceof PersonError) return { ok: false, reason: reasons[error.code] ?? error.message };
    throw error;
  }
}

const shown = (): Said => ({ ok: true });
const channelOf = (channel: string): Said => ({ ok: true, ...(channel === '' ? {} : { channel }) });

/** A press that the app did not answer is a warning sign beside the button; a command's error is a message. */
const outcomeOf = ({ ok, error }: Pick<Sent, 'ok' | 'error'>): Said =>
  ok ? { ok } : { ok, reason: (error === undefined ? undefined : reasons[error]) ?? `Slack says: ${error}` };

/** Slack's codes in words that say what to do. */
const reasons: Readonly<Record<string, string>> = {
  operation_timeout: 'The app took longer than three seconds to answer. Try again.',
  dispatch_failed: 'The app could not be reached, or answered with an error. Try again.',
  dispatch_unknown_error: 'No app is connected to this workspace.',
  invalid_response: 'The app answered with something that Slack does not understand.',
  name_taken: 'That name is already taken by a channel. Choose another.',
  invalid_name_specials: 'Channel names have lower case letters, digits, hyphens and underscores, and no spaces.',
  invalid_name_maxlength: 'Channel names have at most 80 characters.',
  invalid_name_punctuation: 'A channel name needs at least one letter or digit.',
  is_archived: 'The channel is archived. Unarchive it first.',
  required: 'Something that has to be filled in is empty.',
};
