import { failingParts, type Incident, ownerOf, type Part, partsOfStorm, workflowOf } from '@tocsin/incident';
import { stepOf, type Workflow } from '@tocsin/workflow';
import type { Effect } from '../effects.ts';
import type { Catalog } from '../ports.ts';
import type { GatheredLine, GatheredView } from '../views-gathered.ts';

/** The message that lists what the incident speaks for. */
export function gatheredOf(incident: Incident, catalog: Catalog): Effect[] {
  const view = gatheredViewOf(incident, catalog);
  return view.total === 0 ? [] : [{ key: 'gathered', type: 'message', to: 'channel', view }];
}

/** User groups that are invited: of whoever owns what fails here, and those of the severity. */
export function groupsOf(incident: Incident, { workflows, settings }: Catalog): string[] {
  const owners = [
    ...(incident.storm ? [] : [ownerOf(incident, workflowOf(incident, workflows))]),
    ...partsOfStorm(incident).map(({ workflow, step }) =>
      ownerOf(
        { naming: step === undefined ? undefined : { step } },
        workflows.find(({ id }) => id === workflow),
      ),
    ),
  ];
  const groups = [...owners.map((owner) => owner?.userGroup), ...settings.severities[incident.severity].invite];
  return [...new Set(groups.filter((group) => group !== undefined))];
}

/** How many there are and how they stand, and each in a line: what fails first, the worst first, by what it stands on. */
export function gatheredViewOf(incident: Incident, { workflows }: Catalog): GatheredView {
  const here = partsOfStorm(incident).filter(({ state }) => state !== 'left');
  const failing = failingParts(incident);
  const lines = here.map((part) => lineOf(part, workflows)).sort(byNeed);
  const groups = new Map<string | undefined, GatheredLine[]>();
  for (const line of lines) groups.set(line.dependency, [...(groups.get(line.dependency) ?? []), line]);
  return {
    type: 'gathered',
    incident: incident.id,
    storm: incident.storm ?? false,
    total: here.length,
    failing: failing.length,
    severities: (['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const)
      .map((severity) => ({ severity, count: failing.filter((part) => part.severity === severity).length }))
      .filter(({ count }) => count > 0),
    groups: [...groups]
      .map(([dependency, all]) => ({
        ...(dependency === undefined ? {} : { dependency }),
        total: all.length,
        failing: all.filter(({ state }) => state === 'failing').length,
        lines: all,
      }))
      .sort((a, b) => b.failing - a.failing || b.total - a.total),
  };
}

function lineOf(part: Part, workflows: readonly Workflow[]): GatheredLine {
  const { id, state, title, severity, since } = part;
  const workflow = workflows.find((one) => one.id === part.workflow);
  const step = workflow && stepOf(workflow, part.step ?? '');
  const dependency = dependencyTitle(workflow, part.dependency);
  return {
    incident: id,
    state: state === 'failing' ? 'failing' : state === 'recovered' ? 'recovered' : 'over',
    title: workflow?.title ?? title,
    severity,
    since,
    ...(step ? { step: step.title } : {}),
    ...(dependency === undefined ? {} : { dependency }),
  };
}

function dependencyTitle(workflow: Workflow | undefined, dependency: string | undefined): string | undefined {
  const needs = workflow?.steps.flatMap((step) => step.needs) ?? [];
  return needs.find((need) => need.dependency.id === dependency)?.dependency.title ?? dependency;
}

const states = ['failing', 'recovered', 'over'];
const rank = ({ state, severity, title, incident }: GatheredLine): string =>
  [states.indexOf(state), severity, title, incident].join(' ');
const byNeed = (a: GatheredLine, b: GatheredLine): number => rank(a).localeCompare(rank(b), 'en', { numeric: true });
