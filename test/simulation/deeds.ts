import type { SnapshotChannel } from '@tocsin/slack-simulator';
import type { Tocsin } from '../harness/tocsin.ts';

const alice = 'U0ALICE';
type Act = (tocsin: Tocsin) => Promise<void>;

/**
 * What people do, in two acts: the second comes once whatever went wrong with the first is long over. What they only
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
} as const satisfies Record<string, readonly Act[]>;

export type Deed = keyof typeof acts;
export const deeds = Object.keys(acts) as Deed[];
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

async function says(tocsin: Tocsin, words: string): Promise<void> {
  const channel = await joined(tocsin, incidentChannels(tocsin)[0]);
  await tocsin.slack.as(alice).command({ channel, text: `/incident ${words}` });
}
