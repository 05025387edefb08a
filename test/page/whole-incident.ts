import { openActions, walksOf } from '@tocsin/incident';
import type { Page } from 'playwright-core';
import type { Workbench } from '../../packages/workbench/src/workbench.ts';
import type { Hands } from './hands.ts';
import { channelOpened, patienceMs, seeing } from './seeing.ts';

const message = (label: string) => `article button:text-is("${label}")`;
const mostPresses = 4;
const inForm = (block: string, control: string) => `dialog [data-block="${block}"] ${control}`;

interface Played {
  readonly workbench: Workbench;
  readonly page: Page;
  readonly hands: Hands;
}

interface Part {
  readonly title: string;
  /** By its title. */
  readonly workflow: string;
  /** Whose page it is. */
  readonly me: string;
  /** Who takes over. */
  readonly other: { readonly id: string; readonly name: string };
}

/** From declaring to closing by what the page shows: no command is typed. */
export async function playWhole(
  { workbench, page, hands }: Played,
  { title, workflow, me, other }: Part,
): Promise<void> {
  const dialog = page.getByRole('dialog');
  const sends = async (label: string) => {
    await hands.presses(`dialog button[type=submit]:text-is("${label}")`);
    await page.getByRole('button', { name: label }).and(page.locator('[type=submit]')).waitFor({ state: 'hidden' });
  };
  const leaves = async () => {
    await hands.presses('dialog footer button:text-is("Close")');
    await dialog.waitFor({ state: 'detached' });
  };
  /** On a machine so busy that Slack's three seconds pass, nothing opens, and a person presses again. */
  const opens = async (label: string) => {
    for (let press = 1; press <= mostPresses; press += 1) {
      await hands.presses(message(label));
      const isOpen = dialog.waitFor({ timeout: patienceMs / mostPresses }).then(
        () => true,
        () => false,
      );
      if (await isOpen) return;
    }
    throw new Error(`“${label}” opened nothing, ${mostPresses} times`);
  };
  const fromMenu = async (label: string) => {
    await opens('More…');
    await hands.presses(`dialog button:text-is("${label}")`);
  };

  await hands.presses('button[aria-label="Shortcuts"]');
  await hands.presses('[role=menuitem]:has-text("Declare incident")');
  await hands.writes(inForm('title', 'input'), title);
  await hands.chooses(inForm('workflow', 'input'), workflow);
  await sends('Declare');
  await page.getByRole('dialog', { name: 'Declared' }).waitFor();
  await leaves();
  const channel = await channelOpened(workbench, title);
  const shows = seeing(workbench, channel);
  await hands.presses(`.notice:has-text("${channel.name}") .button`);
  await page.getByRole('heading', { name: channel.name }).waitFor();

  await hands.presses(message('Take command'));
  await shows('somebody is in command', ({ roles }) => roles.commander === me);

  await opens('Post update');
  await hands.writes(inForm('text', 'textarea'), 'Nothing is lost');
  await hands.chooses(inForm('next', 'input'), '30 minutes');
  await sends('Post');
  await shows('the next update is promised', ({ update }) => update?.nextAt !== undefined);

  await fromMenu('Give a role');
  await hands.picks('Scribe');
  await hands.chooses(inForm('to', 'input'), 'Carol');
  await sends('Give');
  await shows('somebody writes', ({ roles }) => roles.scribe === 'U0CAROL');

  await fromMenu('Add an action item');
  await hands.writes(inForm('text', 'input'), 'raise the limit');
  await sends('Add');
  await shows('an action item is left', (one) => openActions(one).length === 1);
  await fromMenu('Action items');
  await dialog.getByText('raise the limit').waitFor();
  await leaves();
  await hands.presses('article:has-text("raise the limit") button[aria-label="More options"]');
  await hands.presses('[role=menuitem]:has-text("Done")');
  await shows('no action item is left', (one) => openActions(one).length === 0);

  await fromMenu('Name the step');
  await hands.chooses(inForm('step', 'input'), 'not seen');
  await hands.writes(inForm('reason', 'input'), 'the map is blank');
  await sends('Name it');
  await shows('a step is named', ({ naming }) => naming?.pinned !== undefined);

  await fromMenu('Add a note');
  await hands.writes(inForm('text', 'textarea'), 'it began with the deploy');
  await sends('Add');
  await fromMenu('Timeline');
  await dialog.getByText('it began with the deploy').waitFor();
  await leaves();

  await hands.presses(message('Start'));
  await shows('a runbook is walked', (one) => walksOf(one).length === 1);

  await opens('Hand off');
  await hands.chooses(inForm('to', 'input'), other.name);
  await hands.writes(inForm('note', 'textarea'), 'the vendor is called');
  await sends('Hand off');
  await shows('another is in command', ({ roles }) => roles.commander === other.id);

  for (const [label, reached] of [
    ['Mitigated', 'mitigated'],
    ['Resolve', 'resolved'],
  ] as const) {
    await opens(label);
    await hands.writes(inForm('note', 'textarea'), 'traffic goes elsewhere');
    await sends(label);
    await shows(`it is ${reached}`, ({ status }) => status === reached);
  }
  await opens('Close');
  await sends('Close');
  await shows('it is closed', ({ status }) => status === 'closed');
  await page.getByText('Closed by').first().waitFor();
}
