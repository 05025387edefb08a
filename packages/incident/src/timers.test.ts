import { defaultSettings, defineSettings } from '@tocsin/workflow';
import { describe, expect, it } from 'vitest';
import { person } from './actor.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import { fold } from './fold.ts';
import type { Incident } from './incident.ts';
import { mattersOf } from './matters.ts';
import { alarm, context, minute } from './samples.ts';
import { dueTimers, nextTimer } from './timers.ts';

const alice = person('U0ALICE');
const fires: Command = { type: 'observe-alarms', alarms: [alarm('view', 'ALARM', 0)], key: 'workflow:viewer' };
const calms: Command = { type: 'observe-alarms', alarms: [alarm('view', 'OK', 2)], key: 'workflow:viewer' };
type Told = readonly (readonly [at: number, command: Command])[];

/** An incident (SEV2) that opened at minute 0, after what people and timers did at which minute. */
function after(...told: Told): Incident {
  return [[0, fires] as const, ...told].reduce<Incident | undefined>((incident, [at, command], index) => {
    const decision = decide(incident, command, { ...context, at: minute(at) });
    if (decision.type === 'refusal') throw new Error(`${command.type}: ${decision.reason}`);
    const version = (incident?.version ?? 0) + 1;
    const commit = { incident: 'i', version, cause: `c${index}`, recordedAt: minute(at), entries: decision.entries };
    return fold(incident, [commit]);
  }, undefined) as Incident;
}

/** Minute at which a matter, or the next page, is due; undefined: never. */
const minuteOf = (at: string | undefined) =>
  at === undefined ? undefined : (Date.parse(at) - Date.parse(minute(0))) / 60_000;
const dueOf = (about: string, ...told: Told) =>
  minuteOf(mattersOf(after(...told), defaultSettings).find((matter) => matter.about === about)?.due);
const next = (...told: Told) => minuteOf(nextTimer(after(...told), context));
const causes = (at: number, ...told: Told) =>
  dueTimers(after(...told), context, minute(at)).map(({ command }) => command.type);

const ack: Command = { type: 'acknowledge', by: alice };
const take: Command = { type: 'take-command', by: alice };
const mitigate: Command = { type: 'mitigate', by: alice };
const resolve: Command = { type: 'resolve', by: alice };
const close: Command = { type: 'close', by: alice };
const remind: Command = { type: 'remind' };
const escalate: Command = { type: 'escalate' };
const update = (nextAt?: number): Command => ({
  type: 'post-update',
  by: alice,
  text: 'on it',
  ...(nextAt === undefined ? {} : { nextAt: minute(nextAt) }),
});
const severity = (to: 'SEV1' | 'SEV3' | 'SEV4'): Command => ({ type: 'change-severity', by: alice, to });
const drafted: Command = {
  type: 'record-draft',
  number: 1,
  outcome: {
    type: 'drafted',
    draft: { markdown: 'm', html: 'h', canvas: 'c', digest: 'd', changed: [], findings: 0 },
  },
};
const snooze = (minutes: number): Command => ({ type: 'snooze', by: alice, minutes });

describe('when something has waited for people too long', () => {
  it.each<[string, string, number | undefined, Told]>([
    ['a commander: ten minutes after opening', 'command', 10, []],
    ['not once somebody commands', 'command', undefined, [[3, take]]],
    ['not while it is calm', 'command', undefined, [[3, calms]]],
    ['not once it is mitigated', 'command', undefined, [[3, mitigate]]],
    ['anew when it got worse', 'command', 15, [[5, severity('SEV1')]]],
    ['longer when it got better', 'command', 30, [[5, severity('SEV3')]]],
    ['never for a SEV4', 'command', undefined, [[5, severity('SEV4')]]],
    ['an update: not before anybody is on it', 'update', undefined, []],
    ['an hour after somebody acknowledged', 'update', 63, [[3, ack]]],
    [
      'an hour after the last',
      'update',
      80,
      [
        [3, ack],
        [20, update()],
      ],
    ],
    [
      'when people said',
      'update',
      35,
      [
        [3, ack],
        [20, update(35)],
      ],
    ],
    [
      'sooner when it got worse',
      'update',
      33,
      [
        [3, ack],
        [10, severity('SEV1')],
      ],
    ],
    [
      'what people said stands, however bad it is',
      'update',
      35,
      [
        [3, ack],
        [20, update(35)],
        [21, severity('SEV1')],
      ],
    ],
    [
      'not once it is over',
      'update',
      undefined,
      [
        [3, ack],
        [9, resolve],
      ],
    ],
    ['resolving: two hours after it was mitigated', 'resolve', 129, [[9, mitigate]]],
    [
      'not once it is resolved',
      'resolve',
      undefined,
      [
        [9, mitigate],
        [10, resolve],
      ],
    ],
    ['closing: a day after it was resolved', 'close', 1_449, [[9, resolve]]],
    [
      'not once it is closed',
      'close',
      undefined,
      [
        [9, resolve],
        [10, close],
      ],
    ],
    ['a review: five days after it was resolved', 'review', 5 * 1_440 + 9, [[9, resolve]]],
    [
      'also once it is closed',
      'review',
      5 * 1_440 + 9,
      [
        [9, resolve],
        [10, close],
      ],
    ],
    [
      'sooner the worse it was',
      'review',
      3 * 1_440 + 9,
      [
        [8, severity('SEV1')],
        [9, resolve],
      ],
    ],
    [
      'not of what was not bad',
      'review',
      undefined,
      [
        [8, severity('SEV3')],
        [9, resolve],
      ],
    ],
    [
      'not once it was reviewed',
      'review',
      undefined,
      [
        [9, resolve],
        [10, { type: 'draft-postmortem', by: alice }],
        [11, drafted],
        [12, { type: 'move-postmortem', by: alice, to: 'reviewed' }],
      ],
    ],
    [
      'again when it turns out to need more',
      'review',
      5 * 1_440 + 9,
      [
        [9, resolve],
        [10, { type: 'draft-postmortem', by: alice }],
        [11, drafted],
        [12, { type: 'move-postmortem', by: alice, to: 'reviewed' }],
        [13, { type: 'move-postmortem', by: alice, to: 'in review' }],
      ],
    ],
    [
      'not once it goes on',
      'review',
      undefined,
      [
        [9, resolve],
        [10, { type: 'reopen', by: alice }],
      ],
    ],
  ])('%s', (_, about, due, told) => {
    expect(dueOf(about, ...told)).toBe(due);
  });

  it('an action item, though the incident is closed and its postmortem too', () => {
    const add: Command = { type: 'add-action', by: alice, text: 'Raise the limit', due: '2026-11-06' };
    const told: Told = [
      [5, add],
      [9, resolve],
      [10, { type: 'draft-postmortem', by: alice }],
      [11, drafted],
      [12, { type: 'move-postmortem', by: alice, to: 'closed' }],
      [13, close],
    ];
    expect(mattersOf(after(...told), defaultSettings).map(({ about }) => about)).toEqual(['action:A1']);
    expect(
      mattersOf(after(...told, [14, { type: 'finish-action', by: alice, action: 'A1' }]), defaultSettings),
    ).toEqual([]);
  });
});

