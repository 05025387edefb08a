import type { SnapshotChannel } from '@tocsin/slack-simulator';
import { alarmEvent } from '../harness/events.ts';
import type { Tocsin } from '../harness/tocsin.ts';

const alice = 'U0ALICE';
type Act = (tocsin: Tocsin) => Promise<void>;

/**
 * What people do, act by act: the second comes once whatever went wrong with the first is long over. What they only
 * asked for, and were not told was done, they would ask for again; so nothing goes wrong where they are answered.
 */
const acts = {
  /** Puts a message with a file on the timeline; later it is edited: other words, a name, another file. */
  captures: [
    async (tocsin) => {
      const channel = await joined(tocsin, incidentChannels(tocsin)[0]);
      const actor = tocsin.slack.as(alice);
      const files = [{ name: 'graph.txt', content: 'up' }];
      const ts = await actor.post({ channel, text: 'It is the deploy of <@U0BOB>', files });
      await actor.pin({ channel, ts });
    },
    async (tocsin) => {
      const channel = await joined(tocsin, incidentChannels(tocsin)[0]);
      const message = incidentChannels(tocsin)[0]?.messages.find(({ text }) => text.includes('deploy'));
      const files = [{ name: 'more.txt', content: 'down' }];
      const ts = message?.ts ?? '';
      await tocsin.slack.as(alice).edit({ channel, ts, text: 'Not the deploy, see <#C0VIEWER01>', files });
    },
  ],
  /** Tells everybody how it goes. */
  updates: [
    async (tocsin) => {
      await says(tocsin, 'update looking at the queue');
      await tocsin.settled();
      await tocsin.slack.as(alice).submitView({ values: {} });
    },
  ],
  /** Has the postmortem drafted: it is in the canvas, and its message says so. */
  drafts: [(tocsin) => says(tocsin, 'postmortem')],
  /** Makes it private; what is noted and fires from then on is told there alone. */
  hides: [
    async (tocsin) => {
      await says(tocsin, 'ack');
      await says(tocsin, `private ${secrets.reason}`);
    },
    async (tocsin) => {
      await says(tocsin, `note ${secrets.note}`, 1);
      await fires(tocsin, 'design-viewer', 'cache-loaded');
    },
  ],
  /** Gives an alarm an incident of its own, which hears of it from then on. */
  splits: [
    async (tocsin) => {
      await says(tocsin, 'ack');
      await says(tocsin, 'split upload: uploads are slow');
    },
    (tocsin) => fires(tocsin, 'design-viewer', 'upload', 'OK'),
    stayedCalm,
  ],
  /** The second goes on in the first, which hears of its alarms from then on. */
  merges: [mergeSecond, (tocsin) => fires(tocsin, 'share-link', 'open-link')],
  /** It was another trouble after all: the second goes its own way again. */
  parts: [mergeSecond, (tocsin) => says(tocsin, 'split another cause', 1)],
  /** One that another speaks for gets a channel of its own, and recovers there. */
  'takes out': [
    async (tocsin) => {
      const [gathered] = await tocsin.world.store.shelf({ shelf: 'gathered', limit: 1 });
      if (!gathered) throw new Error('no incident is gathered');
      await says(tocsin, 'ack');
      await says(tocsin, `ack ${gathered.id}`);
      await says(tocsin, `split ${gathered.id} it has another cause`);
    },
    (tocsin) => fires(tocsin, 'share-link', 'preview', 'OK'),
    stayedCalm,
  ],
} as const satisfies Record<string, readonly Act[]>;

/** Words that are said of an incident once it is private. */
export const secrets = { reason: 'a customer of Globex is named', note: 'the design leaked is Quokka' } as const;

export type Deed = keyof typeof acts;
export const actsOf = (deed: Deed): readonly Act[] => acts[deed];

const incidentChannels = ({ slack }: Tocsin): SnapshotChannel[] =>
  slack
    .snapshot()
    .channels.filter(({ name }) => name.startsWith('inc-'))
    .sort((a, b) => a.created - b.created);

async function joined({ slack }: Tocsin, channel: SnapshotChannel | undefined): Promise<string> {
  if (!channel) throw new Error('no incident channel was opened');
  if (!channel.members.includes(alice)) await slack.as(alice).join(channel.id);
  return channel.id;
}

/** In the first channel, unless it is said in which. */
async function says(tocsin: Tocsin, words: string, which = 0): Promise<void> {
  const channel = await joined(tocsin, incidentChannels(tocsin)[which]);
  await tocsin.slack.as(alice).command({ channel, text: `/incident ${words}` });
  await tocsin.settled();
}

/** Long enough that resolving is proposed. */
async function stayedCalm(): Promise<void> {}

/** Merging is for responders: Alice is one of both first. */
async function mergeSecond(tocsin: Tocsin): Promise<void> {
  const into = await joined(tocsin, incidentChannels(tocsin)[0]);
  await says(tocsin, 'ack');
  await says(tocsin, 'ack', 1);
  await says(tocsin, `merge <#${into}|first>`, 1);
}

async function fires(tocsin: Tocsin, workflow: string, step: string, value: 'ALARM' | 'OK' = 'ALARM'): Promise<void> {
  await tocsin.happens(alarmEvent({ workflow, step, value, at: tocsin.clock.now() }));
  tocsin.cloud.bus.release();
  await tocsin.settled();
}
