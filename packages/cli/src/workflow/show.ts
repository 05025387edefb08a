import {
  type AlarmSpec,
  alarmSpecs,
  canaryNames,
  type Owner,
  type SloExplanation,
  silenceAlarms,
  sloExplain,
  type Workflow,
} from '@tocsin/workflow';
import type { Answer } from '../answer.ts';
import { catalogAt, workflowCalled } from '../catalog.ts';
import { columns, type Paint } from '../paint.ts';

/** A workflow with all that derives from it in a stage. */
export async function showWorkflow(
  id: string,
  { catalog, stage }: { readonly catalog: string; readonly stage: string },
): Promise<Answer> {
  const workflow = workflowCalled(await catalogAt(catalog).workflows(), id);
  const canaries = canaryNames(workflow, { stage });
  const alarms = [...alarmSpecs(workflow, { stage }), ...silenceAlarms(workflow, { stage })];
  const slos = sloExplain(workflow);
  return {
    code: 0,
    object: { ok: true, stage, workflow, canaries, alarms, slos },
    words: (paint) => words({ workflow, canaries, alarms, slos }, paint),
  };
}

interface Shown {
  readonly workflow: Workflow;
  readonly canaries: readonly string[];
  readonly alarms: readonly AlarmSpec[];
  readonly slos: readonly SloExplanation[];
}

function words({ workflow, canaries, alarms, slos }: Shown, paint: Paint): string {
  const { id, title, summary, owner, runbook, severity, links } = workflow;
  const heading = (text: string, more: string) => ['', `${paint.bold(text)}  ${paint.dim(more)}`];
  return [
    `${paint.bold(id)}  ${title}`,
    summary,
    '',
    ...columns([
      ['owner', ownerWords(owner)],
      ['severity', `${severity} when it stops`],
      ['runbook', runbook],
      ...Object.entries(links).map(([name, url]) => [name, url ?? '']),
    ]),
    ...heading('Steps', '→ hard: fails with it, ⇢ soft: degrades'),
    ...workflow.steps.flatMap((step) => stepWords(workflow, step.id, paint)),
    ...heading('Objectives', '`tocsin slo explain` says what each detects, and how soon'),
    ...slos.map(
      ({ step, sli, objective, window, budget, source }) =>
        `${step ?? 'all of it'}: ${sli} ${objective} % in ${window} by ${source}, ${Math.round(budget.minutes)} minutes of outage`,
    ),
    ...heading('Canaries', `one check a step, ${canaries.length === 1 ? 'each minute' : 'each half minute in turn'}`),
    ...canaries,
    ...heading('Alarms', `${alarms.length}; what each tells to whom`),
    ...columns(alarms.map(({ name, type, actions }) => [name, type, actions.alarm])),
  ].join('\n');
}

function stepWords(workflow: Workflow, id: string, { bold }: Paint): string[] {
  const step = workflow.steps.find((one) => one.id === id);
  if (!step) return [];
  const after = step.after.length === 0 ? 'first' : `after ${step.after.join(', ')}`;
  const owner = step.owner && step.owner.team !== workflow.owner.team ? `, ${ownerWords(step.owner)}` : '';
  return [
    `${bold(step.id)}  ${step.title} (${step.service}), ${after}, within ${step.timeoutMs / 1000} s${owner}`,
    ...step.needs.map(
      ({ dependency, kind }) =>
        `  ${kind === 'hard' ? '→' : '⇢'} ${dependency.id}  ${dependency.title}${dependency.owner ? `, ${dependency.owner.team}` : ''}`,
    ),
    ...step.alarms.map((alarm) => `  alarm ${alarm}`),
  ];
}

const ownerWords = ({ team, userGroup, channel, pager }: Owner): string =>
  [team, userGroup, channel, pager].filter((part) => part !== undefined).join(' · ');
