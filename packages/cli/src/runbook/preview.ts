import { booksOf, observeSignal, type WalkView, walkViewOf } from '@tocsin/app';
import { parseSignals } from '@tocsin/aws/signals';
import type { Incident } from '@tocsin/incident';
import { planOf, type Runbook, type Step } from '@tocsin/runbook';
import { readRunbooks } from '@tocsin/runbook/read';
import { readable, walk } from '@tocsin/slack/blocks';
import { alarmName, type Workflow } from '@tocsin/workflow';
import { type Answer, BadInput } from '../answer.ts';
import { catalogAt, unknown } from '../catalog.ts';
import type { Paint } from '../paint.ts';
import { emptyWorld } from '../signal/empty-world.ts';
import { chooseFile } from './choose-files.ts';

/**
 * What a walk shows in Slack at each step of a runbook, in words. It is the very message: the view of a walk that stands at the
 * step, its blocks, read aloud; so nothing here can drift from what people will see.
 */
export async function previewRunbook(
  name: string,
  { catalog, step: only }: { readonly catalog: string; readonly step?: string },
): Promise<Answer> {
  const at = catalogAt(catalog);
  const input = await at.runbooks();
  const { file, text } = chooseFile(name, at.folder, Object.keys(input.texts));
  const texts = text === undefined ? input.texts : { ...input.texts, [file]: text };
  const { runbooks, problems } = readRunbooks({ ...input, texts });
  const runbook = runbooks.find((one) => one.file === file);
  if (!runbook || runbook.steps.length === 0) throw new BadInput(`${name} has no steps`, 'Give it a heading a step.');
  const steps = runbook.steps.filter(({ id }) => only === undefined || id === only);
  if (steps.length === 0)
    throw unknown(
      `step of ${name}`,
      only ?? '',
      runbook.steps.map(({ id }) => id),
    );

  const [workflows, settings] = [await at.workflows(), await at.settings()];
  const incident = await sampleIncident(runbook, { workflows, settings });
  const books = booksOf(
    { runbooks, texts, policy: input.policy ?? { allow: [] }, variables: standIns(input.variables) },
    runbooks,
  );
  const shown = steps.map((step) => {
    const view = viewAt(runbook, step, { incident, show: { catalog: { workflows, settings }, books } });
    return { step: step.id, type: step.type, text: times(readable(walk(view))) };
  });
  const wrong = problems.filter((problem) => problem.file === file).length;
  return {
    code: wrong === 0 ? 0 : 1,
    object: { ok: wrong === 0, file, version: runbook.version, problems: wrong, steps: shown },
    words: (paint) => wordsOf(shown, wrong, { name, paint }),
  };
}

/** What each stage sets for itself has no value here; an address stands in, for most begin with one. */
const standIns = (names: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `https://${name}.example`]));

const you = 'U0YOU';

type Show = Parameters<typeof walkViewOf>[2];

/** A walk that has come to a step, the steps above it being settled. */
function viewAt(runbook: Runbook, step: Step, { incident, show }: { incident: Incident; show: Show }): WalkView {
  const at = incident.declared.at;
  const state = { attempt: 1, status: { type: 'active', since: at }, notes: [], earlier: [] } as const;
  const standing = {
    plan: planOf(runbook),
    startedAt: at,
    walkers: [you],
    at: step.id,
    steps: { [step.id]: state },
    trail: [],
  };
  const walked = { id: 'R1', begunBy: you, walk: standing, orders: [], movedAt: at, moves: 1 };
  return { ...walkViewOf(incident, walked, show), settled: runbook.steps.indexOf(step), total: runbook.steps.length };
}

/** An incident that the runbook would be offered for, as intake would open it. */
async function sampleIncident({ scope }: Runbook, catalog: Parameters<typeof emptyWorld>[0]): Promise<Incident> {
  const { world, incidents } = emptyWorld(catalog);
  const about = subjectOf(scope, catalog.workflows);
  const name = about ? alarmName({ stage: 'preview', kind: 'step-failing', ...about }) : 'an-alarm';
  const time = new Date().toISOString();
  const state = { value: 'ALARM', reason: 'a preview', timestamp: time };
  const [account, region] = ['123456789012', 'eu-west-1'];
  const event = {
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    id: 'preview',
    version: '0',
    time,
    account,
    region,
    resources: [`arn:aws:cloudwatch:${region}:${account}:alarm:${name}`],
    detail: { alarmName: name, state, previousState: { value: 'OK', timestamp: time }, configuration: {} },
  };
  for (const parsed of parseSignals(event)) if ('signal' in parsed) await observeSignal(world, parsed.signal);
  const [incident] = incidents.values();
  if (!incident)
    throw new BadInput('no incident would open for it', 'Let the settings open incidents for unmapped alarms.');
  return incident;
}

function subjectOf(
  { steps, dependencies, workflows: ids }: Runbook['scope'],
  workflows: readonly Workflow[],
): { workflow: string; step: string } | undefined {
  const all = workflows.flatMap((workflow) => workflow.steps.map((step) => ({ workflow: workflow.id, step })));
  const fitting = all.find(
    ({ workflow, step }) =>
      steps.includes(`${workflow}/${step.id}`) ||
      step.needs.some(({ dependency }) => dependencies.includes(dependency.id)) ||
      ids.includes(workflow),
  );
  const chosen = fitting ?? all[0];
  return chosen && { workflow: chosen.workflow, step: chosen.step.id };
}

/** Slack shows times in each reader's zone; here they are what it falls back to. */
const times = (text: string): string => text.replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1');

function wordsOf(
  shown: readonly { readonly step: string; readonly text: string }[],
  wrong: number,
  { name, paint }: { readonly name: string; readonly paint: Paint },
): string {
  const steps = shown.map(
    ({ step, text }) => `${paint.dim(`── ${step} ${'─'.repeat(Math.max(0, 60 - step.length))}`)}\n${text}`,
  );
  const ending = wrong === 0 ? [] : [paint.red(`${wrong} wrong with it: npx tocsin runbook lint ${name}`)];
  return [...steps, ...ending].join('\n\n');
}
