import type { Channel, Message, Workspace } from './model.ts';
import { type Deliver, form, sign } from './outbound.ts';

/** What a person can do; everything reaches the app as a signed request of Slack's making. */
export interface Acting {
  /** Types a slash command. The answer is shown to the person; what the app did not answer in time is said as Slack says it. */
  command(request: { channel: string; text: string }): Promise<void>;
  /** Presses a button of a message that the person sees. Throws when there is no such button. */
  click(request: { channel: string; ts: string; actionId: string; blockId?: string }): Promise<void>;
  post(request: { channel: string; text: string; threadTs?: string }): Promise<{ ts: string }>;
  join(channel: string): void;
}

export interface PersonSurroundings {
  readonly workspace: Workspace;
  readonly secret: () => string;
  readonly deliver: () => Deliver;
  readonly now: () => Date;
  readonly nextTs: () => string;
  readonly newTrigger: (user: string) => string;
  readonly newResponseUrl: (channel: string, user: string, message?: string) => string;
  readonly emit: (event: Readonly<Record<string, unknown>>) => void;
  readonly changed: () => void;
}

export function actAs(user: string, around: PersonSurroundings): Acting {
  const { workspace, now } = around;
  const person = workspace.people.get(user);
  if (!person) throw new Error(`there is no person "${user}" in this workspace`);
  const seen = (id: string): Channel => {
    const channel = workspace.channels.get(id);
    if (!channel || ((channel.isPrivate || person.guest) && !channel.members.has(user)))
      throw new Error(`${person.name} sees no channel "${id}"`);
    return channel;
  };
  const whisper = (channel: string, text: string, blocks: readonly unknown[] = []) => {
    workspace.ephemerals.push({ ts: around.nextTs(), channel, to: user, text, blocks });
    around.changed();
  };
  const send = (body: string, type: string) =>
    around.deliver()(sign(body, type, { secret: around.secret(), now: now() }));

  return {
    async command({ channel: id, text }) {
      const channel = seen(id);
      const [command = '', ...words] = text.split(' ');
      const fields = {
        token: 'test',
        team_id: workspace.team.id,
        team_domain: workspace.team.domain,
        channel_id: channel.id,
        channel_name: channel.isPrivate ? 'privategroup' : channel.name,
        user_id: user,
        user_name: person.name,
        command,
        text: words.join(' '),
        api_app_id: 'A0TOCSIN',
        is_enterprise_install: 'false',
        response_url: around.newResponseUrl(channel.id, user),
        trigger_id: around.newTrigger(user),
      };
      const asked = now().getTime();
      const answer = await send(new URLSearchParams(fields).toString(), form);
      if (answer.status !== 200)
        return whisper(id, `${command} failed with the error "dispatch_failed" (${answer.status})`);
      // Slack waits three seconds for an answer (docs.slack.dev, slash commands).
      if (now().getTime() - asked > 3_000) return whisper(id, `${command} failed with the error "operation_timeout"`);
      showAnswer(answer.body, channel, { whisper, post: (message) => postTo(channel, message, around) });
    },

    async click({ channel: id, ts, actionId, blockId }) {
      const channel = seen(id);
      const message = channel.messages.find((one) => one.ts === ts);
      const ephemeral = workspace.ephemerals.find((one) => one.ts === ts && one.to === user);
      const blocks = message?.blocks ?? ephemeral?.blocks;
      const pressed = blocks && findAction(blocks, actionId, blockId);
      if (!pressed) throw new Error(`${person.name} sees no button "${actionId}" on message ${ts}`);
      const payload = {
        type: 'block_actions',
        user: { id: user, username: person.name, name: person.name, team_id: workspace.team.id },
        api_app_id: 'A0TOCSIN',
        token: 'test',
        container: { type: 'message', message_ts: ts, channel_id: id, is_ephemeral: message === undefined },
        trigger_id: around.newTrigger(user),
        team: { id: workspace.team.id, domain: workspace.team.domain },
        enterprise: null,
        is_enterprise_install: false,
        channel: { id, name: channel.name },
        ...(message ? { message: { type: 'message', ...message } } : {}),
        state: { values: {} },
        response_url: around.newResponseUrl(id, user, ts),
        actions: [{ ...pressed.element, block_id: pressed.blockId, action_ts: around.nextTs() }],
      };
      const answer = await send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form);
      if (answer.status !== 200)
        whisper(id, `This app responded with status ${answer.status}: the press may have had no effect.`);
      around.changed();
    },

    async post({ channel: id, text, threadTs }) {
      const channel = seen(id);
      if (!channel.members.has(user)) throw new Error(`${person.name} has not joined #${channel.name}`);
      const escaped = text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/&lt;(@U\w+)&gt;/g, '<$1>');
      const message: Message = {
        ts: around.nextTs(),
        user,
        text: escaped,
        blocks: [],
        ...(threadTs === undefined ? {} : { threadTs }),
      };
      channel.messages.push(message);
      around.emit({
        type: 'message',
        channel: id,
        channel_type: channel.isPrivate ? 'group' : 'channel',
        user,
        text: escaped,
        ts: message.ts,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      });
      for (const bot of workspace.people.values())
        if (bot.bot && escaped.includes(`<@${bot.id}>`))
          around.emit({
            type: 'app_mention',
            channel: id,
            user,
            text: escaped,
            ts: message.ts,
            ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
          });
      around.changed();
      return { ts: message.ts };
    },

    join(id) {
      seen(id).members.add(user);
      around.emit({ type: 'member_joined_channel', user, channel: id, channel_type: 'C' });
      around.changed();
    },
  };
}

function postTo(
  channel: Channel,
  { text, blocks }: { text: string; blocks: readonly unknown[] },
  { nextTs, changed }: PersonSurroundings,
): void {
  channel.messages.push({ ts: nextTs(), user: 'USLACKBOT', text, blocks });
  changed();
}

/** The body of an answer to a command: nothing, words, or a message. */
function showAnswer(
  body: string,
  channel: Channel,
  show: {
    whisper: (channel: string, text: string, blocks?: readonly unknown[]) => void;
    post: (message: { text: string; blocks: readonly unknown[] }) => void;
  },
): void {
  if (body === '') return;
  let answer: { text?: string; blocks?: readonly unknown[]; response_type?: string };
  try {
    answer = JSON.parse(body);
  } catch {
    return show.whisper(channel.id, body);
  }
  const { text = '', blocks = [] } = answer;
  if (answer.response_type === 'in_channel') show.post({ text, blocks });
  else show.whisper(channel.id, text, blocks);
}

interface Pressable {
  readonly action_id?: string;
}

function findAction(blocks: readonly unknown[], actionId: string, blockId: string | undefined) {
  for (const [index, block] of (
    blocks as readonly { block_id?: string; elements?: readonly Pressable[]; accessory?: Pressable }[]
  ).entries()) {
    const id = block.block_id ?? `b${index}`;
    if (blockId !== undefined && blockId !== id) continue;
    const element = [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])].find(
      (one) => one.action_id === actionId,
    );
    if (element) return { element, blockId: id };
  }
  return undefined;
}
