import { workflows } from '@tocsin/catalog';
import { dependenciesOf } from '@tocsin/workflow';
import type { Incident } from '@tocsin/incident';
import { stage } from './stage.ts';
import type { SnapshotChannel } from '@tocsin/slack-simulator';
import { incidentsChannel } from './people.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

/** What was played, how long each part took since the fault, and whether the channel named what was truly broken. */
export interface Played {
  readonly ok: boolean;
  readonly reason: string;
  readonly broken: string;
  readonly named: {
    readonly workflow?: string;
    readonly step?: string;
    readonly dependency?: string;
    readonly confidence?: string;
    readonly reason?: string;
    readonly degraded?: boolean;
  };
  /** Milliseconds since the fault was injected. */
  readonly timings: Readonly<Record<string, number>>;
  readonly channel: string | null;
  /** Web API calls by method. */
  readonly slackCalls: Readonly<Record<string, number>>;
  readonly transcript: readonly string[];
}

const patienceMs = 90_000;

/** Breaks a dependency, waits for the channel that names the step, acknowledges, mends, and waits for recovery. */
export async function playOnce({
  dependency,
  minuteSeconds,
  progress,
}: {
  dependency?: string;
  minuteSeconds: number;
  progress?: (line: string) => void;
}): Promise<Played> {
  const known = [...new Set(workflows.flatMap(dependenciesOf))];
  const broken = dependency ?? known[0] ?? '';
  if (!known.includes(broken))
    throw new Error(`there is no dependency "${broken}" to break; there is ${known.join(', ')}`);
  const workbench = await startWorkbench({ minuteSeconds, ...(progress ? { progress } : {}) });
  try {
    return await play(workbench, broken, progress ?? (() => {}));
  } finally {
    await workbench.stop();
  }
}

