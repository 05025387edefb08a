import type { World } from '@tocsin/app';
import { type Drafts, type DraftWorld, drawUp, giveUp } from '@tocsin/app/drafting';
import { awaitedDraft } from '@tocsin/incident';
import { slackHistory } from '@tocsin/slack';
import { credentials } from '../../packages/workbench/src/people.ts';
import type { Story } from './story.ts';

/** For startStory: nothing is drawn up but when a test says so; until then people wait for it. */
export const drawnByHand = (world: World): World => ({ ...world, draftQueue: { send: async () => {} } }) as World;

/** Draws up the draft that is awaited, in the real way. */
export async function draws(story: Story, incident: string): Promise<void> {
  const { clock, slack, world } = story;
  const history = slackHistory({ token: credentials.token, apiUrl: slack.url, now: clock.now });
  const drawing: DraftWorld = { ...world, drafts: storage(story), history, series: nothing, canaryRuns: nothing };
  await drawUp(drawing, await awaited(story, incident), new Date(clock.now().getTime() + 600_000));
  await story.settled();
}

/** It cannot be drawn up, however often it is tried. */
export async function failsToDraw(story: Story, incident: string, reason: string): Promise<void> {
  await giveUp(story.world as unknown as DraftWorld, await awaited(story, incident), reason);
  await story.settled();
}

const nothing = { read: async () => [] };
/** The harness gives respond all of it. */
const storage = ({ world }: Story): Drafts => world.drafts as Drafts;

async function awaited({ world }: Story, incident: string) {
  const loaded = await world.store.load(incident);
  const found = loaded && awaitedDraft(loaded);
  if (!found) throw new Error(`no draft of ${incident} is awaited`);
  return { incident, number: found.number };
}
