import fc from 'fast-check';
import { expect, it } from 'vitest';
import { person, type Role } from './actor.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import type { Commit } from './entries.ts';
import { fold } from './fold.ts';
import type { Incident, Status } from './incident.ts';
import { alarm, context, minute } from './samples.ts';

const people = fc.constantFrom('U0ALICE', 'U0BOB', 'U0CAROL');
const by = people.map(person);
const steps = fc.constantFrom('sign-in', 'upload', 'view');
const words = fc.option(fc.string({ maxLength: 20 }), { nil: undefined });
const noted = words.map((note) => (note === undefined ? {} : { note }));

const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constantFrom('acknowledge', 'take-command', 'close', 'reopen'), by }),
  fc.tuple(fc.constantFrom('mitigate', 'resolve'), by, noted).map(([type, who, note]) => ({ type, by: who, ...note })),
  fc.record({
    type: fc.constant('assign-role'),
    by,
    role: fc.constantFrom<Role>('commander', 'communications', 'scribe'),
    to: people,
  }),
  fc.record({ type: fc.constant('hand-off'), by, to: people }),
  fc.record({ type: fc.constant('name-step'), by, step: steps }),
  fc.record({ type: fc.constant('release-step'), by }),
  fc.record({ type: fc.constant('note'), by, text: fc.string() }),
  fc.record({
    type: fc.constant('change-severity'),
    by,
    to: fc.constantFrom('SEV1', 'SEV2', 'SEV3', 'SEV4'),
  }),
  fc.constant({ type: 'propose-resolution' }),
  fc
    .tuple(steps, fc.constantFrom('ALARM', 'OK', 'INSUFFICIENT_DATA'), fc.integer({ min: 1, max: 20 }))
    .map(([step, value, at]) => ({
      type: 'observe-alarms',
      alarms: [alarm(step, value, at)],
      key: 'workflow:viewer',
    })),
) as fc.Arbitrary<Command>;

const stages: readonly Status[] = ['declared', 'acknowledged', 'mitigated', 'resolved', 'closed'];

/** Plays commands after an alarm, and looks at each commit as it comes. */
function play(
  all: readonly Command[],
  look: (before: Incident, after: Incident, commit: Commit) => void = () => {},
): { incident: Incident; commits: Commit[] } {
  const first: Command = { type: 'observe-alarms', alarms: [alarm('upload', 'ALARM', 0)], key: 'workflow:viewer' };
  const commits: Commit[] = [];
  let incident: Incident | undefined;
  for (const [index, command] of [first, ...all].entries()) {
    const decision = decide(incident, command, { ...context, at: minute(30 + index) });
    if (decision.type === 'refusal') {
      expect(decision.reason).not.toBe('');
      continue;
    }
    const version = commits.length + 1;
    const { entries } = decision;
    expect(entries.length).toBeGreaterThan(0);
    const commit = { incident: 'i', version, cause: `c${index}`, recordedAt: minute(30 + index), entries };
    commits.push(commit);
    const before = incident;
    incident = fold(incident, [commit]);
    if (before && incident) look(before, incident, commit);
  }
  if (!incident) throw new Error('nothing was declared');
  return { incident, commits };
}

it('the status moves along its stages, or back to acknowledged by reopening what is resolved', () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 30 }), (all) => {
      play(all, (before, after, { entries }) => {
        const reopened = entries.some(({ type }) => type === 'incident.reopened');
        if (reopened) expect([before.status, after.status]).toEqual(['resolved', 'acknowledged']);
        else expect(stages.indexOf(after.status)).toBeGreaterThanOrEqual(stages.indexOf(before.status));
        if (after.status !== 'declared' && after.status !== 'resolved' && after.status !== 'closed')
          expect(after.acknowledged).toBeDefined();
        expect(after.resolved !== undefined).toBe(after.status === 'resolved' || after.status === 'closed');
      });
    }),
  );
});

it('the step that a person named stays named until a person names another or gives it back', () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 30 }), (all) => {
      play(all, (before, after, { entries }) => {
        const byPerson = entries.some(({ type, by: who }) => type === 'step.named' && who.type === 'person');
        if (!before.naming?.pinned || byPerson) return;
        expect(after.naming).toMatchObject({
          step: before.naming.step,
          confidence: 'high',
          pinned: before.naming.pinned,
        });
      });
    }),
  );
});

it('a closed incident never changes again', () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 20 }), (all) => {
      const end = [
        { type: 'resolve', by: person('U0BOB') },
        { type: 'close', by: person('U0BOB') },
      ] as const;
      const { incident, commits } = play([...end, ...all]);
      expect([incident.status, commits.length]).toEqual(['closed', 3]);
    }),
  );
});

it('command passes from the one who has it; whoever has a role was given it by somebody', () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 30 }), (all) => {
      const { incident, commits } = play(all, (before, after, { entries }) => {
        for (const entry of entries) {
          if (entry.type !== 'role.assigned') continue;
          expect(after.roles[entry.role]).toBe(entry.to);
          if (!entry.handedOver) continue;
          expect(entry.by).toEqual(person(before.roles.commander ?? ''));
          expect(after.handoffs?.at(-1)).toMatchObject({ from: before.roles.commander, to: after.roles.commander });
        }
      });
      const numbers = incident.handoffs?.map(({ number }) => number) ?? [];
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      const given = commits
        .flatMap(({ entries }) => entries)
        .flatMap((entry) => (entry.type === 'role.assigned' ? [`${entry.role} ${entry.to}`] : []));
      for (const [role, who] of Object.entries(incident.roles)) expect(given).toContain(`${role} ${who}`);
    }),
  );
});

it('the fold from any snapshot is the fold from the first entry', () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 20 }), fc.nat(), (all, at) => {
      const { incident, commits } = play(all);
      const cut = at % commits.length;
      const snapshot = JSON.parse(JSON.stringify(fold(undefined, commits.slice(0, cut)) ?? null)) ?? undefined;
      expect(fold(snapshot, commits.slice(cut))).toEqual(incident);
    }),
  );
});

it('a snapshot from before there were hand-offs takes one', () => {
  const { incident } = play([{ type: 'take-command', by: person('U0ALICE') }]);
  const decision = decide(incident, { type: 'hand-off', by: person('U0ALICE'), to: 'U0BOB' }, context);
  if (decision.type === 'refusal') expect.fail(decision.reason);
  const commit = { incident: 'i', version: 3, cause: 'c', recordedAt: minute(40), entries: decision.entries };
  expect(fold(incident, [commit])?.handoffs).toMatchObject([{ number: 1, from: 'U0ALICE', to: 'U0BOB', firing: 1 }]);
});
