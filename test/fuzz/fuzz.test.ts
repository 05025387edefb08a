import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { play } from './door.ts';
import { doors } from './doors.ts';

// A share of what `npm run fuzz -- --runs 100000` sends; seeds differ from door to door, not from run to run.
const runs = 400;

it.each(doors.map((one, index) => ({ name: one.name, one, seed: 40 + index })))(
  'whatever comes in by $name is taken, or refused with a reason, and nothing else happens',
  async ({ one, seed }) => {
    const { inputs, failure } = await play(one, { runs, seed });
    expect(failure).toBeUndefined();
    expect(inputs).toBe(runs);
  },
);

it.each(['loop', 'wait'])('an input that never ends is told of, and ends it all: %s', async (how) => {
  const endless = fileURLToPath(new URL('./endless.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', endless, how], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
  expect(await text(child.stderr)).toContain('again: npm run fuzz -- --door endless --seed 7 --path 3');
  expect(await ended).toBe('SIGKILL');
});
