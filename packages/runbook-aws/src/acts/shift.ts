import type { ActCall, ActNext, ActPosition } from '@tocsin/app';
import { stateOf } from '../checks/alarm.ts';
import { type Acting, type ActOf, failed, settled } from './acting.ts';

/** Shares of the traffic by name, as they are set: Route 53 takes 0–255, load balancers 0–999. */
export type Weights = Readonly<Record<string, number>>;
export type ShiftAct = ActOf<'route53-weight'> | ActOf<'alb-weight'>;

/** What a shift keeps: what it found, how far it came, what it set last. */
interface Shifted {
  readonly found: Weights;
  /** Stages that were set; 0 before the first. */
  readonly stage: number;
  readonly set: Weights;
  /** What was there before that. */
  readonly before: Weights;
  /** When it was set, ISO 8601. */
  readonly at: string;
  /** Why it was, or is being, put back. */
  readonly back?: string;
  /** Whether that was asked for, rather than being the end of a shift that failed. */
  readonly asked?: boolean;
}

/** Something that shares traffic by weights. */
export interface Scales {
  readonly what: string;
  readonly link: string;
  readonly lookAt: string;
  /** The weights as they are now, by the names that `from` and `to` use. */
  read(): Promise<
    { readonly type: 'weights'; readonly weights: Weights } | { readonly type: 'refused'; readonly text: string }
  >;
}

const lookMs = 10_000;
/** How often the alarm is looked at during a pause. */
const watchMs = 20_000;

/**
 * What comes next in a shift. Weights are set to values, so a stage that is set twice is set once. Somebody else's
 * weights are never overwritten: when they are not what was set last, the shift stops where it is.
 *
 *     found ─► stage 1 ─pause─► stage 2 ─pause─► … ─► done
 *                 └── alarm fires, or time is up ──► put back ─► failed
 */
export async function nextOfShift(acting: Acting, act: ShiftAct, at: ActPosition, scales: Scales): Promise<ActNext> {
  const { from, to, stages } = act;
  const { what, link } = scales;
  const progress = at.progress as Shifted | undefined;
  const now = await scales.read();
  if (now.type === 'refused')
    return failed(progress ? `${now.text} It was left at stage ${progress.stage}.` : now.text, { link });
  const { weights } = now;
  if (!progress) {
    if (at.putBack) return failed('Nothing was shifted, so there is nothing to put back.');
    const others = Object.keys(weights).filter((name) => name !== from && name !== to && (weights[name] ?? 0) > 0);
    if (others.length > 0) return failed(`${others.join(', ')} share the traffic too; shift it by hand.`, { link });
    return {
      type: 'call',
      call: stageCall(act, scales, { found: weights, before: weights, stage: 1, at: at.now.toISOString() }),
    };
  }
  const { found, stage, set, back, asked } = progress;
  const goBack = (why: string, wanted = false): ActNext => ({
    type: 'call',
    call: backCall(act, scales, { ...progress, back: why, asked: wanted, at: at.now.toISOString() }),
  });
  if (back !== undefined && at.putBack === (asked ?? false)) {
    if (asked) return settled({ type: 'done', text: `The weights of ${what} are back: ${written(found)}.`, link });
    return failed(`${back} The weights of ${what} were put back: ${written(found)}.`, { link });
  }
  if (at.putBack && same(weights, found))
    return settled({ type: 'done', text: `The weights of ${what} are as they were found: ${written(found)}.`, link });
  if (!same(weights, set)) {
    const text = `The weights of ${what} are ${written(weights)}, not ${written(set)} as they were set: somebody changed them. Nothing more is done.`;
    return failed(text, { link });
  }
  if (at.putBack) return goBack('Somebody asked for it.', true);
  const alarm = act['stop-on'];
  if (alarm !== undefined) {
    const region = act.region ?? acting.region;
    const state = await stateOf(acting, { alarm, region, deadline: new Date(acting.now().getTime() + lookMs) });
    if (state?.value === 'ALARM')
      return goBack(`${alarm} fired after stage ${stage} (${stages[stage - 1]} % to ${to}).`);
    if (!state) return goBack(`There is no alarm ${alarm}, which was to stop it.`);
  }
  const left = Date.parse(progress.at) + act.pause - at.now.getTime();
  if (stage >= stages.length && (alarm === undefined || left <= 0))
    return settled({
      type: 'done',
      text: `The weights of ${what} are ${written(set)}; found were ${written(found)}.`,
      link,
    });
  if (at.now.getTime() > Date.parse(at.startedAt) + act.timeout)
    return goBack(`It was not over after ${Math.round(act.timeout / 60_000)} minutes.`);
  if (left > 0) {
    const afterMs = Math.min(left, alarm === undefined ? left : watchMs);
    return { type: 'wait', afterMs, text: `${stages[stage - 1]} % of ${what} go to ${to}` };
  }
  return {
    type: 'call',
    call: stageCall(act, scales, { found, before: set, stage: stage + 1, at: at.now.toISOString() }),
  };
}

function stageCall(act: ShiftAct, scales: Scales, { found, before, stage, at }: Omit<Shifted, 'set'>): ActCall {
  const share = act.stages[stage - 1] ?? 0;
  const set = { ...found, [act.from]: 100 - share, [act.to]: share };
  const first = stage === 1 ? ` (found: ${written(found)}; stages: ${act.stages.join(', ')} %)` : '';
  const progress: Shifted = { found, stage, set, before, at };
  return {
    ...callOn(scales, `stage ${stage}`),
    words: `set the weights of ${scales.what} to ${written(set)}${first}`,
    progress: { ...progress },
  };
}

function backCall(act: ShiftAct, scales: Scales, shifted: Shifted): ActCall {
  const progress: Shifted = { ...shifted, set: shifted.found, before: shifted.set };
  const words = `put the weights of ${scales.what} back to ${written(shifted.found)}`;
  return {
    ...callOn(scales, `back from stage ${shifted.stage} of ${act.stages.length}`),
    words,
    progress: { ...progress },
  };
}

const callOn = ({ lookAt, link }: Scales, name: string) => ({ name, repeatable: true, lookAt, link });

/** What a call is to set; undefined where what is there now is neither that nor what it was decided on. */
export function weightsFor({ progress }: Pick<ActCall, 'progress'>, now: Weights): Weights | undefined {
  const { set, before } = progress as unknown as Shifted;
  return same(now, before) || same(now, set) ? set : undefined;
}
export const changedMeanwhile = 'Somebody changed the weights meanwhile. Nothing was set.';

const written = (weights: Weights): string =>
  Object.entries(weights)
    .map(([name, weight]) => `${name} ${weight}`)
    .join(', ');
const same = (a: Weights, b: Weights): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => (a[name] ?? 0) === (b[name] ?? 0));