async function play(workbench: Workbench, broken: string, progress: (line: string) => void): Promise<Played> {
  const { demo, slack, story, store, cloud } = workbench;
  if (!demo) throw new Error('the story needs the demo service');
  await until('every step has been seen to pass', workbench, () =>
    cloud.alarms.list().every(({ state }) => state.value === 'OK'),
  );
  const callsBefore = slack.calls().length;
  const begun = story.happenings.length;
  const stopTelling = story.onTold(({ kind, text }) => progress(`  ${kind.padEnd(7)} ${text}`));
  const timings: Record<string, number> = {};
  const faultAt = Date.now();
  const mark = (name: string) => {
    timings[name] ??= Date.now() - faultAt;
  };
  const stopMarking = story.onTold(({ kind, text }) => {
    if (kind === 'canary' && text.includes('fails')) mark('canaryFailed');
    if (kind === 'alarm' && text.endsWith('is ALARM')) mark('alarm');
    if (kind === 'page') mark('paged');
  });
  story.tell('fault', `${broken} is broken`);
  await demo.break(broken);
  const stand = standing(broken);
  let seen: Incident | undefined;
  try {
    const channel = await until('a channel names the broken dependency', workbench, async () => {
      for (const open of openChannels(workbench)) {
        mark('channel');
        const incident = await incidentOf(workbench, open);
        seen = incident ?? seen;
        if (incident && namesIt(incident, broken, stand) && shown(open, incident))
          return { ...open, named: namedOf(incident) };
      }
      return undefined;
    });
    mark('stepNamed');
    story.tell('slack', `#${channel.name} names ${seen?.naming?.step}`);
    await until('the button is there', workbench, () => situation(reread(workbench, channel))?.ts !== undefined);
    await slack
      .as('U0ALICE')
      .click({ channel: channel.id, ts: situation(reread(workbench, channel))?.ts ?? '', actionId: 'incident.ack' });
    await until(
      'it is acknowledged',
      workbench,
      async () =>
        (await incidentOf(workbench, channel))?.acknowledged !== undefined &&
        situation(reread(workbench, channel))?.text !== undefined,
    );
    mark('acknowledged');
    story.tell('slack', 'Alice acknowledges');
    await demo.mend(broken);
    mark('mended');
    story.tell('mended', `${broken} is mended`);
    await until(
      'it has recovered',
      workbench,
      async () => (await incidentOf(workbench, channel))?.recoveredAt !== undefined,
    );
    mark('recovered');
    await cloud.settled();
    const { named } = channel;
    const lines = story.happenings
      .slice(begun)
      .map(({ at, kind, text }) => `${seconds(Date.parse(at) - faultAt)}  ${kind.padEnd(7)} ${text}`);
    const reason = `#${channel.name} named ${named.workflow}/${named.step}, which stands on ${broken}`;
    return {
      ok: true,
      reason,
      broken,
      named,
      timings,
      channel: channel.name,
      slackCalls: counted(workbench, callsBefore),
      transcript: [...lines, '', ...messagesOf(reread(workbench, channel)), ...announcements(workbench)],
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const lines = story.happenings
      .slice(begun)
      .map(({ at, kind, text }) => `${seconds(Date.parse(at) - faultAt)}  ${kind.padEnd(7)} ${text}`);
    return {
      ok: false,
      reason,
      broken,
      named: namedOf(seen),
      timings,
      channel: seen?.channel?.name ?? null,
      slackCalls: counted(workbench, callsBefore),
      transcript: lines,
    };
  } finally {
    stopTelling();
    stopMarking();
    await store.open(1);
  }
}

/** `workflow/step` pairs that stand on a dependency. */
const standing = (dependency: string): Set<string> =>
  new Set(
    workflows.flatMap((workflow) =>
      workflow.steps
        .filter((step) => step.needs.some((need) => need.dependency.id === dependency))
        .map((step) => `${workflow.id}/${step.id}`),
    ),
  );

const namesIt = ({ naming }: Incident, broken: string, stand: Set<string>): boolean =>
  naming?.dependency === broken && stand.has(`${naming.workflow}/${naming.step}`);

/** The naming counts once people can read it: the channel's first message says the step's title. */
function shown(channel: SnapshotChannel, { naming }: Incident): boolean {
  const title = workflows
    .find((workflow) => workflow.id === naming?.workflow)
    ?.steps.find((step) => step.id === naming?.step)?.title;
  const message = situation(channel);
  return title !== undefined && message !== undefined && JSON.stringify(message.blocks[0]).includes(title);
}

function openChannels({ slack }: Workbench): SnapshotChannel[] {
  return slack.snapshot().channels.filter((channel) => channel.name.startsWith('inc-'));
}

const reread = ({ slack }: Workbench, { id }: SnapshotChannel): SnapshotChannel => {
  const found = slack.snapshot('U0ALICE').channels.find((channel) => channel.id === id);
  if (!found) throw new Error(`channel ${id} is gone`);
  return found;
};

/** The message that carries the situation, by its metadata. */
const situation = (channel: SnapshotChannel) =>
  channel.messages.find(
    (message) =>
      (message.metadata as { event_payload?: { effect?: string } } | undefined)?.event_payload?.effect === 'situation',
  );

async function incidentOf({ store }: Workbench, channel: SnapshotChannel): Promise<Incident | undefined> {
  const payload = situation(channel)?.metadata as { event_payload?: { incident?: string } } | undefined;
  const id = payload?.event_payload?.incident;
  return id === undefined ? undefined : store.load(id);
}

function namedOf(incident: Incident | undefined): Played['named'] {
  const { workflow, step, dependency, confidence, reason, degraded } = incident?.naming ?? {};
  return {
    ...(workflow ? { workflow } : {}),
    ...(step ? { step } : {}),
    ...(dependency ? { dependency } : {}),
    ...(confidence ? { confidence } : {}),
    ...(reason ? { reason } : {}),
    ...(degraded === undefined ? {} : { degraded }),
  };
}

function counted({ slack }: Workbench, since: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method } of slack.calls().slice(since)) counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}

const messagesOf = (channel: SnapshotChannel): string[] => [
  `#${channel.name}`,
  `  topic: ${channel.topic}`,
  ...channel.messages.map((message) => `  ${message.ephemeral ? '(only Alice) ' : ''}${message.text}`),
];
const announcements = ({ slack }: Workbench): string[] => [
  '#incidents',
  ...(slack
    .snapshot()
    .channels.find((channel) => channel.id === incidentsChannel)
    ?.messages.map((message) => `  ${message.text}`) ?? []),
];
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1).padStart(6)} s`;

/** Polls what can only be seen from outside; says what was awaited when it never comes. */
async function until<Value>(
  what: string,
  { story }: Workbench,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
): Promise<Value> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value as Value;
    if (Date.now() > end) {
      const errors = story.happenings.filter(({ kind }) => kind === 'error').map(({ text }) => text);
      throw new Error(
        `waited ${patienceMs / 1_000} s in vain until ${what}${errors.length > 0 ? `; errors: ${errors.slice(-3).join('; ')}` : ''} (stage ${stage})`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The answer for people. */
export function playText({ ok, reason, timings, slackCalls, transcript }: Played): string {
  const times = Object.entries(timings).map(([name, ms]) => `  ${name.padEnd(14)} ${seconds(ms)}`);
  const calls = Object.entries(slackCalls).map(([method, count]) => `${method} ${count}`);
  return [
    ...transcript,
    '',
    'Since the fault:',
    ...times,
    `Slack calls: ${calls.join(', ')}`,
    '',
    `${ok ? 'Right' : 'WRONG'}: ${reason}.`,
  ].join('\n');
}
