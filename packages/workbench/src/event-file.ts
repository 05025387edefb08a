import { readFile } from 'node:fs/promises';
import type { Outcome } from '@tocsin/app';
import type { Workbench } from './workbench.ts';

/** What became of an AWS event that was fed into intake, and what Slack shows of it. */
export interface Fed {
  readonly ok: boolean;
  readonly accepted: boolean;
  readonly reason: string;
  readonly kind: string;
  readonly alarm?: Outcome['alarm'];
  readonly workflow?: string;
  readonly step?: string;
  readonly incident: string | null;
  /** What was done in Slack and by pager for the incidents that this event opened or changed. */
  readonly effects: readonly {
    readonly incident: string;
    readonly effect: string;
    readonly state: string;
    readonly result?: unknown;
  }[];
  /** Each signal of the event: a batch or a sequence holds several. */
  readonly outcomes: readonly Outcome[];
}

/** Feeds one event, whatever its form, and waits until nothing more follows from it. */
export async function feed(workbench: Workbench, event: unknown): Promise<Fed> {
  const outcomes = await takeIn(workbench, event);
  await workbench.cloud.settled();
  const incidents = [...new Set(outcomes.flatMap((outcome) => outcome.incident ?? []))];
  const effects = (await Promise.all(incidents.map((incident) => effectsOf(workbench, incident)))).flat();
  const [first] = outcomes;
  const said = outcomes.find((outcome) => outcome.accepted) ?? first ?? nothing;
  const reason =
    outcomes.length > 1 ? outcomes.map((outcome, index) => `${index + 1}. ${outcome.reason}`).join('; ') : said.reason;
  return { ok: true, ...said, reason, effects, outcomes };
}

/** Reads the file; what is wrong with it is said with its place. */
export async function readEvent(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`${file} cannot be read: ${error.message}`, { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}. Give one event, or a list of them.`,
      { cause: error },
    );
  }
}

const nothing: Outcome = { accepted: false, kind: 'nothing', incident: null, reason: 'the file holds no event' };

/** Intake refuses what did not come by queue with an error; its words are the reason. */
async function takeIn({ cloud }: Workbench, event: unknown): Promise<readonly Outcome[]> {
  const intake = cloud.functions.intake;
  if (!intake) throw new Error('the workbench runs without its intake function');
  try {
    const answer = (await intake.invoke(event)) as { readonly outcomes: readonly Outcome[] };
    return answer.outcomes;
  } catch (error) {
    return [
      {
        accepted: false,
        kind: 'unreadable',
        incident: null,
        reason: error instanceof Error ? error.message : String(error),
      },
    ];
  }
}

async function effectsOf({ store }: Workbench, incident: string): Promise<Fed['effects']> {
  const stored = await store.loadWithEffects(incident);
  return [...(stored?.effects.values() ?? [])].map(({ key, state, result }) => ({
    incident,
    effect: key,
    state,
    ...(result ? { result } : {}),
  }));
}

/** The answer for people. */
export function fedText(fed: Fed): string {
  const lines = fed.outcomes.map((outcome) => {
    const about = outcome.alarm ? `${outcome.alarm.name} ${outcome.alarm.state}` : outcome.kind;
    const where = outcome.step
      ? ` → ${outcome.workflow}/${outcome.step}`
      : outcome.workflow
        ? ` → ${outcome.workflow}`
        : '';
    return `${outcome.accepted ? 'accepted' : 'refused '}  ${about}${where}\n          ${outcome.reason}`;
  });
  const effects = fed.effects.map(({ effect, state }) => `  ${state.padEnd(8)} ${effect}`);
  return [...lines, ...(effects.length > 0 ? ['', 'Effects:', ...effects] : [])].join('\n');
}
