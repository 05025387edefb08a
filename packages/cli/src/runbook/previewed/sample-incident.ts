import { observeSignal } from '@tocsin/app';
import { parseSignals } from '@tocsin/aws/signals';
import type { Incident } from '@tocsin/incident';
import type { Runbook } from '@tocsin/runbook';
import { alarmName, type Workflow } from '@tocsin/workflow';
import { BadInput } from '../../answer.ts';
import { emptyWorld } from '../../signal/empty-world.ts';
import type { AsIf } from './as-if.ts';

/** An incident that the runbook would be offered for, as intake would open it; of the step that people want, if they do. */
export async function sampleIncident(
  { scope }: Runbook,
  catalog: Parameters<typeof emptyWorld>[0],
  wanted: AsIf,
): Promise<Incident> {
  const { world, incidents } = emptyWorld(catalog);
  const about = subjectOf(scope, catalog.workflows, wanted);
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
  wanted: AsIf,
): { workflow: string; step: string } | undefined {
  const all = workflows.flatMap((workflow) => workflow.steps.map((step) => ({ workflow: workflow.id, step })));
  const asked = all.filter(
    ({ workflow, step }) =>
      (wanted['workflow'] ?? workflow) === workflow &&
      (wanted['step'] ?? step.id) === step.id &&
      (wanted['dependency'] === undefined ||
        step.needs.some(({ dependency }) => dependency.id === wanted['dependency'])),
  );
  const candidates = asked.length > 0 ? asked : all;
  const fitting = candidates.find(
    ({ workflow, step }) =>
      steps.includes(`${workflow}/${step.id}`) ||
      step.needs.some(({ dependency }) => dependencies.includes(dependency.id)) ||
      ids.includes(workflow),
  );
  const chosen = fitting ?? candidates[0];
  return chosen && { workflow: chosen.workflow, step: chosen.step.id };
}
