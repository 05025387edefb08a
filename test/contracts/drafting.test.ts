import { TryAgain } from '@tocsin/app';
import { type ChannelReader, type Drafts, type DraftWorld, drawUp, giveUp, readChannel } from '@tocsin/app/drafting';
import { type Command, type Commit, decide, fold, type Incident, person } from '@tocsin/incident';
import { slackHistory } from '@tocsin/slack';
import { defaultSettings } from '@tocsin/workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ana, ben, openSlack, type TestSlack } from '../../packages/slack-simulator/src/testing.ts';

// Drawing up a postmortem on a strict Slack, with its limits: the real client, real HTTP, pages as Slack cuts them.
const channel = 'C0INC00042';
let slack: TestSlack;
let now: number;
beforeEach(async () => {
  slack = await openSlack();
  now = Date.parse('2026-11-05T14:00:00.000Z');
});
afterEach(() => slack.stop());

const clock = { now: () => new Date(now) };
const soon = () => new Date(now + 60_000);
const history = (): ChannelReader => slackHistory({ token: 'xoxb-test', apiUrl: slack.slack.url, now: clock.now });

function memory(): Drafts & { readonly files: Map<string, string> } {
  const files = new Map<string, string>();
  return {
    files,
    get: async (key) => files.get(key),
    put: async ({ key, text }) => void files.set(key, text),
  };
}
const say = (text: string, more: object = {}) => slack.slack.as(ana).post({ channel, text, ...more });
const pass = async (ms: number) => {
  now += ms;
  await slack.pass(ms);
};

describe('reading a channel', () => {
  it('reads all of it, page by page, threads included, each message once and with its address', async () => {
    const roots: string[] = [];
    for (let index = 0; index < 250; index++) {
      roots.push(await say(`message ${index}`));
      await pass(1_000);
    }
    const [first = '', second = ''] = roots;
    await say('an answer', { threadTs: first });
    await say('another', { threadTs: second });
    const { messages, incomplete } = await readChannel(
      { history: history(), drafts: memory(), clock },
      { channel, key: 'k', deadline: soon() },
    );
    expect(incomplete).toBeUndefined();
    expect(messages.filter(({ text }) => text.startsWith('message')).map(({ text }) => text)).toEqual(
      roots.map((_, index) => `message ${index}`),
    );
    expect(messages.filter(({ thread }) => thread !== undefined)).toMatchObject([
      { text: 'an answer', thread: first, user: ana, permalink: expect.stringContaining(`thread_ts=${first}`) },
      { text: 'another', thread: second },
    ]);
    expect(messages[0]?.permalink).toBe(
      `https://example-shop.slack.com/archives/${channel}/p${first.replace('.', '')}`,
    );
  });

  it('goes on where it was when Slack asks for patience or time ran out', async () => {
    const threads: string[] = [];
    for (let index = 0; index < 70; index++) {
      const ts = await say(`thread ${index}`);
      await pass(1_000);
      await say(`answer ${index}`, { threadTs: ts });
      await pass(1_000);
      threads.push(ts);
    }
    const world = { history: history(), drafts: memory(), clock };
    const waits: number[] = [];
    const read = async () => {
      for (let tries = 0; tries < 20; tries++) {
        try {
          return await readChannel(world, { channel, key: 'k', deadline: soon() });
        } catch (error) {
          if (!(error instanceof TryAgain)) throw error;
          waits.push(error.afterMs);
          await pass(error.afterMs);
        }
      }
      return expect.fail('never done');
    };
    const { messages } = await read();
    // conversations.replies takes some 50 calls a minute.
    expect(waits.length).toBeGreaterThan(0);
    expect(messages.filter(({ text }) => text.startsWith('answer'))).toHaveLength(70);
    await expect(
      readChannel({ ...world, drafts: memory() }, { channel, key: 'k', deadline: new Date(now + 1_000) }),
    ).rejects.toThrow('the channel is long');
  });

  it('says that it is not all where Slack refuses for good', async () => {
    const refused = await readChannel(
      { history: history(), drafts: memory(), clock },
      { channel: 'C0SECRET01', key: 'k', deadline: soon() },
    );
    expect(refused).toMatchObject({
      messages: [],
      incomplete: expect.stringContaining('Slack did not show all of it'),
    });
  });
});

