import { expect, it } from 'vitest';
import { draftOrderOf, responseOrderOf } from './index.ts';
import { taskOf } from './task.ts';

const at = '2026-11-05T14:30:00.000Z';
const by = { type: 'person', id: 'U0ANA00001' };
const command = {
  type: 'mark-message',
  by,
  message: { channel: 'C1', ts: '1793888600.000100' },
  mark: 'pin',
  eventAt: at,
};
const heard = { command, cause: 'event:Ev1', channel: 'C1' };
const task = { incident: 'i', id: 'R1/look/1', by: 'U1', orderedAt: at, what: { type: 'act', act: { act: 'lambda' } } };

it('what was heard is read whole, or not at all', async () => {
  const read = (change: object) => responseOrderOf(JSON.stringify({ incident: 'i', heard: { ...heard, ...change } }));
  expect(await read({})).toEqual({ order: { incident: 'i', heard } });
  for (const change of [
    { command: undefined },
    { command: { ...command, type: 'resolve' } },
    { command: { ...command, message: { channel: 'C1', ts: 'now' } } },
    { command: { ...command, eventAt: 'soon' } },
    { command: { ...command, type: 'edit-message' } },
  ])
    expect(await read(change)).toEqual({ problem: expect.stringMatching(/^heard/) });
});

it('what only says which incident to show is read, and nothing beside it', async () => {
  expect(await responseOrderOf('{"incident":"i","more":1}')).toEqual({ order: { incident: 'i' } });
  const long = `{"incident":"${'i'.repeat(2_001)}"}`;
  for (const body of ['', 'null', '[]', '"i"', '{"incident":""}', '{"incident":1}', long])
    expect(await responseOrderOf(body)).toEqual({
      problem: expect.stringMatching(/^(it is no|incident: it names none)/),
    });
});

it('an opening is read with the name that its channel will have, or not at all', async () => {
  const opens = { channel: 'inc-1105-design-viewer-view-4k2m', at };
  const read = (change: object) => responseOrderOf(JSON.stringify({ incident: 'i', opens: { ...opens, ...change } }));
  expect(await read({ more: 1 })).toEqual({ order: { incident: 'i', opens } });
  for (const change of [
    { channel: 'general' },
    { channel: 'inc-1105 view' },
    { channel: `inc-${'v'.repeat(77)}` },
    { channel: ['inc-1'] },
    { at: 'soon' },
    { at: undefined },
  ])
    expect(await read(change)).toEqual({ problem: expect.stringMatching(/^opens: /) });
  for (const none of [null, 1, 'inc-1', []])
    expect((await responseOrderOf(JSON.stringify({ incident: 'i', opens: none }))).problem).toMatch(/^opens: /);
});

it('a task whose time cannot be read is none: it would never be too old', () => {
  expect(taskOf(JSON.stringify(task), 'act')).toEqual({ order: task });
  for (const orderedAt of ['', 'soon', 1e9, null])
    expect(taskOf(JSON.stringify({ ...task, orderedAt }), 'act').problem).toMatch(/^orderedAt: /);
});

it('a task is for the function that may run it', () => {
  expect(taskOf(JSON.stringify(task), 'look')).toEqual({ problem: 'it is a task to act', meant: 'act' });
  expect(taskOf(JSON.stringify({ ...task, what: { type: 'check', check: null } }), 'look').problem).toMatch(
    /^what\.check: /,
  );
});

it('a draft has a number', () => {
  expect(draftOrderOf('{"incident":"i","number":2,"more":1}')).toEqual({ order: { incident: 'i', number: 2 } });
  expect(draftOrderOf('{"incident":"i"}').problem).toMatch(/^number: /);
  expect(draftOrderOf('{"incident":"i","number":1.5}').problem).toMatch(/^number: /);
  expect(draftOrderOf('[]').problem).toBe('it is no object');
  expect(draftOrderOf('{').problem).toBe('it is no JSON');
});

it('what is wrong is said without a word of what came', async () => {
  const words = { incident: { SECRET: 'SECRET' }, number: 'SECRET', heard: 'SECRET', told: { part: 'SECRET' } };
  for (const read of [responseOrderOf, draftOrderOf, (body: string) => taskOf(body, 'act')])
    for (const body of [JSON.stringify(words), JSON.stringify({ ...words, incident: 'i' }), 'SECRET'])
      expect((await read(body)).problem).not.toContain('SECRET');
});
