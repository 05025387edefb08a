import { createLog } from '@tocsin/aws';
import { settings, workflows } from '@tocsin/catalog';
import type { SnapshotChannel } from '@tocsin/slack-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subcommands } from '../../packages/slack/src/listeners/commands/subcommands.ts';
import { incidentsChannel } from '../../packages/workbench/src/people.ts';
import { drawnByHand, draws } from '../harness/drafting.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

/**
 * One private incident, everything of it marked, and every door at which incidents show. A door is tried by somebody who is
 * in it, where it must tell, and by a member who is not, to whom it does not exist.
 */
const [alice, carol] = ['U0ALICE', 'U0CAROL'] as const;
const elsewhere = { id: 'C0VIEWER01' };
const incidents = { id: incidentsChannel };
const unknown = '20261105-zzzzzzzz';
const words = {
  title: 'zanzibar',
  summary: 'quagmire',
  step: 'ostrich',
  note: 'xylophone',
  update: 'kumquat',
  action: 'bergamot',
  message: 'pumpernickel',
};

let story: Story;
let mallory = '';
let id = '';
let home: SnapshotChannel;
const lines: string[] = [];

/** Whatever tells of it: its words, and how it is called. */
const marks = () => [...Object.values(words), id, home.id, home.name];
const found = (text: string) => marks().filter((mark) => text.includes(mark));
/** What is said then, to them alone. */
const answerTo = async (user: string, line: string, where = incidents) => {
  const before = story.said(user, where).length;
  await story.types(user, where, `/incident ${line}`);
  return story.said(user, where).slice(before).join('\n');
};
const modalOf = (user: string) => {
  const open = story.slack.snapshot(user).modals.some((one) => one.user === user);
  return open ? story.modal(user) : '';
};
const homeOf = async (user: string) => {
  await story.slack.as(user).openHome();
  await story.settled();
  return JSON.stringify(story.slack.snapshot().homes.find((one) => one.user === user) ?? expect.fail('no Home'));
};
const directly = async (user: string, text: string) => {
  const channel = await story.slack.as(user).openDm();
  await story.slack.as(user).post({ channel, text });
  await story.settled();
  const { messages = [] } = story.slack.snapshot(user).channels.find((one) => one.id === channel) ?? {};
  return (
    messages
      .filter(({ bot }) => bot)
      .map(read)
      .at(-1) ?? ''
  );
};
const mentioning = async (user: string, text: string) => {
  await story.mentions(user, incidents, text);
  return `${story.said(user, incidents).at(-1)}`;
};
/** The form, with the workflow chosen that the incident is about. */
const declaring = async (user: string) => {
  await story.slack.as(user).shortcut('declare_incident');
  await story.slack.as(user).selectInView({ actionId: 'field.declare.workflow', value: 'design-viewer' });
  await story.settled();
  return story.modal(user);
};
const fromMessage = async (user: string, shortcut: string, text: string) => {
  const ts = await story.slack.as(user).post({ channel: incidents.id, text });
  await story.slack.as(user).messageShortcut(shortcut, incidents.id, ts);
  await story.settled();
  return modalOf(user);
};
const ownOf = async (title: string) => {
  for (const channel of story.incidentChannels()) if ((await story.incident(channel)).title === title) return channel;
  return expect.fail(`no channel of “${title}”`);
};
/** Another incident of the same step; what its channel shows. */
const declares = async (user: string) => {
  const title = `blank of ${user}`;
  await declaring(user);
  await story.submits(user, { title, 'step.design-viewer': 'translate' });
  return ownOf(title);
};
/** What can be chosen where another incident is merged. */
const choices = async (user: string, typed: string) => {
  await story.types(user, await ownOf(`trouble of ${user}`), '/incident merge');
  return (await story.offered(user, 'into', typed)).join('\n');
};
/** A draft as whoever is in that channel reads it. */
const draftOf = async (channel: SnapshotChannel) => {
  await story.types(mallory, channel, '/incident resolve');
  await story.types(mallory, channel, '/incident postmortem draft');
  await draws(story, (await story.incident(channel)).id);
  const now = story.incidentChannels().find((one) => one.id === channel.id);
  expect(now?.canvas?.markdown).toContain('# ');
  return JSON.stringify(now);
};

beforeAll(async () => {
  const chain = ['lead', 'head'].map((name) => `arn:aws:sns:us-east-1:000000000000:${name}`);
  story = await startStory({
    around: drawnByHand,
    log: createLog({}, (line) => void lines.push(line)),
    workflows: workflows.map((one) => ({ ...one, owner: { ...one.owner, escalation: chain } })),
    severities: { SEV2: { ...settings.severities.SEV2, reviewDays: 30 / (24 * 60) } },
  });
  for (const name of ['lead', 'head']) await story.topic(name);
  mallory = story.slack.addUser({ name: 'Mallory' });
  await story.slack.as(mallory).join(incidents.id);
  await story.types(alice, elsewhere, '/incident open');
  await story.slack.as(alice).selectInView({ actionId: 'field.declare.workflow', value: 'design-viewer' });
  await story.settled();
  await story.submits(alice, {
    title: words.title,
    'step.design-viewer': 'upload',
    summary: words.summary,
    private: ['private'],
  });
  home = story.incidentChannels().find(({ kind }) => kind === 'private') ?? expect.fail('no private channel');
  ({ id } = await story.incident());
  // The page goes up the chain, and the channel is reminded that nobody is in command.
  await story.passes(minutes(12));
  await story.types(alice, home, '/incident take');
  await story.types(alice, home, `/incident step translate ${words.step}`);
  await story.types(alice, home, `/incident note ${words.note}`);
  await story.types(alice, home, '/incident update');
  await story.submits(alice, { text: words.update });
  await story.types(alice, home, `/incident action add ${words.action} <@${alice}>`);
  const ts = await story.slack.as(alice).post({ channel: home.id, text: words.message });
  await story.slack.as(alice).pin({ channel: home.id, ts });
  await story.settled();
  for (const user of [alice, mallory]) {
    await story.types(user, elsewhere, `/incident declare trouble of ${user}`);
    await story.passes(minutes(1));
  }
}, 120_000);
afterAll(() => story.stop());

