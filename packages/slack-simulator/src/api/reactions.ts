import { addReaction, removeReaction } from '../workspace/marks.ts';
import { permalink } from '../workspace/see.ts';
import { text } from './args.ts';
import { item, itemAt } from './item.ts';
import { method } from './method.ts';
import { messageShape } from './shapes.ts';

const named = item.extend({ name: text });

export const reactions = {
  'reactions.add': method({
    scopes: ['reactions:write'],
    tier: 3,
    args: named,
    run(args, call) {
      const { channel, message } = itemAt(call, args);
      addReaction(call.world, channel, message, { name: args.name, by: call.bot.id });
      return {};
    },
  }),

  'reactions.remove': method({
    scopes: ['reactions:write'],
    tier: 2,
    args: named,
    run(args, call) {
      const { channel, message } = itemAt(call, args);
      removeReaction(call.world, channel, message, { name: args.name, by: call.bot.id });
      return {};
    },
  }),

  'reactions.get': method({
    scopes: ['reactions:read'],
    tier: 3,
    args: item,
    run(args, call) {
      const { channel, message } = itemAt(call, args, { write: false });
      const link = permalink(call.world, channel, message);
      return { type: 'message', channel: channel.id, message: { ...messageShape(channel, message), permalink: link } };
    },
  }),
};
