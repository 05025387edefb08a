import { workflows } from '@tocsin/catalog';
import type { Incident, Naming } from '@tocsin/incident';
import type { SnapshotChannel } from '@tocsin/slack-simulator';
import { dependenciesOf } from '@tocsin/workflow';
import { incidentChannels, incidentIn, seenBy, showsStep, situationIn } from './incident-channel.ts';
import { incidentsChannel } from './people.ts';
import { until } from './until.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

/** What was played, how long each part took since the fault, and whether the channel named what was truly broken. */
export interface Played {
  readonly ok: boolean;
  readonly reason: string;
  readonly broken: string;
  readonly named: Partial<Pick<Naming, 'workflow' | 'step' | 'dependency' | 'confidence' | 'reason' | 'degraded'>>;
  /** Milliseconds since the fault was injected. */
  readonly timings: Readonly<Record<string, number>>;
  readonly channel: string | null;
  /** Web API calls by method. */
  readonly slackCalls: Readonly<Record<string, number>>;
  readonly transcript: readonly string[];
}

interface PlayOptions {
  /** The catalog's first when left out. */
  readonly dependency?: string;
  readonly minuteSeconds: number;
  readonly progress: (line: string) => void;
}

const responder = 'U0ALICE';

/** Breaks a dependency, waits for the channel that names the step, acknowledges, mends, and waits for recovery. */
export async function playOnce({ dependency, minuteSeconds, progress }: PlayOptions): Promise<Played> {
  const known = [...new Set(workflows.flatMap(dependenciesOf))];
  const broken = dependency ?? known[0] ?? '';
  if (!known.includes(broken))
    throw new Error(`there is no dependency "${broken}" to break; there is ${known.join(', ')}`);
  const workbench = await startWorkbench({ minuteSeconds, progress });
  try {
    return await play(workbench, broken, progress);
  } finally {
    await workbench.stop();
  }
}

async function play(workbench: Workbench, broken: string, progress: (line: string) => void): Promise<Played> {
  const { demo, slack, story, cloud } = workbench;
  if (!demo) throw new Error('the story needs the demo service');
  // Not every alarm: those over days are looked at once an hour, however short a minute is.
  const ofSteps = cloud.alarms.list().filter(({ spec }) => /\/(step-failing|step-degraded)\//.test(spec.name));
  await until('every step has been seen to pass', story, () =>
    ofSteps.every(({ spec }) => cloud.alarms.state(spec.name)?.value === 'OK'),
  );

  const record = startRecord(workbench, progress);
  let channel: SnapshotChannel | undefined;
  let incident: Incident | undefined;
  const outcome = (ok: boolean, reason: string): Played => ({
    ok,
    reason,
    broken,
    named: namedOf(incident),
    channel: channel?.name ?? null,
    ...record.end(channel),
  });
  try {
    story.tell('fault', `${broken} is broken`);
    await demo.break(broken);

    const named = await until(`a channel names a step that stands on ${broken}`, story, async () => {
      for (const open of incidentChannels(workbench)) {
        record.mark('channel');
        channel = open;
        incident = await incidentIn(workbench, open);
        if (incident?.naming && isRight(incident.naming, broken) && showsStep(open, incident))
          return { open, naming: incident.naming };
      }
      return undefined;
    });
    record.mark('stepNamed');
    const where = `${named.naming.workflow}/${named.naming.step}`;
    story.tell('slack', `#${named.open.name} names ${where}`);

    const { ts = '' } = situationIn(seenBy(workbench, responder, named.open)) ?? {};
    await slack.as(responder).click({ channel: named.open.id, ts, actionId: 'incident.ack' });
    await until(
      'it is acknowledged',
      story,
      async () => (await incidentIn(workbench, named.open))?.acknowledged !== undefined,
    );
    record.mark('acknowledged');
    story.tell('slack', 'Alice acknowledges');

    await demo.mend(broken);
    record.mark('mended');
    story.tell('mended', `${broken} is mended`);
    await until(
      'it has recovered',
      story,
      async () => (await incidentIn(workbench, named.open))?.recoveredAt !== undefined,
    );
    record.mark('recovered');
    await cloud.settled();
    return outcome(true, `#${named.open.name} named ${where}, which stands on ${broken}`);
  } catch (error) {
    return outcome(false, error instanceof Error ? error.message : String(error));
  }
}

/** Keeps what happens from now on, and when. */
function startRecord(workbench: Workbench, progress: (line: string) => void) {
  const { slack, story } = workbench;
  const start = Date.now();
  const callsBefore = slack.calls().length;
  const told = story.happenings.length;
  const timings: Record<string, number> = {};
  const mark = (name: string) => {
    timings[name] ??= Date.now() - start;
  };
  const stopListening = story.onTold(({ kind, text }) => {
    progress(`  ${kind.padEnd(7)} ${text}`);
    if (kind === 'canary' && text.includes('fails')) mark('canaryFailed');
    if (kind === 'alarm' && text.endsWith('is ALARM')) mark('alarm');
    if (kind === 'page') mark('paged');
  });
  return {
    mark,
    end(channel: SnapshotChannel | undefined) {
      stopListening();
      const slackCalls: Record<string, number> = {};
      for (const { method } of slack.calls().slice(callsBefore)) slackCalls[method] = (slackCalls[method] ?? 0) + 1;
      const lines = story.happenings
        .slice(told)
        .map(({ at, kind, text }) => `${seconds(Date.parse(at) - start)}  ${kind.padEnd(7)} ${text}`);
      const shown = [channel?.id, incidentsChannel].flatMap((id) =>
        slack.snapshot().channels.filter((one) => one.id === id),
      );
      return { timings, slackCalls, transcript: [...lines, '', ...shown.flatMap(linesOf)] };
    },
  };
}

/** Whether the step that is named stands on what was broken, and that is what is suspected. */
function isRight({ workflow: id, step, dependency }: Naming, broken: string): boolean {
  const needs = workflows.find((workflow) => workflow.id === id)?.steps.find((one) => one.id === step)?.needs ?? [];
  return dependency === broken && needs.some((need) => need.dependency.id === broken);
}

function namedOf(incident: Incident | undefined): Played['named'] {
  if (!incident?.naming) return {};
  const { suspects: _suspects, evidence: _evidence, states: _states, ...named } = incident.naming;
  return named;
}

const linesOf = ({ name, topic, messages }: SnapshotChannel): string[] => [
  `#${name}`,
  ...(topic === '' ? [] : [`  topic: ${topic}`]),
  ...messages.filter((message) => !message.ephemeral).map((message) => `  ${message.text}`),
];
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1).padStart(6)} s`;

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
