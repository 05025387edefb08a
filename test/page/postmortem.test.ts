import { describe, expect, test } from 'vitest';
import { tocsin } from '../../packages/workbench/src/app-surface.ts';
import { drawnByHand, draws } from '../harness/drafting.ts';
import { alarmEvent } from '../harness/events.ts';
import { startStory } from '../harness/story.ts';
import { hasChromium } from './browser.ts';
import { serveSlack } from './open-slack.ts';

const alice = 'U0ALICE';

/** The page before the real functions, with an incident that Alice commands. */
async function openTocsin() {
  const story = await startStory({ around: drawnByHand });
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  const channel = story.incidentChannel();
  await story.types(alice, channel, '/incident take');
  const { slack, clock } = story;
  const served = await serveSlack(
    { slack, surface: tocsin, now: () => clock.now() },
    { at: `?as=${alice}#/${channel.id}` },
  );
  return {
    ...served,
    story,
    incident: (await story.incident(channel)).id,
    [Symbol.asyncDispose]: async () => {
      await served[Symbol.asyncDispose]();
      await story.stop();
    },
  };
}

describe.runIf(hasChromium())('a postmortem on the page', () => {
  test('from resolve by its button to a draft that is read, in the canvas too, reviewed and closed', async () => {
    await using opened = await openTocsin();
    const { page, story, incident, complaints } = opened;
    const presses = async (name: string) => {
      await page.getByRole('article').getByRole('button', { name, exact: true }).last().click();
      await story.settled();
    };
    await presses('Resolve');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('rolled back to v12');
    await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
    await story.settled();
    await page.getByRole('button', { name: 'Reopen' }).waitFor();

    await presses('Postmortem');
    await page.getByText('draft 1 is being drawn up').first().waitFor();
    await draws(story, incident);
    await page.getByText('draft 1 is ready').first().waitFor();

    await presses('Open');
    const link = page.getByRole('link', { name: 'Read the draft' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toContain(`/postmortems/${incident}/1/postmortem.html?`);
    const [read] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await read.getByRole('heading', { level: 1, name: 'Postmortem: ' }).waitFor();
    await read.getByText('rolled back to v12').first().waitFor();
    await read.close();

    await page.getByRole('link', { name: 'Canvas', exact: true }).click();
    const canvas = page.getByRole('region', { name: 'Canvas: Postmortem' });
    await canvas.getByRole('heading', { name: `Postmortem of incident ${incident} (draft 1)` }).waitFor();
    await canvas.getByText('rolled back to v12').first().waitFor();
    await page.getByRole('link', { name: 'Messages', exact: true }).click();

    await presses('Review it');
    await page.getByText('Postmortem · in review').first().waitFor();
    await presses('Reviewed');
    await presses('Close postmortem');
    await page.getByText('Postmortem · closed').first().waitFor();
    expect((await story.world.store.load(incident))?.postmortem?.status).toBe('closed');
    expect(complaints).toEqual([]);
  });
});
