import { describe, expect, it, test } from 'vitest';
import { beginWalk, foldWalk, movesAt, nextOf, progressOf } from './index.ts';
import { at, end, plan, planned, start, to } from './samples.ts';

const checked = (asExpected: boolean) => ({ asExpected, said: 'rows: 1' });

test('a walk by check, answer, approved act and deed, to its end', () => {
  const { move, current, state } = start();
  expect(nextOf(current())).toMatchObject({ type: 'check', step: { id: 'look' }, attempt: 1 });
  move('start');
  expect(nextOf(current())).toMatchObject({ type: 'result', due: '2026-11-05T14:01:30.000Z' });
  move('checked', checked(true), 'tocsin');
  expect(nextOf(current())).toMatchObject({ type: 'decide', answers: [{ label: 'Yes' }, { label: 'No' }] });
  move('answer', { answer: 'Yes' });
  move('start');
  expect(nextOf(current())).toMatchObject({ type: 'approve', askedBy: 'U1' });
  expect(move('approve')).toMatchObject({ type: 'refused', reason: 'Someone else has to agree to this.' });
  move('approve', {}, 'U2');
  expect(state('mend').status).toEqual({ type: 'running', by: 'U1', at: at(6), approvedBy: 'U2' });
  move('acted', { worked: true, said: 'restarted' }, 'tocsin');
  move('done', {}, 'U2');
  expect(current()).toMatchObject({ ended: { type: 'completed', at: at(8) }, walkers: ['U1', 'U2'] });
  expect(current().at).toBeUndefined();
  expect(nextOf(current())).toEqual({ type: 'nothing' });
  expect(progressOf(current(), at(50)).summary).toBe('4 of 4, 8 min');
});

describe('a stale move', () => {
  it('is refused with where the walk is now, so that two who press at once move it once', () => {
    const { move, current } = start();
    move('skip', { why: 'seen already' });
    const before = current();
    expect(move('skip', { why: 'too', step: 'look', attempt: 1 }, 'U2')).toEqual({
      type: 'refused',
      reason: 'The walk has left "LOOK" meanwhile. The walk is at "ASK".',
      current: { step: 'ask', attempt: 1, status: 'active' },
    });
    expect(current()).toEqual(before);
  });

  it('of an earlier attempt is refused too, as the late result of a check that was given up', () => {
    const { move, current } = start();
    move('start');
    move('did-not-work', { why: 'takes for ever' });
    move('back');
    expect(current().at).toBe('look');
    expect(move('checked', { ...checked(true), step: 'look', attempt: 1 }, 'tocsin')).toMatchObject({
      type: 'refused',
      reason: 'That was meant for an earlier attempt. The walk is at "LOOK", attempt 2.',
    });
  });

  it('when the walk is over, is refused', () => {
    const { move } = start();
    move('stop', { why: 'it went away by itself' });
    expect(move('done', { step: 'look', attempt: 1 })).toMatchObject({
      type: 'refused',
      reason: 'The walk was stopped.',
    });
  });
});

describe('what goes badly', () => {
  it('leads where the runbook says', () => {
    const { move, current, state } = start();
    move('done');
    move('answer', { answer: 'Yes' });
    move('start');
    move('approve', {}, 'U2');
    move('acted', { worked: false, said: 'AccessDenied' }, 'tocsin');
    expect(current().at).toBe('ask');
    expect(state('ask')).toMatchObject({ attempt: 2, earlier: [{ type: 'answered', answer: 'Yes' }] });
  });

  it('waits for people where the runbook says nothing: again, or on', () => {
    const { move, current, state } = start();
    move('start');
    move('checked', checked(false), 'tocsin');
    expect(nextOf(current())).toMatchObject({ type: 'went-badly', said: 'rows: 1' });
    expect(movesAt(current())).toEqual(['again', 'go-on', 'note', 'stop']);
    move('again');
    expect(state('look')).toMatchObject({ attempt: 2, status: { type: 'active' }, earlier: [{ type: 'checked' }] });
    move('start');
    move('checked', checked(false), 'tocsin');
    move('go-on');
    expect(current().at).toBe('ask');
    expect(state('look').status).toMatchObject({ type: 'checked', asExpected: false });
  });

  it('is told why', () => {
    const { move } = start();
    expect(move('did-not-work', { why: ' ' })).toMatchObject({
      type: 'refused',
      reason: expect.stringContaining('Say why'),
    });
  });
});

test('a question is answered, not skipped, and only with an answer it has', () => {
  const { move } = start();
  move('done');
  expect(move('skip', { why: 'no idea' })).toMatchObject({
    reason: 'A question is answered, not skipped: choose an answer, or stop the walk.',
  });
  expect(move('answer', { answer: 'Maybe' })).toMatchObject({ reason: 'The answers are: Yes, No.' });
});

test('going back reopens the step before, keeps what became of it, and forgets nothing noted', () => {
  const { move, current, state } = start();
  expect(move('back')).toMatchObject({ type: 'refused', reason: 'This is where the walk began.' });
  move('note', { text: 'the dashboard lags' });
  move('done');
  move('back');
  expect(current()).toMatchObject({ at: 'look', trail: [] });
  expect(state('look')).toMatchObject({
    attempt: 2,
    earlier: [{ type: 'done' }],
    notes: [{ text: 'the dashboard lags' }],
  });
  expect(state('ask').status).toEqual({ type: 'pending' });
});

test('progress counts what is settled, and the fewest steps that are still to come', () => {
  const { move, current } = start();
  expect(progressOf(current(), at(0)).summary).toBe('0 of 3, 0 min');
  move('skip', { why: 'seen' });
  move('answer', { answer: 'Yes' });
  expect(progressOf(current(), at(4)).summary).toBe('2 of 4, 1 skipped, 4 min');
});

test('a step that comes again counts once', () => {
  const { move, current } = start({
    ...plan,
    steps: [planned('a', 'do', { onward: to('b') }), planned('b', 'check', { onward: end, otherwise: to('a') })],
  });
  move('done');
  move('start');
  move('checked', checked(false), 'tocsin');
  expect(current().at).toBe('a');
  expect(progressOf(current(), at(3)).summary).toBe('1 of 2, 3 min');
});

test('a branch into another runbook ends the walk there', () => {
  const [first] = plan.steps;
  if (!first) throw new Error('no step');
  const { move, current } = start({
    ...plan,
    steps: [{ ...first, exits: { onward: { type: 'runbook', file: 'b.md' }, branches: [] } }],
  });
  move('done');
  expect(current().ended).toEqual({ type: 'continued', at: at(1), file: 'b.md' });
});

test('a runbook without steps is not begun', () => {
  expect(beginWalk({ ...plan, steps: [] }, { by: 'U1', at: at(0) })).toEqual({
    type: 'refused',
    reason: '"A" has no steps to walk through',
  });
});

test('whoever hands a walk over leaves it to somebody who walks on', () => {
  const { move, current } = start();
  move('hand-over', { to: 'U2' });
  expect(current().walkers).toEqual(['U2']);
  expect(move('hand-over', { to: 'U2' })).toMatchObject({ type: 'refused' });
  expect(move('hand-over', { to: 'U2' }, 'U2')).toMatchObject({ type: 'refused' });
  move('hand-over', { to: 'U1' }, 'U3');
  expect(current().walkers).toEqual(['U2', 'U1']);
});

test('events that come twice change nothing', () => {
  const { move, events, current } = start();
  move('done');
  move('answer', { answer: 'No' });
  const twice = events.flatMap((event) => [event, event]);
  expect(foldWalk(twice)).toEqual(current());
});
