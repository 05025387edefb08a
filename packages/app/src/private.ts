import type { Incident } from '@tocsin/incident';
import type { Effect } from './effects.ts';
import type { EffectRecord } from './ports.ts';
import { canvasKey } from './postmortem.ts';

/**
 * A private incident is shown by the same effects as any other, in a private channel, and nowhere else. Theirs have keys
 * of their own: what an incident showed before it was made private stays in the ledger, to be taken back.
 */
const prefix = 'private/';

/** An effect's key as the ledger has it. */
export const keyOf = ({ private: hidden }: Pick<Incident, 'private'>, key: string): string =>
  hidden ? `${prefix}${key}` : key;

/** What a private incident shows of all that a public one would: nothing outside its channel says what it is about. */
export function veiled(incident: Incident, effects: readonly Effect[]): Effect[] {
  return incident.private ? effects.flatMap((effect) => veil(incident, effect)) : [...effects];
}

function veil(incident: Incident, effect: Effect): Effect[] {
  const { id, severity } = incident;
  const key = keyOf(incident, effect.key);
  switch (effect.type) {
    case 'channel':
      return [{ ...effect, key, private: true, names: neutralNames(incident, 'private') }];
    case 'message': {
      const { inThreadOf } = effect;
      const thread = inThreadOf === undefined ? {} : { inThreadOf: keyOf(incident, inThreadOf) };
      return effect.to === 'announcements' ? [] : [{ ...effect, key, ...thread }];
    }
    case 'page':
      // Not again because it became private; and what is sent by mail or text message says only where to look.
      return [
        {
          ...effect,
          subject: `${severity} private incident`,
          text: `A private incident, ${severity}; see Slack: ${id}.`,
        },
      ];
    case 'pin':
      return [{ ...effect, key, of: keyOf(incident, effect.of) }];
    case 'invite':
    case 'member':
    case 'topic':
    case 'bookmark':
    case 'canvas':
      return [{ ...effect, key }];
    case 'task':
    case 'draft':
    case 'carry':
    case 'tell':
    case 'part':
      return [effect];
    case 'erase':
    case 'leave':
      throw new Error(`${effect.key} is planned for private incidents alone`);
    default:
      return effect satisfies never;
  }
}

/** A name that says nothing; three to try, as for any channel. */
function neutralNames({ id, declared }: Incident, word: string): string[] {
  const name = `inc-${declared.at.slice(5, 10).replace('-', '')}-${word}-${id.slice(-4)}`;
  return [name, `${name}-2`, `${name}-3`];
}

/**
 * Takes back what was shown while the incident was public: every message that the ledger knows of, whichever effect it
 * was. One whose answer was lost is looked for.
 *
 * @param shown the effects that a public incident has, for messages of which the ledger knows no more than a try
 */
export function takenBack(
  { private: hidden }: Incident,
  {
    records,
    shown,
    incidentsChannel,
  }: {
    readonly records: ReadonlyMap<string, EffectRecord>;
    readonly shown: readonly Effect[];
    readonly incidentsChannel: string;
  },
): Effect[] {
  if (hidden?.since !== 'made') return [];
  const home = records.get('channel')?.result?.channel ?? hidden.left?.id;
  return [...records.values()].flatMap(({ key, result }): Effect[] => {
    if (key.startsWith(prefix)) return [];
    const effect = shown.find((one) => one.key === key && one.type === 'message');
    const to = effect?.type === 'message' ? effect.to : undefined;
    const channel =
      result?.ts === undefined ? (to === 'announcements' ? incidentsChannel : to && home) : result.channel;
    if (channel === undefined) return [];
    const root = effect?.type === 'message' && effect.inThreadOf !== undefined ? effect.inThreadOf : undefined;
    const thread = root === undefined ? undefined : records.get(root)?.result?.ts;
    return [
      {
        key: `${prefix}erase:${key}`,
        type: 'erase',
        message: key,
        channel,
        ...(result?.ts === undefined ? {} : { ts: result.ts }),
        ...(thread === undefined ? {} : { thread }),
        // Whoever was there reads where it goes on; of all else nothing is left.
        ...(key === 'situation' ? { instead: { type: 'moved' } as const } : {}),
      },
    ];
  });
}

/** The public channel is left behind: neutral name and topic, no bookmarks, archived. Done last, for then it takes no more. */
export function leftBehind(
  incident: Incident,
  { records, names }: { readonly records: ReadonlyMap<string, EffectRecord>; readonly names: readonly string[] },
): Effect[] {
  const { private: hidden } = incident;
  const record = records.get('channel');
  if (hidden?.since !== 'made' || (!record && !hidden.left)) return [];
  const channel = record?.result?.channel ?? hidden.left?.id;
  return [
    {
      key: `${prefix}leave`,
      type: 'leave',
      names,
      rename: neutralNames(incident, 'moved')[0] ?? '',
      ...(channel === undefined ? {} : { channel }),
      ...(records.has(canvasKey) ? { canvas: true } : {}),
    },
  ];
}
