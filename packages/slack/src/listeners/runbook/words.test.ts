import { applyWalkEvent, beginWalk, decideMove, type Move, type Walk, type WalkPlan } from '@tocsin/runbook';
import { describe, expect, it, test } from 'vitest';
import { wishFor } from './wish.ts';
import { readWalkWords } from './words.ts';

test.each([
  ['', { word: 'status', rest: '' }],
  ['R2', { word: 'status', walk: 'R2', rest: '' }],
  ['done', { word: 'done', rest: '' }],
  ['done r2', { word: 'done', walk: 'R2', rest: '' }],
  ['r2 skip nobody waited', { word: 'skip', walk: 'R2', rest: 'nobody waited' }],
  ['Failed R1 needs a role', { word: 'failed', walk: 'R1', rest: 'needs a role' }],
  ['start tile server', { word: 'start', rest: 'tile server' }],
])('“%s” is read', (typed, said) => expect(readWalkWords(typed)).toEqual({ type: 'said', ...said }));

test('an unknown word is answered with the one most like it', () => {
  expect(readWalkWords('skpi it')).toEqual({ type: 'unknown', word: 'skpi', nearest: 'skip' });
  expect(readWalkWords('xylophone')).toEqual({ type: 'unknown', word: 'xylophone' });
});

const to = (step: string) => ({ type: 'step', step }) as const;
const end = { type: 'end' } as const;
const plan: WalkPlan = {
  file: 'a.md',
  version: '1',
  title: 'A',
  steps: [
    { id: 'tell', title: 'Tell', type: 'do', exits: { onward: to('look'), branches: [] } },
    { id: 'look', title: 'Look', type: 'check', exits: { onward: to('ask'), branches: [] } },
    {
      id: 'ask',
      title: 'Ask',
      type: 'decide',
      exits: { branches: ['Yes', 'No, not at all'].map((label) => ({ label, target: end })) },
    },
  ],
};
function walkAfter(...moves: readonly Partial<Move>[]): Walk {
  const who = { by: 'U1', at: '2026-11-05T14:00:00Z' };
  const begun = beginWalk(plan, who);
  let walk = begun.type === 'moved' ? begun.events.reduce<Walk | undefined>(applyWalkEvent, undefined) : undefined;
  for (const move of moves) {
    const step = walk?.at ?? '';
    const attempt = walk?.steps[step]?.attempt ?? 0;
    const moved = walk && decideMove(walk, { step, attempt, ...move } as Move, who);
    if (moved?.type !== 'moved') throw new Error('refused');
    walk = moved.events.reduce<Walk | undefined>(applyWalkEvent, walk);
  }
  if (!walk) throw new Error('no walk');
  return walk;
}

describe('a word means what can be done where the walk is', () => {
  it('next is done for a deed, look for a check, and asks where somebody has to choose', () => {
    const [tell, look] = [walkAfter(), walkAfter({ type: 'done' })];
    expect(wishFor('next', '', tell)).toEqual({ type: 'move', move: { type: 'done', step: 'tell', attempt: 1 } });
    expect(wishFor('next', '', look)).toEqual({ type: 'move', move: { type: 'start', step: 'look', attempt: 1 } });
    const ask = walkAfter({ type: 'done' }, { type: 'done' });
    expect(wishFor('next', '', ask)).toMatchObject({ words: expect.stringContaining('1 Yes · 2 No, not at all') });
    const bad = walkAfter({ type: 'done' }, { type: 'start' }, { type: 'checked', asExpected: false, said: 'x' });
    expect(wishFor('next', '', bad)).toMatchObject({ type: 'unclear', words: expect.stringContaining('again') });
    const waits = walkAfter({ type: 'done' }, { type: 'start' });
    expect(wishFor('next', '', waits)).toMatchObject({ words: expect.stringContaining('awaited') });
  });

  it('an answer is told by its number, its words, or words like them', () => {
    const ask = walkAfter({ type: 'done' }, { type: 'done' });
    const answer = (said: string) => wishFor('answer', said, ask);
    expect(answer('2')).toMatchObject({ move: { answer: 'No, not at all' } });
    expect(answer('YES')).toMatchObject({ move: { answer: 'Yes' } });
    expect(answer('no')).toMatchObject({ move: { answer: 'No, not at all' } });
    expect(answer('7')).toMatchObject({ type: 'unclear' });
  });

  it('what needs a reason is asked for it', () => {
    expect(wishFor('skip', '', walkAfter())).toEqual({ type: 'ask', form: 'walk-skip' });
    expect(wishFor('skip', 'no need', walkAfter())).toMatchObject({ move: { type: 'skip', why: 'no need' } });
    expect(wishFor('stop', '', walkAfter())).toEqual({ type: 'ask', form: 'walk-stop' });
  });

  it('nothing is moved once it is over', () => {
    const over = walkAfter({ type: 'stop', why: 'gone' });
    expect(wishFor('next', '', over)).toMatchObject({ words: expect.stringContaining('The walk was stopped.') });
  });
});
