import type { IncidentStore, IntakeWorld, Opening } from '@tocsin/app';
import { type AlarmFact, type CanaryRun, fold, type Incident } from '@tocsin/incident';
import type { Settings, Workflow } from '@tocsin/workflow';

/** What intake calls of a store; the rest is respond's and Slack's. */
type Needed = Pick<
  IncidentStore,
  | 'load'
  | 'append'
  | 'saveHead'
  | 'settle'
  | 'readOpening'
  | 'claimKey'
  | 'takePlace'
  | 'rememberAlarm'
  | 'rememberCanary'
>;

/**
 * A world in which nothing happened yet and from which nothing goes out: what intake decides in it, it would decide on a
 * quiet day. So the answer cannot drift from what is deployed.
 */
export function emptyWorld(catalog: { readonly workflows: readonly Workflow[]; readonly settings: Settings }): {
  readonly world: IntakeWorld;
  readonly incidents: ReadonlyMap<string, Incident>;
} {
  const incidents = new Map<string, Incident>();
  const keys = new Map<string, string>();
  const alarms = new Map<string, AlarmFact>();
  const canaries = new Map<string, CanaryRun>();
  const store: Needed = {
    load: async (id) => incidents.get(id),
    async append(commit) {
      const folded = fold(incidents.get(commit.incident), [commit]);
      if (folded) incidents.set(commit.incident, folded);
      return folded !== undefined;
    },
    saveHead: async () => {},
    settle: async () => {},
    async readOpening({ key, alarm, workflow }): Promise<Opening> {
      return {
        ...optional('incident', keys.get(key)),
        ...optional('alarm', alarms.get(alarm ?? '')),
        ...optional('canary', canaries.get(workflow ?? '')),
      };
    },
    async claimKey({ key, incident }) {
      keys.set(key, incident);
      return true;
    },
    takePlace: async () => ({ all: [], ofDependency: [] }),
    async rememberAlarm(alarm) {
      alarms.set(alarm.key, alarm);
    },
    async rememberCanary(run) {
      canaries.set(run.workflow, run);
    },
  };
  const silent = () => {};
  return {
    incidents,
    world: {
      catalog,
      store: store as IncidentStore,
      outbox: { send: async () => {} },
      reports: { read: async () => undefined },
      clock: { now: () => new Date() },
      log: { info: silent, warn: silent, error: silent },
    },
  };
}

const optional = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [Name in Key]?: Value };
