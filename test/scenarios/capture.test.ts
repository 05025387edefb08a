import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minutes, type Story, startStory } from '../harness/story.ts';
import { alice, bob, capturing } from './capturing.ts';

let story: Story;
/** Keys of what was put into private storage, in order. */
let kept: string[];
let storageBroken: boolean;
beforeEach(async () => {
  kept = [];
  storageBroken = false;
  story = await startStory({
    around: (world) => ({
      ...world,
      files: {
        put: async (file) => {
          if (storageBroken) throw new Error('AccessDenied');
          kept.push(file.key);
          await world.files.put?.(file);
        },
      },
    }),
  });
});
afterEach(() => story.stop());

const { opened, told, says } = capturing(() => story);

describe('a message is worth keeping', () => {
  it('pinned, it is on the timeline at the time it was posted, with its author and a link to it', async () => {
    const channel = await opened();
    await story.passes(minutes(2));
    const ts = await says(alice, channel, 'It is the <@U0BOB> deploy of 14:00');
    await story.passes(minutes(5));
    await story.slack.as(bob).pin({ channel: channel.id, ts });
    await story.settled();
    const line = (await told(channel)).find((one) => one.includes('deploy of 14:00'));
    expect(line).toMatch(/^<@U0ALICE> wrote: It is the @\w+ deploy of 14:00 _\(<http\S+\|open>\)_$/);
    await story.types(bob, channel, '/incident timeline 14:01 14:03');
    expect(story.said(bob, channel).at(-1)).toContain('deploy of 14:00');
  });

  it('with the emoji for it, also a reply in a thread; other emoji do nothing', async () => {
    const channel = await opened();
    const root = await says(alice, channel, 'Who knows the cache?');
    const reply = await says(bob, channel, 'Me: it was flushed', { threadTs: root });
    await story.slack.as(alice).react({ channel: channel.id, ts: root, name: 'eyes' });
    await story.slack.as(alice).react({ channel: channel.id, ts: reply, name: 'pushpin' });
    await story.settled();
    const lines = await told(channel);
    expect(lines.some((one) => one.includes('Who knows the cache'))).toBe(false);
    expect(lines.find((one) => one.includes('it was flushed'))).toContain('in a thread');
  });

  it('marked by many it is one line; it goes when the last mark goes, and comes back with the next', async () => {
    const channel = await opened();
    const ts = await says(alice, channel, 'Rolled back');
    await story.slack.as(alice).pin({ channel: channel.id, ts });
    await story.slack.as(bob).react({ channel: channel.id, ts, name: 'pushpin' });
    await story.settled();
    const kept = async () => (await told(channel)).filter((one) => one.includes('Rolled back')).length;
    expect(await kept()).toBe(1);
    await story.slack.as(bob).unpin({ channel: channel.id, ts });
    await story.settled();
    expect(await kept()).toBe(1);
    await story.slack.as(bob).unreact({ channel: channel.id, ts, name: 'pushpin' });
    await story.settled();
    expect(await kept()).toBe(0);
    const types = await story.timeline(await story.incident(channel));
    expect(types.filter((type) => type.startsWith('message.unmarked'))).toHaveLength(2);
    await story.slack.as(alice).pin({ channel: channel.id, ts });
    await story.settled();
    expect(await kept()).toBe(1);
    expect(types.filter((type) => type.startsWith('message.read'))).toHaveLength(1);
  });

  it('edits and deletions of it are followed, those of others are not', async () => {
    const channel = await opened();
    const ts = await says(alice, channel, 'Error rate 5 %');
    const other = await says(alice, channel, 'Coffee?');
    await story.slack.as(alice).pin({ channel: channel.id, ts });
    await story.settled();
    await story.slack.as(alice).edit({ channel: channel.id, ts, text: 'Error rate 50 %' });
    await story.slack.as(alice).edit({ channel: channel.id, ts: other, text: 'Tea?' });
    await story.settled();
    expect((await told(channel)).find((one) => one.includes('Error rate'))).toMatch(/Error rate 50 %.*edited/);
    await story.slack.as(alice).delete({ channel: channel.id, ts });
    await story.settled();
    const lines = await told(channel);
    expect(lines.some((one) => one.includes('Error rate'))).toBe(false);
    expect(lines.some((one) => one.includes('wrote something and deleted it'))).toBe(true);
    const types = await story.timeline(await story.incident(channel));
    expect(types.filter((type) => type === 'message.edited')).toHaveLength(1);
  });

  it('what came with it is copied to private storage', async () => {
    const channel = await opened();
    const files = [{ name: 'graph of errors.png', content: 'PNG' }];
    const ts = await says(alice, channel, 'Look', { files });
    await story.slack.as(alice).pin({ channel: channel.id, ts });
    await story.settled();
    expect((await told(channel)).find((one) => one.includes('Look'))).toContain('(with graph of errors.png)');
    const incident = await story.incident(channel);
    const [read] = (await story.world.store.timeline(incident.id))
      .flatMap(({ entries }) => entries)
      .filter((entry) => entry.type === 'message.read');
    const [file] = read?.content.files ?? [];
    expect(file?.stored).toMatch(new RegExp(`^files/${incident.id}/${ts}/\\w+-graph-of-errors\\.png$`));
    const url = `${story.cloud.messaging.endpoint}/tocsin-files/${file?.stored}`;
    expect(await (await fetch(url)).text()).toBe('PNG');
  });

  it('a file that comes or goes later is followed, with or without other words; none is copied twice', async () => {
    const channel = await opened();
    const line = async () => (await told(channel)).find((one) => one.includes('Look')) ?? '';
    const ts = await says(alice, channel, 'Look', { files: [{ name: 'before.txt', content: 'A' }] });
    await story.slack.as(alice).pin({ channel: channel.id, ts });
    await story.settled();
    const files = [{ name: 'after.txt', content: 'B' }];
    await story.slack.as(alice).edit({ channel: channel.id, ts, text: 'Look', files });
    await story.settled();
    expect(await line()).toContain('wrote: Look (with before.txt, after.txt)');
    expect(await line()).not.toContain('edited');
    expect(kept.map((key) => key.replace(/.*-/, ''))).toEqual(['before.txt', 'after.txt']);
    const first = /(\w+)-before/.exec(kept[0] ?? '')?.[1] ?? '';
    await story.slack.as(alice).deleteFile(first);
    await story.settled();
    expect(await line()).toMatch(/Look \(with \w+, not kept: it was deleted, after\.txt\)/);
    expect(kept).toHaveLength(2);
    expect(await told(channel)).toHaveLength(new Set(await told(channel)).size);
  });

  it('messages whose files cannot be kept hold up none behind them, and are kept when they can be', async () => {
    const channel = await opened();
    storageBroken = true;
    const marked = Array.from({ length: 12 }, (_, index) => index);
    for (const index of marked) {
      const files = index < 10 ? { files: [{ name: `${index}.txt`, content: 'A' }] } : {};
      const ts = await story.slack.as(alice).post({ channel: channel.id, text: `Look ${index}`, ...files });
      await story.slack.as(alice).pin({ channel: channel.id, ts });
    }
    await story.settled();
    await story.passes(minutes(3));
    const read = async () => (await told(channel)).filter((line) => line.includes('wrote: Look')).length;
    expect(await read()).toBe(2);
    storageBroken = false;
    await story.passes(minutes(3));
    expect(await read()).toBe(12);
    expect(kept).toHaveLength(10);
  });

  it('whom an edit mentions is named', async () => {
    const channel = await opened();
    const ts = await says(alice, channel, 'Ask somebody');
    await story.slack.as(alice).pin({ channel: channel.id, ts });
    await story.settled();
    await story.slack.as(alice).edit({ channel: channel.id, ts, text: 'Ask <@U0BOB> in <#C0VIEWER01>' });
    await story.settled();
    const line = (await told(channel)).find((one) => one.includes('Ask'));
    expect(line).toMatch(/wrote: Ask @bob in #[\w-]+ .*edited/i);
    expect(line).not.toContain('C0VIEWER01');
  });

  it('deleted replies, and replies whose thread lost its first message, are told as they are', async () => {
    const channel = await opened();
    const root = await says(alice, channel, 'Who knows the cache?');
    const replies = [
      await says(bob, channel, 'One', { threadTs: root }),
      await says(bob, channel, 'Two', { threadTs: root }),
    ];
    const [one = '', two = ''] = replies;
    for (const ts of [root, one]) await story.slack.as(alice).react({ channel: channel.id, ts, name: 'pushpin' });
    await story.settled();
    await story.slack.as(bob).delete({ channel: channel.id, ts: one });
    await story.slack.as(alice).delete({ channel: channel.id, ts: root });
    await story.slack.as(alice).react({ channel: channel.id, ts: two, name: 'pushpin' });
    await story.settled();
    const lines = await told(channel);
    expect(lines.filter((line) => line.includes('wrote something and deleted it'))).toHaveLength(2);
    expect(lines.find((line) => line.includes('Two'))).toContain('in a thread');
    expect(lines.some((line) => line.includes('cache') || line.includes('One'))).toBe(false);
  });

  it('by the shortcut in its menu, which says so', async () => {
    const channel = await opened();
    const ts = await says(alice, channel, 'Rolled back');
    await story.slack.as(bob).messageShortcut('add_to_timeline', channel.id, ts);
    await story.settled();
    expect(story.said(bob, channel).at(-1)).toContain('It is on the timeline');
    expect((await told(channel)).some((one) => one.includes('Rolled back'))).toBe(true);
  });

  it('nothing is kept in a channel that is no incident’s', async () => {
    const channel = await opened();
    const elsewhere = { id: 'C0VIEWER01' };
    await story.slack.as(alice).join(elsewhere.id);
    const ts = await says(alice, elsewhere, 'Lunch');
    await story.slack.as(alice).pin({ channel: elsewhere.id, ts });
    await story.settled();
    expect((await story.timeline(await story.incident(channel))).some((type) => type.startsWith('message.'))).toBe(
      false,
    );
  });
});

describe('Slack tells twice, or in another order', () => {
  it('a repeated event changes nothing', async () => {
    const channel = await opened();
    const ts = await says(alice, channel, 'Rolled back');
    await story.slack.as(alice).pin({ channel: channel.id, ts });
    await story.settled();
    const before = await story.timeline(await story.incident(channel));
    await story.redelivers();
    expect(await story.timeline(await story.incident(channel))).toEqual(before);
  });

  it('the newest of pinned and unpinned counts, whichever comes last', async () => {
    const channel = await opened();
    const ts = await says(alice, channel, 'Rolled back');
    story.slack.events.hold();
    await story.slack.as(alice).pin({ channel: channel.id, ts });
    await story.passes(1_000);
    await story.slack.as(alice).unpin({ channel: channel.id, ts });
    await story.slack.events.release((events) => [...events].reverse());
    await story.settled();
    expect((await told(channel)).some((one) => one.includes('Rolled back'))).toBe(false);
  });
});
