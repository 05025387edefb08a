import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentsChannel } from '../../packages/workbench/src/people.ts';
import { alarmEvent } from '../harness/events.ts';
import { type Story, startStory } from '../harness/story.ts';

const insiders = ['U0ALICE', 'U0BOB'] as const;
const outsider = 'U0CAROL';
const places = [incidentsChannel, 'C0VIEWER01', 'C0PLATFORM1'] as const;
/** Words that only the private incident has: its title, a note, a reason, the name of its step's reason. */
const secrets = ['zebrafish', 'quagmire', 'obelisk', 'tamarind'] as const;

const words = [
  'list',
  'list all',
  'list mine',
  'status ID',
  'catchup ID',
  'timeline ID',
  'ack ID',
  'take ID',
  'join ID',
  'role ID scribe me',
  'severity ID SEV1 louder',
  'note ID heard something',
  'update ID all is well',
  'merge ID OTHER',
  'merge OTHER ID',
  'split ID why',
  'mitigated ID',
  'resolve ID',
  'reopen ID',
  'close ID',
  'private ID',
  'page ID',
  'action list ID',
  'snooze ID 30',
] as const;
const said = fc.record({
  word: fc.constantFrom(...words),
  place: fc.constantFrom(...places),
  inside: fc.constantFrom(...insiders, undefined),
});

const log = (lines: string[]) => {
  const say = (message: string, fields?: Record<string, unknown>) =>
    void lines.push(JSON.stringify({ message, fields }));
  return { info: say, warn: say, error: say };
};

/** A private incident that Alice and Bob work on, and a public one that everybody knows. */
async function told(story: Story, commands: readonly { word: string; place: string; inside: string | undefined }[]) {
  const [alice, bob] = insiders;
  await story.types(alice, { id: 'C0VIEWER01' }, `/incident open private ${secrets[0]} in the moat`);
  const [hidden] = await story.world.store.open(1);
  const id = hidden?.id ?? expect.fail('nothing was opened');
  await story.types(alice, { id: 'C0VIEWER01' }, `/incident role ${id} commander <@${bob}>`);
  await story.types(bob, { id: 'C0VIEWER01' }, `/incident note ${id} ${secrets[1]} again`);
  await story.types(bob, { id: 'C0VIEWER01' }, `/incident severity ${id} SEV1 ${secrets[2]}`);
  await story.happens(alarmEvent({ workflow: 'share-link', step: 'preview', value: 'ALARM', at: story.clock.now() }));
  const other = (await story.world.store.open(5)).find((one) => one.id !== id)?.id ?? '';
  for (const { word, place, inside } of commands) {
    const text = word.replace('ID', id).replace('OTHER', other);
    await story.types(inside ?? outsider, { id: place }, `/incident ${text}`);
  }
  await story.types(bob, { id: 'C0VIEWER01' }, `/incident resolve ${id} ${secrets[3]}`);
  return { id };
}

describe('a private incident', () => {
  it('leaks to nobody who is not in it, whatever is said by whom', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 6, maxLength: 14 }), async (commands) => {
        const logged: string[] = [];
        const story = await startStory({ log: log(logged) });
        try {
          const { id } = await told(story, commands);
          const seen = JSON.stringify(story.slack.snapshot(outsider));
          const shown = story.slack.snapshot();
          const hidden = shown.channels.filter(({ kind }) => kind === 'private');
          const home = shown.homes.filter(({ user }) => user === outsider);
          const public_ = JSON.stringify(
            shown.channels
              .filter(({ kind }) => kind === 'public')
              .map((channel) => ({ ...channel, messages: channel.messages.filter(({ ephemeral }) => !ephemeral) })),
          );
          const mine = (text: string) =>
            [...secrets, ...hidden.flatMap((one) => [one.id, one.name])].filter((word) => text.includes(word));
          expect(hidden.length).toBeGreaterThan(0);
          expect({
            seen: mine(seen),
            public: mine(public_),
            home: mine(JSON.stringify(home)),
            pages: mine(JSON.stringify(story.pages())),
            logs: secrets.filter((word) => logged.join('\n').includes(word)),
          }).toEqual({ seen: [], public: [], home: [], pages: [], logs: [] });
          const known = await story.world.store.load(id);
          expect(known?.responders).not.toContain(outsider);
        } finally {
          await story.stop();
        }
      }),
      { numRuns: 6, seed: 20261105 },
    );
  }, 240_000);
});
