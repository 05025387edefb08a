import { checkBlocks } from '../check-blocks.ts';
import { refuse } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Message } from '../model.ts';
import { channel, json, need, string } from './args.ts';
import { type Call, type Method, tier } from './method.ts';
import { view } from './shapes.ts';

/** `true` for a message of blocks alone: Slack then takes the text from them. */
function content(call: Call): { text: string; blocks: readonly unknown[] } {
  const blocks = (json(call, 'blocks') ?? []) as readonly unknown[];
  const text = string(call, 'text') ?? '';
  if (text === '' && blocks.length === 0) return refuse('no_text');
  const problems = checkBlocks(blocks, 'message');
  if (problems.length > 0)
    return refuse('invalid_blocks', {
      response_metadata: {
        messages: problems.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`),
      },
    });
  return { text, blocks };
}

/** The length of all words in blocks, which is what the undocumented limit counts. */
function words(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + words(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? one.length : words(one)),
    0,
  );
}

function target(call: Call) {
  const found = channel(call);
  if (found.archived) return refuse('is_archived');
  const reaches =
    found.members.has(call.token.user) || (!found.isPrivate && call.token.scopes.has('chat:write.public'));
  return reaches ? found : refuse('not_in_channel');
}

function own(call: Call): { message: Message; channelId: string } {
  const found = channel(call);
  const message = found.messages.find((one) => one.ts === need(call, 'ts'));
  if (!message) return refuse('message_not_found');
  if (message.user !== call.token.user) return refuse('cant_update_message');
  return { message, channelId: found.id };
}

export const chat: Readonly<Record<string, Method>> = {
  'chat.postMessage': {
    scopes: ['chat:write'],
    perMinute: undefined,
    run(call) {
      const place = target(call);
      const { text, blocks } = content(call);
      if (words(blocks) > limits.messageBlockText) return refuse('msg_blocks_too_long');
      const metadata = json(call, 'metadata');
      const threadTs = string(call, 'thread_ts');
      if (threadTs !== undefined && !place.messages.some((one) => one.ts === threadTs))
        return refuse('thread_not_found');
      const message: Message = {
        ts: call.nextTs(),
        user: call.token.user,
        botId: call.token.botId,
        text: text.slice(0, limits.text),
        blocks,
        ...(metadata === undefined ? {} : { metadata }),
        ...(threadTs === undefined ? {} : { threadTs }),
      };
      place.messages.push(message);
      return { channel: place.id, ts: message.ts, message: view(message) };
    },
  },
  'chat.update': {
    scopes: ['chat:write'],
    perMinute: tier.three,
    run(call) {
      const { message, channelId } = own(call);
      const { text, blocks } = content(call);
      if (text.length > limits.updateText) return refuse('msg_too_long');
      const metadata = json(call, 'metadata');
      Object.assign(message, {
        text,
        blocks,
        edited: { user: call.token.user, ts: call.nextTs() },
        ...(metadata === undefined ? {} : { metadata }),
      });
      return { channel: channelId, ts: message.ts, text, message: view(message) };
    },
  },
  'chat.delete': {
    scopes: ['chat:write'],
    perMinute: tier.three,
    run(call) {
      const { message, channelId } = own(call);
      const { messages } = channel(call);
      messages.splice(messages.indexOf(message), 1);
      return { channel: channelId, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    scopes: ['chat:write'],
    perMinute: tier.four,
    run(call) {
      const place = target(call);
      const to = need(call, 'user');
      if (!place.members.has(to)) return refuse('user_not_in_channel');
      const ts = call.nextTs();
      call.workspace.ephemerals.push({ ts, channel: place.id, to, ...content(call) });
      return { message_ts: ts };
    },
  },
  'chat.getPermalink': {
    scopes: [],
    perMinute: undefined,
    run(call) {
      const place = channel(call);
      const ts = need(call, 'message_ts');
      if (!place.messages.some((one) => one.ts === ts)) return refuse('message_not_found');
      return {
        channel: place.id,
        permalink: `https://${call.workspace.team.domain}.slack.com/archives/${place.id}/p${ts.replace('.', '')}`,
      };
    },
  },
};
