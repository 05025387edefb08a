import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canaryRuns } from '../harness/canary.ts';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';
import { runbooksOf, walking } from '../harness/walking.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;

const runbook = `---
title: Designs are not translated
applies-to:
  steps: [design-viewer/translate]
---

# Designs are not translated

## Say so

Tell the users of {{workflow}} that it fails since {{failing-since}}.

## Look at the backlog

Look how many designs wait.

## Restart the translators

\`\`\`yaml
act: lambda
function: shop-restart
timeout: 30s
back: Restarting keeps nothing, so there is nothing to undo.
\`\`\`

- Worked → [Over](#over)
- Did not work → [Roll back](#roll-back)

## Roll back

Roll back to the last version that worked.

## Over

Look once more.
`;

let story: Story;
beforeEach(async () => {
  story = await startStory({
    runbooks: () => runbooksOf({ 'runbooks/queue.md': runbook }, { allow: [{ act: 'lambda', resources: ['shop-*'] }] }),
  });
  story.cloud.services.functions.set('shop-restart', () => {
    throw new Error('the service is not there');
  });
});
afterEach(() => story.stop());

const alarm = (value: 'ALARM' | 'OK') =>
  story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value, at: story.clock.now() }));
const canary = (because?: string) =>
  canaryRuns(story, 'design-viewer', because === undefined ? undefined : { step: 'translate', because });
const says = async (user: string, text: string, more: { thread?: string } = {}) => {
  const { id: channel } = story.incidentChannel();
  const actor = story.slack.as(user);
  if (!story.incidentChannel().members.includes(user)) await actor.join(channel);
  const ts = await actor.post({ channel, text, ...more });
  await story.settled();
  return ts;
};
const types = (user: string, text: string) => story.types(user, story.incidentChannel(), `/incident ${text}`);

/** From the alarm to the draft, as people live through it. */
async function walkThrough(): Promise<string> {
  await canary();
  await story.passes(minutes(1));
  await canary('translation-queue: SQS says AccessDenied');
  await story.passes(minutes(1));
  await alarm('ALARM');
  const { id } = await story.incident();
  const walk = walking(story);
  await story.passes(minutes(2));
  await story.presses(alice, story.incidentChannel(), 'Acknowledge');
  await types(alice, 'take');
  await story.passes(minutes(1));
  const found = await says(bob, 'I see AccessDenied on SendMessage since the deploy of v42 at 13:58, for all designs');
  await story.slack.as(alice).pin({ channel: story.incidentChannel().id, ts: found });
  await story.settled();
  await says(carol, 'who changed the policy of the queue?');
  await says(bob, 'the deploy did: it replaced the role', { thread: found });
  await says(carol, 'lunch anybody');
  await walk.begins(alice);
  await walk.moves(alice, { type: 'done' });
  await walk.moves(alice, { type: 'skip', why: 'the queue is empty, nothing gets in' });
  await story.passes(minutes(2));
  await walk.moves(alice, { type: 'start' });
  await story.passes(minutes(1));
  await says(alice, 'decision: we roll back to v41 rather than mend the role');
  await walk.moves(bob, { type: 'done' });
  await story.passes(minutes(4));
  await canary();
  await alarm('OK');
  await types(alice, 'mitigate rolled back to v41');
  await story.mentions(alice, story.incidentChannel(), 'update about 300 designs were not translated in 12 minutes');
  await walk.moves(bob, { type: 'done' });
  await types(bob, 'action add put the policy of the queue under test');
  await story.passes(minutes(20));
  await types(alice, 'resolve rolled back to v41; the role is as before');
  await types(alice, 'postmortem draft');
  return id;
}

const stored = async (id: string, number = 1, file = 'postmortem.md') =>
  (await story.world.drafts?.get(`postmortems/${id}/${number}/${file}`)) ?? expect.fail(`no ${file}`);

/** What differs from run to run and says nothing: ids by chance. */
const steadied = (text: string, id: string): string =>
  text
    .replaceAll(id, '20261105-incident')
    .replaceAll(`-${id.slice(-4)}`, '-xxxx')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<run>');

describe('a draft of an incident that was lived through', () => {
  it('has every fact that is on record, and leaves judgment to people', async () => {
    const id = await walkThrough();
    await expect(steadied(await stored(id), id)).toMatchFileSnapshot('golden/drafted.md');
  });

  it('is told in the channel, and its page opens by its link', async () => {
    const id = await walkThrough();
    const { postmortem } = (await story.world.store.load(id)) ?? {};
    expect(postmortem).toMatchObject({ status: 'draft', draft: { number: 1 } });
    expect(story.incidentChannel().canvas?.markdown).toContain('Designs are not translated');
    await types(alice, 'postmortem open');
    const [link] =
      /http:\/\/127[^|>]*postmortem\.html[^|>)]*/.exec(story.said(alice, story.incidentChannel()).at(-1) ?? '') ?? [];
    const page = await fetch((link ?? '').replaceAll('&amp;', '&'));
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<h1');
    expect(story.incidentChannel().messages.map(read).join('\n')).toContain('Postmortem');
    expect(story.cloud.queue('draftDeadLetters').ready).toEqual([]);
  });
});
