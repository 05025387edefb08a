import * as z from 'zod';
import { refuse } from '../errors.ts';
import type { Bookmark, Channel } from '../workspace/model.ts';
import { text } from './args.ts';
import { type MethodCall, method } from './method.ts';

const write = ['bookmarks:write'];
/** https://slack.com/help/articles/4403990302867: up to 100 in a channel. */
const most = 100;

function bar(call: MethodCall, ref: string): Channel {
  const channel = call.channel(ref);
  return channel.members.has(call.bot.id) ? channel : refuse('permission_denied');
}
const called = (channel: Channel, id: string): Bookmark =>
  channel.bookmarks.find((one) => one.id === id) ?? refuse('not_found');
const link = (url: string): string => (/^https?:\/\//.test(url) && URL.canParse(url) ? url : refuse('invalid_link'));

const shape = (bookmark: Bookmark, { world }: MethodCall) => ({
  ...bookmark,
  entity_id: null,
  icon_url: null,
  rank: 'h',
  last_updated_by_user_id: world.app.userId,
  last_updated_by_team_id: world.team.id,
  shortcut_id: null,
  app_id: world.app.id,
});

export const bookmarks = {
  'bookmarks.add': method({
    scopes: write,
    tier: 2,
    args: z.object({ channel_id: text, title: text, type: text, link: text.optional(), emoji: text.optional() }),
    run(args, call) {
      const channel = bar(call, args.channel_id);
      if (args.type !== 'link') refuse('invalid_bookmark_type');
      if (channel.bookmarks.length >= most) refuse('too_many_bookmarks');
      const { world } = call;
      const bookmark: Bookmark = {
        id: world.ids.next('Bk'),
        channel_id: channel.id,
        title: args.title,
        link: link(args.link ?? ''),
        emoji: args.emoji ?? '',
        type: 'link',
        date_created: world.seconds(),
        date_updated: 0,
      };
      channel.bookmarks.push(bookmark);
      world.changed('bookmark-added', { channel: channel.id });
      return { bookmark: shape(bookmark, call) };
    },
  }),

  'bookmarks.edit': method({
    scopes: write,
    tier: 2,
    args: z.object({
      channel_id: text,
      bookmark_id: text,
      title: text.optional(),
      link: text.optional(),
      emoji: text.optional(),
    }),
    run(args, call) {
      const channel = bar(call, args.channel_id);
      const bookmark = called(channel, args.bookmark_id);
      if (args.link !== undefined) bookmark.link = link(args.link);
      if (args.title !== undefined) bookmark.title = args.title;
      if (args.emoji !== undefined) bookmark.emoji = args.emoji;
      bookmark.date_updated = call.world.seconds();
      call.world.changed('bookmark-changed', { channel: channel.id });
      return { bookmark: shape(bookmark, call) };
    },
  }),

  'bookmarks.remove': method({
    scopes: write,
    tier: 2,
    args: z.object({ channel_id: text, bookmark_id: text }),
    run(args, call) {
      const channel = bar(call, args.channel_id);
      channel.bookmarks.splice(channel.bookmarks.indexOf(called(channel, args.bookmark_id)), 1);
      call.world.changed('bookmark-removed', { channel: channel.id });
      return {};
    },
  }),

  'bookmarks.list': method({
    scopes: ['bookmarks:read'],
    tier: 3,
    args: z.object({ channel_id: text }),
    run: (args, call) => ({ bookmarks: call.channel(args.channel_id).bookmarks.map((one) => shape(one, call)) }),
  }),
};
