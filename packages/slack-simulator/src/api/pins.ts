import * as z from 'zod';
import { addPin, removePin } from '../workspace/marks.ts';
import { messageAt, permalink } from '../workspace/see.ts';
import { text } from './args.ts';
import { item, itemAt } from './item.ts';
import { method } from './method.ts';
import { messageShape } from './shapes.ts';

export const pins = {
  'pins.add': method({
    scopes: ['pins:write'],
    tier: 2,
    args: item,
    run(args, call) {
      const { channel, message } = itemAt(call, args);
      addPin(call.world, channel, message, call.bot.id);
      return {};
    },
  }),

  'pins.remove': method({
    scopes: ['pins:write'],
    tier: 2,
    args: item,
    run(args, call) {
      const { channel, message } = itemAt(call, args);
      removePin(call.world, channel, message, call.bot.id);
      return {};
    },
  }),

  'pins.list': method({
    scopes: ['pins:read'],
    tier: 2,
    args: z.object({ channel: text }),
    run(args, call) {
      const channel = call.channel(args.channel);
      const items = channel.pins.map(({ ts, at, by }) => {
        const message = messageAt(channel, ts);
        const link = permalink(call.world, channel, message);
        const shown = { ...messageShape(channel, message), permalink: link };
        return { type: 'message', channel: channel.id, created: at, created_by: by, message: shown };
      });
      return { items };
    },
  }),
};
