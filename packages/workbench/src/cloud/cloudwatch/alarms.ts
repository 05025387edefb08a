import { randomUUID } from 'node:crypto';
import { localPlace, type Place } from '../aws.ts';
import { type CloudEvent, cloudEvent } from '../eventbridge/event.ts';
import { fullConfiguration, stateChangeConfiguration } from './configuration.ts';
import { evaluate, evaluationRange } from './evaluate.ts';
import type { Metrics } from './metrics.ts';
import { awsTime, longTime, reasonData, reasonText } from './reason.ts';
import { alarmsIn, type Expression, holds, parseRule } from './rule.ts';
import { type AlarmState, type CloudAlarmSpec, isComposite, type MetricAlarmSpec, type StateValue } from './spec.ts';

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
  put(spec: CloudAlarmSpec): void;
  /** Deletes. One that was in ALARM sends no recovery. */
  remove(name: string): void;
  /** SetAlarmState: until the next evaluation, which says what is true. The current state again sends nothing. */
  setState(name: string, state: { value: StateValue; reason: string; reasonData?: string }): void;
  /** Evaluates every alarm that is due; call it often. */
  tick(): void;
  /** Evaluates all at once, due or not. */
  evaluate(): void;
  state(name: string): AlarmState | undefined;
  list(): ReadonlyArray<{ readonly spec: CloudAlarmSpec; readonly arn: string; readonly state: AlarmState }>;
}

interface Alarm {
  spec: CloudAlarmSpec;
  rule: Expression | undefined;
  /** CloudWatch makes one up where the caller gave none, and another at each edit. */
  metricId: string;
  changed: Date;
  state: AlarmState;
  /** The last evaluation slot that was looked at. */
  slot: number;
}

/** CloudWatch's alarms: holds specs and states, evaluates them against the metrics and emits what EventBridge would see. */
export function createAlarms(options: AlarmsSpec): Alarms {
  const { metrics, now, emit, timeScale = 1, place = localPlace, tagPropagation = false, newId = randomUUID } = options;
  const alarms = new Map<string, Alarm>();
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

  const move = (alarm: Alarm, state: AlarmState): void => {
    if (state.value === alarm.state.value) return;
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
    for (const other of alarms.values())
      if (other.rule !== undefined && alarmsIn(other.rule).includes(name)) evaluateComposite(other, name);
  };

  const evaluateMetric = (alarm: Alarm, spec: MetricAlarmSpec): void => {
    const range = metrics.periods({
      metric: spec.metric,
      statistic: spec.statistic,
      periodMs: (spec.periodSeconds * 1000) / timeScale,
      count: evaluationRange(spec.evaluationPeriods),
      until: now(),
    });
    const verdict = evaluate(spec, range);
    if (verdict.type === 'keep') return;
    const at = now();
    move(alarm, {
      value: verdict.value,
      reason: reasonText(spec, verdict),
      reasonData: reasonData(spec, verdict, at),
      at,
    });
  };

  /** `cause` is the child that moved; without it the composite was created or edited. */
  const evaluateComposite = (alarm: Alarm, cause?: string, verb = 'updated'): void => {
    if (alarm.rule === undefined) return;
    const value = holds(alarm.rule, (name) => alarms.get(name)?.state.value) ? 'ALARM' : 'OK';
    const at = now();
    const child = cause === undefined ? undefined : alarms.get(cause);
    const reason =
      child === undefined
        ? `${arnOf(alarm.spec.name)} was ${verb} and its alarm rule evaluates to ${value}`
        : `${arnOf(child.spec.name)} transitioned to ${child.state.value} at ${longTime(child.state.at)}`;
    const triggering = child === undefined ? alarmsIn(alarm.rule).map((name) => alarms.get(name)) : [child];
    const triggeringAlarms = triggering
      .filter((one) => one !== undefined)
      .map(({ spec, state }) => ({
        arn: arnOf(spec.name),
        state: { value: state.value, timestamp: awsTime(state.at) },
      }));
    move(alarm, { value, reason, reasonData: JSON.stringify({ triggeringAlarms }), at });
  };

  const evaluateOne = (alarm: Alarm) =>
    isComposite(alarm.spec) ? evaluateComposite(alarm) : evaluateMetric(alarm, alarm.spec);

  return {
    put(spec) {
      const rule = isComposite(spec) ? parseRule(spec.rule) : undefined;
      const before = alarms.get(spec.name);
      const initial: AlarmState = {
        value: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        at: now(),
      };
      const alarm: Alarm = {
        spec,
        rule,
        metricId: newId(),
        changed: now(),
        state: before?.state ?? initial,
        slot: before?.slot ?? slotOf(spec, now(), timeScale),
      };
      alarms.set(spec.name, alarm);
      send(spec.name, 'CloudWatch Alarm Configuration Change', {
        alarmName: spec.name,
        operation: before === undefined ? 'create' : 'update',
        state: { value: alarm.state.value, timestamp: awsTime(alarm.state.at) },
        configuration: fullConfiguration(spec, alarm.metricId, alarm.changed),
        ...(before === undefined
          ? {}
          : { previousConfiguration: fullConfiguration(before.spec, before.metricId, before.changed) }),
      });
      if (isComposite(spec)) evaluateComposite(alarm, undefined, before === undefined ? 'created' : 'updated');
    },
    remove(name) {
      const alarm = alarms.get(name);
      if (alarm === undefined) return;
      alarms.delete(name);
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
      move(alarm, { ...state, at: now() });
    },
    tick() {
      for (const alarm of alarms.values()) {
        const slot = slotOf(alarm.spec, now(), timeScale);
        // A composite moves with its children, so it has no slots of its own.
        if (isComposite(alarm.spec) || slot <= alarm.slot) continue;
        alarm.slot = slot;
        evaluateMetric(alarm, alarm.spec);
      }
    },
    evaluate() {
      for (const alarm of alarms.values()) evaluateOne(alarm);
    },
    state: (name) => alarms.get(name)?.state,
    list: () => [...alarms.values()].map(({ spec, state }) => ({ spec, state, arn: arnOf(spec.name) })),
  };
}

/** Alarms with periods under a minute are evaluated every 10 s, all others every minute. */
function slotOf(spec: CloudAlarmSpec, at: Date, timeScale: number): number {
  const seconds = !isComposite(spec) && spec.periodSeconds < 60 ? 10 : 60;
  return Math.floor((at.getTime() * timeScale) / (seconds * 1000));
}

function stateJson({ value, reason, reasonData, at }: AlarmState) {
  return { value, reason, ...(reasonData === undefined ? {} : { reasonData }), timestamp: awsTime(at) };
}

/** Tags of AWS's own never propagate. */
function ownTags(tags: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aws:')));
}
