import { valuesFor, type WalkView, walkViewOf } from '@tocsin/app';
import type { Incident } from '@tocsin/incident';
import { permissionFor, planOf, type Runbook, type Step, type StepType, type Walk } from '@tocsin/runbook';
import type { RunbooksInput } from '@tocsin/runbook/read';
import { walk as walkMessage } from '@tocsin/slack/blocks';
import type { Settings, Workflow } from '@tocsin/workflow';
import { type AsIf, booksAsIf, checkNames, incidentAsIf, timeIn } from './as-if.ts';
import { possibleAt } from './outcomes.ts';
import { sampleIncident } from './sample-incident.ts';

type Message = ReturnType<typeof walkMessage>;

/** What people see at a step, and what can come of it. */
export interface PreviewedStep {
  readonly step: string;
  readonly title: string;
  readonly type: StepType;
  readonly message: Message;
  readonly outcomes: readonly PreviewedOutcome[];
}
export interface PreviewedOutcome {
  readonly when: string;
  readonly said?: string;
  readonly leads: string;
  /** What people see then. */
  readonly message: Message;
}

export interface Previewing {
  readonly input: RunbooksInput;
  readonly workflows: readonly Workflow[];
  readonly settings: Settings;
  /** What the incident, the runbook or the catalog shall say, by variable. */
  readonly asIf?: AsIf;
}

const you = 'U0YOU';

/**
 * A walk through a runbook before there is an incident: the very messages, of an incident that it would be offered for,
 * moved by what moves true walks; so nothing here can drift from what people will see. Nothing is looked at or done.
 */
export async function previewOf(
  runbook: Runbook,
  { input, workflows, settings, asIf = {} }: Previewing,
): Promise<PreviewedStep[]> {
  const shared = input.variables ?? [];
  checkNames(asIf, runbook, shared);
  const [mended] = runbook.scope.dependencies;
  const wanted: AsIf = { ...(mended === undefined ? {} : { dependency: mended }), ...asIf };
  const sample = await sampleIncident(runbook, { workflows, settings }, wanted);
  const incident = incidentAsIf(sample, wanted);
  const policy = input.policy ?? { allow: [] };
  const { runbook: filled, books } = booksAsIf(
    runbook,
    { texts: input.texts, policy, variables: standIns(shared) },
    asIf,
  );
  const now = timeIn(asIf, 'now') ?? incident.declared.at;
  const plan = planOf(filled, (step) => {
    const permission = step.type === 'act' ? permissionFor(step.act, policy) : undefined;
    return permission?.type === 'allowed' && permission.approval;
  });
  const show = { catalog: { workflows, settings }, books };
  const values = valuesFor(incident, filled, { shared: books.catalog.variables, now });
  return filled.steps.map((step, index): PreviewedStep => {
    const at = standingAt(plan, step, incident.declared.at);
    const seen = (walk: Walk): Message =>
      walkMessage(asIfSettled(viewOf(incident, { walk, now }, show), index, filled.steps.length));
    return {
      step: step.id,
      title: step.title,
      type: step.type,
      message: seen(at),
      outcomes: possibleAt(at, step, values).map(({ walk, ...outcome }) => ({ ...outcome, message: seen(walk) })),
    };
  });
}

/** What each stage sets for itself has no value here; an address stands in, for most begin with one. */
const standIns = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `https://${name}.example`]));

/** A walk that has come to a step, by whatever way. */
function standingAt(plan: Walk['plan'], step: Step, at: string): Walk {
  const record = { attempt: 1, status: { type: 'active', since: at }, notes: [], earlier: [] } as const;
  return { plan, startedAt: at, walkers: [you], at: step.id, steps: { [step.id]: record }, trail: [] };
}

const viewOf = (
  incident: Incident,
  { walk, now }: { readonly walk: Walk; readonly now: string },
  show: Parameters<typeof walkViewOf>[2],
): WalkView => walkViewOf(incident, { id: 'R1', begunBy: you, walk, orders: [], movedAt: now, moves: 0 }, show);

/** As if the steps above had been settled on the way. */
const asIfSettled = (view: WalkView, above: number, total: number): WalkView => ({
  ...view,
  settled: above + view.settled,
  total,
});
