import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog } from '@tocsin/aws/log';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FunctionName } from '../../packages/workbench/src/cloud/index.ts';
import { credentials } from '../../packages/workbench/src/people.ts';
import { canaryRuns } from '../harness/canary.ts';
import { alarmEvent, foreignAlarm } from '../harness/events.ts';
import { minutes, startStory } from '../harness/story.ts';
import { runbooksOf, walking } from '../harness/walking.ts';

/** Stands in everything that people, alarms and the things that runbooks touch say. No id and no word of ours has it. */
const canary = 'CANARYWORD';
const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;

/** Every function; one that is new is asked for by the compiler. */
const every: Readonly<Record<FunctionName, true>> = {
  intake: true,
  slack: true,
  respond: true,
  tick: true,
  look: true,
  act: true,
  draft: true,
};
const functions = Object.keys(every) as FunctionName[];

/** Lines that no incident can be told of, and why. */
const ofNoIncident: Readonly<Record<string, string>> = {
  signal: 'a canary’s run is evidence until an alarm opens the incident; the alarm’s own line is asked for below',
  tick: 'counts all incidents that were due',
  'request refused': 'nothing of a request whose signature is wrong is read',
  unreadable: 'what cannot be read names no incident; its message has an id',
};

const runbookAt = (site: string) => `---
title: Designs are not translated
applies-to:
  steps: [design-viewer/translate]
---

# Designs are not translated

## Does it answer?

\`\`\`yaml
check: http
url: '${site}/health'
expect: 200
\`\`\`

- As expected → [Restart](#restart)
- Otherwise → [Restart](#restart)

## Restart

\`\`\`yaml
act: webhook
url: '${site}/restart'
body:
  why: '${canary} payload'
back: Restarting keeps nothing, so there is nothing to undo.
\`\`\`

- Worked → [Again](#again)
- Did not work → [Again](#again)

## Again

\`\`\`yaml
act: lambda
function: shop-restart
payload:
  why: '${canary} payload'
back: Restarting keeps nothing, so there is nothing to undo.
\`\`\`

- Worked → [Over](#over)
- Did not work → [Over](#over)

## Over

Look once more.
`;

interface Line {
  readonly by: string;
  readonly text: string;
}

describe('of an incident in which everything is said with a marked word', () => {
  const lines: Line[] = [];
  const asked: string[] = [];
  let id = '';

  beforeAll(async () => {
    const running = new AsyncLocalStorage<string>();
    const note = (text: string) => lines.push({ by: running.getStore() ?? 'Lambda', text });
    const site = createServer((incoming, outgoing) => {
      incoming.resume();
      asked.push(incoming.url ?? '');
      outgoing.end(`${canary} output token=${canary}`);
    });
    await new Promise<void>((resolve) => void site.listen(0, '127.0.0.1', resolve));
    const at = `http://localhost:${(site.address() as AddressInfo).port}`;
    const story = await startStory({
      log: createLog({}, note),
      // As Lambda logs what an invocation throws.
      onError: (where, error) => note(`${where} ${error instanceof Error ? error.stack : String(error)}`),
      invoking: (name, run) => running.run(name, run),
      runbooks: () =>
        runbooksOf(
          { 'runbooks/queue.md': runbookAt(at) },
          {
            allow: [
              { act: 'lambda', resources: ['shop-*'] },
              { act: 'webhook', resources: [`${at}/*`] },
            ],
            internal: ['localhost'],
          },
        ),
    });
    story.cloud.services.functions.set('shop-restart', () => {
      asked.push('shop-restart');
      throw new Error(`${canary} error`);
    });
    const channel = () => story.incidentChannel();
    const types = (text: string) => story.types(alice, channel(), `/incident ${text}`);
    try {
      const reason = `${canary} reason`;
      const { clock } = story;
      await canaryRuns(story, 'design-viewer', { step: 'translate', because: `translation-queue: ${canary} because` });
      const fails = { workflow: 'design-viewer', step: 'translate', reason } as const;
      await story.happens(alarmEvent({ ...fails, value: 'ALARM', at: clock.now() }));
      id = (await story.incident()).id;
      await story.presses(alice, channel(), 'Acknowledge');
      await types('take');
      await story.slack.as(bob).join(channel().id);
      const said = await story.slack.as(bob).post({ channel: channel().id, text: `${canary} message` });
      await story.slack.as(bob).pin({ channel: channel().id, ts: said });
      await story.settled();
      const walk = walking(story);
      await walk.begins(alice);
      // A look, a webhook that answers in marked words, a function that fails in them.
      for (const type of ['start', 'start', 'start'] as const) await walk.moves(alice, { type });
      await walk.moves(alice, { type: 'did-not-work', why: `${canary} why` });
      await story.passes(minutes(2));
      await story.mentions(alice, channel(), `update ${canary} summary`);
      await types(`action add ${canary} action`);
      await types(`${canary} no such word`);
      await story.happens(alarmEvent({ ...fails, value: 'OK', at: clock.now() }));
      await types(`mitigate ${canary} mitigated`);
      await story.passes(minutes(20));
      await types(`resolve ${canary} resolved`);
      await types('postmortem draft');
      await story.passes(minutes(2));
      await story.types(alice, { id: 'C0VIEWER01' }, `/incident declare ${canary} title`);
      await story.happens({ ...foreignAlarm({ name: 'x', value: 'ALARM', at: clock.now() }), detail: { no: reason } });
      await fetch(story.cloud.slack?.url ?? '', {
        method: 'POST',
        headers: { 'x-slack-request-timestamp': '1', 'x-slack-signature': `v0=${canary}` },
        body: `token=${canary}`,
      });
    } finally {
      await story.stop();
      site.close();
    }
  }, 120_000);

  it.each(functions)('no line of %s holds one, nor a secret, and there are lines', (name) => {
    const own = lines.filter(({ by }) => by === name).map(({ text }) => text);
    expect(own).not.toEqual([]);
    for (const line of own) expect(line).not.toMatch(marked);
  });

  it('nor does what Lambda itself would log', () => {
    for (const { text } of lines) expect(text).not.toMatch(marked);
  });

  it('each line about the incident carries its id', () => {
    expect(id).not.toBe('');
    for (const { text } of lines.filter(({ text }) => text.startsWith('{'))) {
      const { message, incident } = JSON.parse(text) as { message: string; incident?: unknown };
      if (text.includes(id)) expect(incident, text).toBe(id);
      else if (!(message in ofNoIncident)) expect(incident, text).toEqual(expect.any(String));
    }
    const withId = (by: string) => lines.filter((one) => one.by === by && one.text.includes(`"incident":"${id}"`));
    for (const by of ['intake', 'respond', 'look', 'act', 'draft']) expect(withId(by), by).not.toEqual([]);
  });

  it('the webhook and the function were both asked', () => {
    expect(asked).toEqual(['/health', '/restart', 'shop-restart']);
    expect(lines.filter(({ by, text }) => by === 'act' && text.includes('"message":"task"'))).toHaveLength(2);
  });
});

const marked = new RegExp([canary, credentials.token, credentials.signingSecret, 'v0='].join('|'));
