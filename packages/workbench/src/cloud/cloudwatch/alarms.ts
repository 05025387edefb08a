import { randomUUID } from 'node:crypto';
import {
  type Alarm,
  alarmsIn,
  createEngine,
  type Metrics,
  type Move,
  parseRule,
  type StateValue,
} from '@tocsin/alarm-evaluation';
import { localPlace, type Place } from '../aws.ts';
import { type CloudEvent, cloudEvent } from '../eventbridge/event.ts';
import { fullConfiguration, stateChangeConfiguration } from './configuration.ts';
import { awsTime, longTime, reasonData, reasonText } from './reason.ts';

/** An alarm's state since `at`. */
export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON as a string, as CloudWatch gives it. */
  readonly reasonData?: string;
  readonly at: Date;
}

export interface AlarmsSpec {
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Where events go: EventBridge's default bus. */
  readonly emit: (event: CloudEvent) => void;
  /** 12 makes a period of 60 s last 5 s. Events say 60 all the same, with wall-clock times. Default 1. */
  readonly timeScale?: number;
  readonly place?: Place;
  /** Puts `alarmTags` into state changes; off by default in AWS too (AlarmTagsPropagation, October 2026). */
  readonly tagPropagation?: boolean;
  readonly newId?: () => string;
}

export interface Alarms {
  /** Creates or updates. A new alarm starts in INSUFFICIENT_DATA; a composite is evaluated at once. Throws RuleError. */
  put(spec: Alarm): void;
  /** Deletes. One that was in ALARM sends no recovery. */
  remove(name: string): void;
  /** SetAlarmState: until the next evaluation, which says what is true. The current state again sends nothing. */
  setState(name: string, state: { value: StateValue; reason: string; reasonData?: string }): void;
  /** Evaluates every alarm that is due; call it often. */
  tick(): void;
  /** Evaluates all at once, due or not. */
  evaluate(): void;
  state(name: string): AlarmState | undefined;
  list(): ReadonlyArray<{ readonly spec: Alarm; readonly arn: string; readonly state: AlarmState }>;
}

interface Held {
  readonly spec: Alarm;
  /** CloudWatch makes one up where the caller gave none, and another at each edit. */
  readonly metricId: string;
  readonly changed: Date;
  state: AlarmState;
}

/** CloudWatch's alarms: what the engine makes of the metrics, in CloudWatch's words, as EventBridge would see it. */
export function createAlarms(options: AlarmsSpec): Alarms {
  const { metrics, now, emit, timeScale = 1, place = localPlace, tagPropagation = false, newId = randomUUID } = options;
  const alarms = new Map<string, Held>();
  const arnOf = (name: string) => `arn:aws:cloudwatch:${place.region}:${place.account}:alarm:${name}`;

  const send = (name: string, type: string, detail: Record<string, unknown>) =>
    emit(
      cloudEvent({
        id: newId(),
        type,
        source: 'aws.cloudwatch',
        ...place,
        at: now(),
        resources: [arnOf(name)],
        detail,
      }),
    );

  const tell = (alarm: Held, state: AlarmState): void => {
    const previous = alarm.state;
    alarm.state = state;
    const { name, tags } = alarm.spec;
    send(name, 'CloudWatch Alarm State Change', {
      alarmName: name,
      state: stateJson(state),
      previousState: stateJson(previous),
      configuration: stateChangeConfiguration(alarm.spec, alarm.metricId),
      ...(tagPropagation && tags !== undefined ? { alarmTags: ownTags(tags), alarmTagsStatus: 'SUCCESS' } : {}),
    });
  };

  const moved = ({ name, to: value, at, because }: Move): void => {
    const alarm = alarms.get(name);
    if (alarm === undefined) return;
    const { spec } = alarm;
    if (because.type === 'data' && spec.type !== 'composite') {
      const { verdict } = because;
      tell(alarm, { value, reason: reasonText(spec, verdict), reasonData: reasonData(spec, verdict, at), at });
    }
    if (because.type === 'children' && spec.type === 'composite')
      tell(alarm, { value, at, ...compositeReason(spec, value, because.child) });
  };

  const compositeReason = (
    spec: Extract<Alarm, { type: 'composite' }>,
    value: StateValue,
    cause: string | undefined,
  ) => {
    const child = cause === undefined ? undefined : alarms.get(cause);
    const verb = edited.has(spec.name) ? 'updated' : 'created';
    const reason =
      child === undefined
        ? `${arnOf(spec.name)} was ${verb} and its alarm rule evaluates to ${value}`
        : `${arnOf(child.spec.name)} transitioned to ${child.state.value} at ${longTime(child.state.at)}`;
    const triggering = child === undefined ? alarmsIn(parseRule(spec.rule)).map((name) => alarms.get(name)) : [child];
    const triggeringAlarms = triggering
      .filter((one) => one !== undefined)
      .map(({ spec: { name }, state }) => ({
        arn: arnOf(name),
        state: { value: state.value, timestamp: awsTime(state.at) },
      }));
    return { reason, reasonData: JSON.stringify({ triggeringAlarms }) };
  };

  const engine = createEngine({ source: metrics, moved, timeScale });
  const edited = new Set<string>();

  return {
    put(spec) {
      const before = alarms.get(spec.name);
      const initial: AlarmState = {
        value: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        at: now(),
      };
      engine.put(spec, now());
      const alarm: Held = { spec, metricId: newId(), changed: now(), state: before?.state ?? initial };
      alarms.set(spec.name, alarm);
      if (before !== undefined) edited.add(spec.name);
      send(spec.name, 'CloudWatch Alarm Configuration Change', {
        alarmName: spec.name,
        operation: before === undefined ? 'create' : 'update',
        state: { value: alarm.state.value, timestamp: awsTime(alarm.state.at) },
        configuration: fullConfiguration(spec, alarm.metricId, alarm.changed),
        ...(before === undefined
          ? {}
          : { previousConfiguration: fullConfiguration(before.spec, before.metricId, before.changed) }),
      });
      if (spec.type === 'composite') engine.evaluate(spec.name, now());
    },
    remove(name) {
      const alarm = alarms.get(name);
      if (alarm === undefined) return;
      alarms.delete(name);
      edited.delete(name);
      engine.remove(name);
      send(name, 'CloudWatch Alarm Configuration Change', {
        alarmName: name,
        operation: 'delete',
        state: { value: alarm.state.value, timestamp: awsTime(alarm.state.at) },
        configuration: fullConfiguration(alarm.spec, alarm.metricId, alarm.changed),
      });
    },
    setState(name, state) {
      const alarm = alarms.get(name);
      if (alarm === undefined) throw new Error(`No alarm "${name}"`);
      if (alarm.state.value === state.value) return;
      // What the caller said is known before the composites above it are looked at.
      tell(alarm, { ...state, at: now() });
      engine.set(name, state.value, now());
    },
    tick: () => engine.tick(now()),
    evaluate() {
      for (const name of alarms.keys()) engine.evaluate(name, now());
    },
    state: (name) => alarms.get(name)?.state,
    list: () => [...alarms.values()].map(({ spec, state }) => ({ spec, state, arn: arnOf(spec.name) })),
  };
}

function stateJson({ value, reason, reasonData, at }: AlarmState) {
  return { value, reason, ...(reasonData === undefined ? {} : { reasonData }), timestamp: awsTime(at) };
}

/** Tags of AWS's own never propagate. */
function ownTags(tags: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aws:')));
}