interface Door {
  readonly door: string;
  readonly opens: (user: string) => Promise<string>;
  /** What whoever is in it reads there; nothing where it is for nobody to read. */
  readonly tells?: () => string;
}

const whileOpen: readonly Door[] = [
  { door: '/incident list', opens: (user) => answerTo(user, 'list'), tells: () => id },
  { door: '/incident list all', opens: (user) => answerTo(user, 'list all'), tells: () => id },
  { door: '/incident list mine', opens: (user) => answerTo(user, 'list mine') },
  { door: 'a mention', opens: (user) => mentioning(user, 'list'), tells: () => id },
  { door: 'a direct message', opens: (user) => directly(user, 'list'), tells: () => id },
  { door: 'the Home', opens: homeOf, tells: () => words.title },
  { door: 'the form that declares one of its workflow', opens: declaring, tells: () => words.title },
  { door: 'what a merge offers', opens: (user) => choices(user, '') },
  { door: 'what a merge offers for its title', opens: (user) => choices(user, words.title) },
  {
    door: 'an incident made from a message',
    opens: (user) => fromMessage(user, 'declare_from_message', 'it is slow'),
  },
  {
    door: 'an action item made from a message, and what it may be of',
    opens: async (user) => {
      const form = await fromMessage(user, 'make_action_item', 'mend it');
      return `${form}${(await story.offered(user, 'incident')).join()}`;
    },
    tells: () => id,
  },
  {
    door: 'the card of another incident of its workflow',
    opens: async (user) => `${JSON.stringify(await declares(user))}${modalOf(user)}`,
  },
  { door: 'the incidents channel', opens: async () => story.announcements().join('\n') },
  {
    door: 'whatever Slack shows them',
    opens: async (user) => JSON.stringify(story.slack.snapshot(user)),
    tells: () => words.update,
  },
];

describe('while it is open', () => {
  it('it is played to its end: reminded of, paged for, told of', () => {
    const told = JSON.stringify(story.slack.snapshot(alice).channels.find((one) => one.id === home.id));
    for (const word of ['title', 'summary', 'step', 'update', 'action', 'message'] as const)
      expect(told, word).toContain(words[word]);
    expect(told).toContain('⏰');
    expect(story.pages().length).toBeGreaterThan(1);
  });

  it.each(whileOpen)('$door', async ({ opens, tells }) => {
    if (tells !== undefined) expect(await opens(alice)).toContain(tells());
    expect(found(await opens(mallory))).toEqual([]);
  });

  it.each(
    subcommands.map(({ words: [word] }) => word).filter((word) => !['list', 'open', 'declare', 'help'].includes(word)),
  )('/incident %s with its id: as if it did not exist', async (word) => {
    const before = await story.timeline({ id });
    const hidden = await answerTo(carol, `${word} ${id}`);
    expect(hidden.replaceAll(id, unknown)).toBe(await answerTo(carol, `${word} ${unknown}`));
    expect(hidden).not.toBe('');
    expect(modalOf(carol)).toBe('');
    expect(await story.timeline({ id })).toEqual(before);
  });
});

describe('once it is over', () => {
  beforeAll(async () => {
    await story.types(alice, home, '/incident resolve');
    await story.types(alice, home, `/incident postmortem draft`);
    await draws(story, id);
    await story.types(alice, home, '/incident close');
    await story.passes(minutes(40));
  }, 120_000);

  it.each<Door>([
    { door: '/incident list all', opens: (user) => answerTo(user, 'list all'), tells: () => id },
    { door: 'the Home, with its postmortem and the review that is due', opens: homeOf, tells: () => 'review overdue' },
    {
      door: 'the draft and the card of another incident, on the same step',
      opens: async () => {
        await story.types(alice, await declares(alice), '/incident resolve');
        const drawn = await draftOf(await ownOf(`blank of ${mallory}`));
        expect(drawn).toContain(`blank of ${alice}`);
        return drawn;
      },
    },
    { door: 'the incidents channel', opens: async () => story.announcements().join('\n') },
    {
      door: 'whatever Slack shows them',
      opens: async (user) => JSON.stringify(story.slack.snapshot(user)),
      tells: () => words.update,
    },
  ])('$door', async ({ opens, tells }) => {
    if (tells !== undefined) expect(await opens(alice)).toContain(tells());
    expect(found(await opens(mallory))).toEqual([]);
  });
});

it.each([['a mention', mentioning] as const, ['a direct message', directly] as const])(
  'by %s with its id: as if it did not exist',
  async (_, asks) => {
    for (const word of ['status', 'timeline', 'ack']) {
      const hidden = await asks(carol, `${word} ${id}`);
      await story.passes(minutes(1));
      expect(hidden.replaceAll(id, unknown), word).toBe(await asks(carol, `${word} ${unknown}`));
      await story.passes(minutes(1));
    }
  },
);

it('pages and logs have its id at most', () => {
  const pages = JSON.stringify(story.pages());
  expect(pages).toContain(id);
  expect(lines.length).toBeGreaterThan(20);
  for (const word of Object.values(words)) for (const text of [pages, ...lines]) expect(text).not.toContain(word);
});
