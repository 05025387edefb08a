import { findChannel } from '../workspace/see.ts';
import type { World } from '../workspace/world.ts';

/**
 * People, channels, groups and links in what is typed after a command, as the app is sent them.
 * https://docs.slack.dev/interactivity/implementing-slash-commands: with `should_escape` they come with their ids, else as
 * they are read. They may be typed either way: `<@U123>` or `@ana`.
 */
export function withReferences(world: World, text: string, escape: boolean): string {
  const { users, channels, groups } = world;
  const userCalled = (name: string) => [...users.values()].find((one) => one.name === name);
  const groupCalled = (name: string) => [...groups.values()].find((one) => one.handle === name);
  const held = text
    .replaceAll(/(?<![\w<])@([\w.-]+)/g, (typed, name: string) => {
      const [user, group] = [userCalled(name), groupCalled(name)];
      return user ? `<@${user.id}>` : group ? `<!subteam^${group.id}>` : typed;
    })
    .replaceAll(/(?<![\w<])#([\p{L}\p{N}_-]+)/gu, (typed, name: string) => {
      const channel = findChannel(world, name);
      return channel === undefined ? typed : `<#${channel.id}>`;
    });
  if (!escape)
    return held
      .replaceAll(/<@(\w+)(?:\|[^<>]*)?>/g, (typed, id: string) => (users.has(id) ? `@${users.get(id)?.name}` : typed))
      .replaceAll(/<#(\w+)(?:\|[^<>]*)?>/g, (typed, id: string) =>
        channels.has(id) ? `#${channels.get(id)?.name}` : typed,
      )
      .replaceAll(/<!subteam\^(\w+)(?:\|[^<>]*)?>/g, (typed, id: string) =>
        groups.has(id) ? `@${groups.get(id)?.handle}` : typed,
      );
  return held
    .replaceAll(/<@(\w+)>/g, (typed, id: string) => (users.has(id) ? `<@${id}|${users.get(id)?.name}>` : typed))
    .replaceAll(/<#(\w+)>/g, (typed, id: string) => (channels.has(id) ? `<#${id}|${channels.get(id)?.name}>` : typed))
    .replaceAll(/<!subteam\^(\w+)>/g, (typed, id: string) =>
      groups.has(id) ? `<!subteam^${id}|@${groups.get(id)?.handle}>` : typed,
    )
    .replaceAll(/(?<![<|])https?:\/\/[^\s>|]+/g, (url) => `<${url}>`);
}
