import type { World } from '@tocsin/app';
import type { RunbookPolicy } from '@tocsin/runbook';
import { alarmEvent } from './events.ts';
import { type Story, startStory } from './story.ts';
import { runbooksOf, walking } from './walking.ts';

export const shopPolicy: RunbookPolicy = { allow: [{ act: 'lambda', resources: ['shop-*'] }] };

/** Tocsin with runbooks that may run the shop's functions and look at its alarm, which has no data. */
export async function startShop(options: Parameters<typeof startStory>[0]) {
  const story = await startStory(options);
  const invoked: string[] = [];
  const payloads: unknown[] = [];
  for (const name of ['shop-restart', 'shop-stop'])
    story.cloud.services.functions.set(name, (payload) => {
      invoked.push(name);
      payloads.push(payload);
      return { done: true };
    });
  story.cloud.alarms.put({
    type: 'metric',
    name: 'shop/errors',
    metric: { namespace: 'Shop', name: 'Errors', dimensions: {} },
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparison: 'GreaterThanThreshold',
    treatMissingData: 'missing',
  });
  return { story, invoked, payloads };
}

/** An incident opens, which names the step. */
export const translateFails = (story: Story) =>
  story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at: story.clock.now() }));

export const queueRunbook = `---
title: Designs are not translated
applies-to:
  steps: [design-viewer/translate]
---

# Designs are not translated

## Say so

Tell the users of {{workflow}} that it fails since {{failing-since}}.

## Does it burn?

\`\`\`yaml
check: alarm
alarm: shop/errors
\`\`\`

- As expected → [Over](#over)
- Otherwise → [Restart the translators](#restart-the-translators)

## Restart the translators

\`\`\`yaml
act: lambda
function: shop-restart
payload:
  incident: '{{incident}}'
  canary: '{{dimension.CanaryName}}'
timeout: 30s
back:
  act: lambda
  function: shop-stop
\`\`\`

- Worked → [Over](#over)
- Did not work → [Call the team](#call-the-team)

## Call the team

Page them.

## Over

Look once more.
`;
export const usersRunbook = `---
title: Tell the users
applies-to:
  workflows: [design-viewer]
---

# Tell the users

## Write to them

Write to all of them.
`;

/** The shop with a runbook for what fails, and the incident that it is offered in. */
export async function startQueue() {
  /** What the catalog says now; tests edit it. */
  const catalog: { texts: Record<string, string>; policy: RunbookPolicy } = {
    texts: { 'runbooks/queue.md': queueRunbook, 'runbooks/users.md': usersRunbook },
    policy: shopPolicy,
  };
  let losing = false;
  const around = (world: World): World => ({
    ...world,
    tasks: {
      send: async (task) => {
        if (!losing) return world.tasks.send(task);
        losing = false;
      },
    },
  });
  const shop = await startShop({ around, runbooks: () => runbooksOf(catalog.texts, catalog.policy) });
  const { story } = shop;
  const walk = walking(story);
  await translateFails(story);
  return {
    ...shop,
    walk,
    catalog,
    /** The next message to the functions that look and act is lost. */
    loses: () => {
      losing = true;
    },
    /** Alice walks on to the act, which the check leads to. */
    async toTheAct(): Promise<void> {
      await walk.begins('U0ALICE');
      await walk.moves('U0ALICE', { type: 'done' });
      await walk.moves('U0ALICE', { type: 'start' });
      if ((await walk.at()) !== 'Restart the translators') throw new Error('the check leads elsewhere');
    },
    /** Results on the timeline. */
    async told() {
      return (await story.world.store.timeline((await story.incident()).id)).flatMap(({ entries }) =>
        entries.flatMap((entry) => ('result' in entry && entry.result ? [entry.result] : [])),
      );
    },
  };
}
