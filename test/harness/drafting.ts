import type { World } from '@tocsin/app';
import { type Drafts, type DraftWorld, drawUp, giveUp } from '@tocsin/app/drafting';
import { awaitedDraft } from '@tocsin/incident';
import { slackHistory } from '@tocsin/slack';
import { credentials } from '../../packages/workbench/src/people.ts';
import type { Story } from './story.ts';

/** A desk at which drafts are drawn up when a test says so, in the real way, and kept in memory. */
export interface Desk {
  readonly files: Map<string, string>;
  /** For startStory: whoever shows a draft reads it here, and links lead here. */
  readonly around: (world: World) => World;
  /** Draws up the draft that is awaited. */
  draws(story: Story, incident: string): Promise<void>;
  fails(story: Story, incident: string, reason: string): Promise<void>;
}

export function desk(): Desk {
  const files = new Map<string, string>();
  const drafts: Drafts = {
    get: async (key) => files.get(key),
    put: async ({ key, text }) => void files.set(key, text),
  };
  const awaited = async ({ world }: Story, incident: string) => {
    const loaded = await world.store.load(incident);
    const found = loaded && awaitedDraft(loaded);
    if (!found) throw new Error(`no draft of ${incident} is awaited`);
    return { incident, number: found.number };
  };
  return {
    files,
    around: (world) => {
      const links = {
        signed: async (key: string) => `https://drafts.example/${key}?X-Amz-Signature=${'f'.repeat(1_500)}`,
      };
      return { ...world, drafts, links } as World;
    },
    async draws(story, incident) {
      const { world, clock, slack } = story;
      const history = slackHistory({ token: credentials.token, apiUrl: slack.url, now: clock.now });
      const drawing: DraftWorld = { ...world, drafts, history, series: { read: async () => [] } };
      await drawUp(drawing, await awaited(story, incident), new Date(clock.now().getTime() + 600_000));
      await story.settled();
    },
    async fails(story, incident, reason) {
      await giveUp(story.world as unknown as DraftWorld, await awaited(story, incident), reason);
      await story.settled();
    },
  };
}
