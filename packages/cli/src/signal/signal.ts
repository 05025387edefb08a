import { readFile } from 'node:fs/promises';
import { type Outcome, observeSignal } from '@tocsin/app';
import { parseSignals } from '@tocsin/aws/signals';
import type { Incident } from '@tocsin/incident';
import { type Answer, BadInput } from '../answer.ts';
import { catalogAt } from '../catalog.ts';
import type { Paint } from '../paint.ts';
import { emptyWorld } from './empty-world.ts';

/** What would become of one signal of the file. */
interface Expected extends Omit<Outcome, 'incident'> {
  /** `open` and `join`: an incident, of which `incident` says what it would be like; `note`: it is remembered at most. */
  readonly would: 'open' | 'join' | 'note' | 'refuse';
  readonly incident: Pick<Incident, 'id' | 'title' | 'severity'> | null;
  readonly named?: Incident['naming'];
}

/** What intake would make of the events of a file, one after another, if nothing else were going on. */
export async function explainSignal(file: string, { catalog }: { readonly catalog: string }): Promise<Answer> {
  const event = eventIn(file, await textOf(file));
  const at = catalogAt(catalog);
  const { world, incidents } = emptyWorld({ workflows: await at.workflows(), settings: await at.settings() });
  const signals: Expected[] = [];
  for (const parsed of parseSignals(event)) {
    if ('error' in parsed) {
      const { message: reason } = parsed.error;
      signals.push({ would: 'refuse', accepted: false, kind: 'unreadable', incident: null, reason });
      continue;
    }
    const before = new Set(incidents.keys());
    const outcome = await observeSignal(world, parsed.signal);
    const incident = incidents.get(outcome.incident ?? '');
    signals.push({
      ...outcome,
      would: !outcome.accepted ? 'refuse' : !incident ? 'note' : before.has(incident.id) ? 'join' : 'open',
      incident: incident ? { id: incident.id, title: incident.title, severity: incident.severity } : null,
      ...(incident?.naming ? { named: incident.naming } : {}),
    });
  }
  const ok = signals.length > 0 && signals.every(({ kind }) => kind !== 'unreadable');
  const reason = signals.length === 0 ? { reason: 'the file holds no event' } : {};
  return {
    code: ok ? 0 : 1,
    object: { ok, ...reason, signals },
    words: (paint) =>
      signals.length === 0 ? 'The file holds no event.' : signals.map((one) => wordsOf(one, paint)).join('\n\n'),
  };
}

async function textOf(file: string): Promise<string> {
  try {
    if (file !== '-') return await readFile(file, 'utf8');
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BadInput(`${file} cannot be read: ${why}`, 'Name a file that you may read, or - for standard input.', {
      cause: error,
    });
  }
}

function eventIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BadInput(
      `${file === '-' ? 'standard input' : file} is not JSON: ${why}`,
      'Give one AWS event, or a list of them.',
      {
        cause: error,
      },
    );
  }
}

const verbs = { open: 'opens', join: 'joins', note: 'is noted', refuse: 'is refused' } as const;

function wordsOf({ would, kind, alarm, workflow, step, incident, named, reason }: Expected, paint: Paint): string {
  const colour = { open: paint.red, join: paint.yellow, note: paint.green, refuse: paint.dim }[would];
  const about = alarm ? `${alarm.name} ${alarm.state}` : kind;
  const rows = [
    `${paint.bold(about)} ${colour(incident ? `${verbs[would]} an incident` : verbs[would])}`,
    `  form      ${kind}`,
    ...(alarm ? [`  alarm     ${alarm.arn}, ${alarm.at}`] : []),
    ...(workflow === undefined ? [] : [`  workflow  ${workflow}`]),
    ...(step === undefined ? [] : [`  step      ${step}`]),
    ...(incident ? [`  incident  ${incident.severity} ${incident.title}`] : []),
    ...(named
      ? [
          `  names     ${[named.step, named.dependency].filter(Boolean).join(', stands on ') || 'no step'} (${named.confidence}): ${named.reason}`,
        ]
      : []),
    `  because   ${reason}`,
  ];
  return rows.join('\n');
}
