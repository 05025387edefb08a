import { DeclarationError, type Problem, type Workflow } from '@tocsin/workflow';
import type { CanaryNeeds, Read } from './canary-needs.ts';
import { createContext } from './context.ts';
import type { Checks } from './define-checks.ts';
import type { DynamodbProbe, Probe, QueueProbe } from './probe.ts';
import { attributesOf } from './probes/dynamodb.ts';

/**
 * What follows from a workflow's checks. Tables and queues are asked for with a run in which nothing has happened yet and
 * each variable stands for itself: what depends on more cannot be named in a role.
 *
 * @throws DeclarationError when a table or queue, or a variable that is read for it, cannot be known before a run
 */
export function needsOf(workflow: Workflow, checks: Checks): CanaryNeeds {
  const { environment, secrets } = checks.needs;
  const probes = Object.entries(checks.steps).flatMap(([step, all]) =>
    all.map((probe, index) => ({ probe, place: `${step}[${index}]` })),
  );
  const problems: Problem[] = [];
  const named = (place: string, what: string, name: () => string): string => {
    try {
      return name();
    } catch (error) {
      const problem = `its ${what} cannot be known before a run: ${(error as Error).message}`;
      problems.push({ place, problem, mend: 'Take it from a variable that the checks declare in needs.environment.' });
      return '';
    }
  };
  const reads = probes.flatMap(({ probe, place }): Read[] => {
    const blank = blankRun(checks);
    if (probe.type === 'queue')
      return [{ type: 'queue', url: named(place, 'queue', () => valueOf(probe.queue, blank)) }];
    if (probe.type !== 'dynamodb') return [];
    return [{ ...readOf(probe, blank), table: named(place, 'table', () => valueOf(probe.table, blank)) }];
  });
  if (!environment.includes('BASE_URL')) {
    for (const { probe, place } of probes.filter(({ probe }) => isRelative(probe))) {
      const problem = `"${(probe as { url: string }).url}" is a path, and the checks do not need a BASE_URL to put before it`;
      problems.push({ place: `${place}.url`, problem, mend: "Add 'BASE_URL' to needs.environment." });
    }
  }
  if (problems.length > 0) throw new DeclarationError(`The check list of workflow "${workflow.id}"`, problems);
  return {
    workflow: workflow.id,
    environment,
    secrets,
    reads,
    browser: probes.some(({ probe }) => probe.type === 'browser'),
  };
}

const isRelative = (probe: Probe) =>
  probe.type === 'http' && typeof probe.url === 'string' && probe.url.startsWith('/');

type Blank = ReturnType<typeof blankRun>;

/** A run before its first step. */
function blankRun({ needs }: Checks) {
  const standIns = Object.fromEntries(needs.environment.map((name) => [name, `\${${name}}`]));
  return createContext(standIns, { now: () => 0 }, { declared: needs.environment });
}

const valueOf = (from: QueueProbe['queue'], run: Blank): string => (typeof from === 'function' ? from(run) : from);

function readOf(probe: DynamodbProbe, run: Blank): Omit<Extract<Read, { type: 'dynamodb' }>, 'table'> {
  const key = keyOf(probe, run);
  if (key === undefined) return { type: 'dynamodb' };
  const partition = String(Object.values(key)[0] ?? '');
  return { type: 'dynamodb', record: { partition, attributes: attributesOf(probe, key) } };
}

function keyOf({ key }: DynamodbProbe, run: Blank): Readonly<Record<string, string | number>> | undefined {
  try {
    return typeof key === 'function' ? key(run) : key;
  } catch {
    // It is handed on by an earlier step.
    return undefined;
  }
}