describe('when the next page is due', () => {
  it.each<[string, number | undefined, Told]>([
    ['five minutes after opening', 5, []],
    ['five minutes after the last', 10, [[5, escalate]]],
    ['anew when it got worse', 9, [[4, severity('SEV1')]]],
    ['later when it got better', 15, [[4, severity('SEV3')]]],
  ])('%s', (_, due, told) => {
    expect(next(...told)).toBe(due);
  });

  it('not once somebody acknowledged, nor while it is calm', () => {
    expect(causes(9, [4, ack])).toEqual([]);
    expect(causes(9, [4, calms])).toEqual([]);
    expect(causes(9)).toEqual(['escalate']);
    expect(causes(60, [5, escalate], [10, escalate])).toEqual(['remind']);
  });
});

describe('what people were reminded of', () => {
  const reminded = [
    [3, ack],
    [10, remind],
  ] as const;
  const round = (at: number, until: number) =>
    [at, { type: 'defer-reminder', round: 1, matters: [{ about: 'command', until: minute(until) }] }] as const;
  it.each<[string, number | undefined, Told]>([
    ['comes again after the same time', 20, reminded],
    ['then after twice that', 40, [...reminded, [20, remind]]],
    [
      'what falls due within five minutes waits for them',
      45,
      [...reminded, [20, remind], [25, update(41)], [40, remind]],
    ],
    ['not before a snooze is over', 45, [...reminded, [15, snooze(30)]]],
    [
      'a snooze before the first puts that off too',
      35,
      [
        [3, ack],
        [5, snooze(30)],
      ],
    ],
    ['what got worse ends a snooze', 26, [...reminded, [15, snooze(90)], [16, severity('SEV1')]]],
    ['put off for somebody who is not to be disturbed, until then', 33, [...reminded, round(10, 33)]],
    ['and then as if for the first time', 43, [...reminded, round(10, 33), [33, remind]]],
  ])('%s', (_, due, told) => {
    expect(next(...told)).toBe(due);
  });

  it('is brought up again at the pace, and the page repeated as often, as the settings say', () => {
    const set = (paging: object, reminders: object) => ({
      ...context,
      settings: defineSettings({ paging, reminders }),
    });
    const due = (world: typeof context, ...told: Told) => minuteOf(nextTimer(after(...told), world));
    expect(due(set({}, { longestMinutes: 15 }), ...reminded, [20, remind])).toBe(35);
    expect(due(set({}, { apartMinutes: 30 }), ...reminded, [20, remind], [25, update(41)])).toBe(50);
    expect(due(set({ repeats: 0 }, {}))).toBe(10);
    expect(due(set({ repeats: 1 }, {}))).toBe(5);
    const long = decide(after(), snooze(90), set({}, { longestSnoozeMinutes: 60 }));
    expect(long).toMatchObject({ reason: 'reminders can be put off by a minute at least and by 60 minutes at most' });
  });

  it('is raised once for one cause, and refused while nothing is due', () => {
    const incident = after(...reminded);
    expect(decide(incident, remind, { ...context, at: minute(10) })).toMatchObject({ code: 'not-due' });
    expect(decide(incident, escalate, { ...context, at: minute(10) })).toMatchObject({ code: 'not-due' });
  });

  it('a snooze is a minute at least and a week at most', () => {
    for (const minutes of [0, -5, Number.NaN, 8 * 24 * 60])
      expect(decide(after(), snooze(minutes), context)).toMatchObject({ code: 'not-possible' });
    expect(
      decide(after([8, severity('SEV3')], [9, resolve], [10, close]), snooze(30), { ...context, at: minute(11) }),
    ).toMatchObject({
      code: 'not-possible',
    });
  });
});