/** An incident that was acknowledged, and resolved an hour later; a postmortem of it was asked for. */
function incidentStore() {
  const commits: Commit[] = [];
  const incident = () => fold(undefined, commits) as Incident;
  const give = (command: Command) => {
    const at = clock.now().toISOString();
    const decision = decide(commits.length === 0 ? undefined : incident(), command, {
      at,
      workflows: [],
      settings: defaultSettings,
    });
    if (decision.type === 'refusal') throw new Error(decision.reason);
    const version = commits.length + 1;
    commits.push({ incident: 'i', version, cause: `c${version}`, recordedAt: at, entries: decision.entries });
    now += 60_000;
  };
  give({ type: 'declare', by: person(ana), title: 'Uploads fail', severity: 'SEV2', key: 'k' });
  give({ type: 'record-channel', channel, name: 'incidents' });
  give({ type: 'acknowledge', by: person(ben) });
  give({ type: 'resolve', by: person(ben), note: 'The disk was full; it was emptied.' });
  give({ type: 'draft-postmortem', by: person(ben) });
  const drafts = memory();
  const world = {
    store: {
      load: async () => incident(),
      loadWithEffects: async () => ({ incident: incident(), effects: new Map() }),
      timeline: async () => commits,
      shelf: async () => [],
      append: async (commit: Commit) => commit.version === commits.length + 1 && commits.push(commit) > 0,
      saveHead: async () => {},
    },
    outbox: { send: async () => {} },
    clock,
    log: { info() {}, warn() {}, error() {} },
    catalog: { workflows: [], settings: defaultSettings },
    people: {
      describe: async (id: string) => ({ id, name: id === ben ? 'Ben' : 'Ana', kind: 'member' }),
      members: async () => [],
    },
    history: history(),
    drafts,
    series: { read: async () => [] },
    canaryRuns: { read: async () => [] },
  } as unknown as DraftWorld;
  return { world, drafts, give, incident };
}
const order = (number: number) => ({ incident: 'i', number });

describe('drawing up', () => {
  it('puts what it wrote into storage and that on the timeline, once', async () => {
    const { world, drafts, incident } = incidentStore();
    await say('We decided to empty the disk');
    expect(await drawUp(world, order(1), soon())).toMatchObject({ type: 'drafted', draft: { changed: [] } });
    const stored = incident().postmortem?.draft;
    expect(drafts.files.get(stored?.markdown ?? '')).toContain('Uploads fail');
    expect(drafts.files.get(stored?.html ?? '')).toContain('<!doctype html>');
    expect(drafts.files.get(stored?.markdown ?? '')).toContain('We decided to empty the disk');
    expect(await drawUp(world, order(1), soon())).toMatchObject({ type: 'not-awaited' });
  });

  it('gives the same text for the same facts, and names the sections that differ for others', async () => {
    const { world, give, incident } = incidentStore();
    await drawUp(world, order(1), soon());
    const first = incident().postmortem?.draft?.digest;
    give({ type: 'draft-postmortem', by: person(ana) });
    await drawUp(world, order(2), soon());
    // Who asked for it stands in it as its author.
    expect(incident().postmortem?.draft?.changed.length).toBeLessThanOrEqual(1);
    give({ type: 'draft-postmortem', by: person(ben) });
    await drawUp(world, order(3), soon());
    expect(incident().postmortem?.draft?.digest).toBe(first);
    give({ type: 'add-action', by: person(ben), text: 'Watch the disk', owner: ana, due: '2026-12-01' });
    give({ type: 'draft-postmortem', by: person(ben) });
    await drawUp(world, order(4), soon());
    expect(incident().postmortem?.draft?.changed.join()).toMatch(/[Aa]ction/);
  });

  it('names nobody where people are shown by role alone', async () => {
    const { world, drafts, incident } = incidentStore();
    await say('We decided to empty the disk');
    await drawUp({ ...world, showPeople: 'roles' }, order(1), soon());
    const text = drafts.files.get(incident().postmortem?.draft?.markdown ?? '');
    expect(text).toContain('Responder 1');
    expect(text).not.toMatch(/Ana|Ben|U0/);
  });

  it('says so when it could not', async () => {
    const { world, incident } = incidentStore();
    await giveUp(world, order(1), 'storage is away');
    expect(incident().postmortem?.failed).toEqual({ number: 1, reason: 'storage is away' });
  });
});
