import { describe, expect, it } from 'vitest';
import { code, quote, strong, time, wordsOf } from '../say.ts';
import { judge } from './judge.ts';
import { partsOf, templateOf } from './template.ts';

const detected = templateOf(
  wordsOf([
    'It was detected at ',
    time('2026-11-05T14:02:00.000Z'),
    ', ',
    strong('1 min'),
    ' after the fault began: the canary reported a failed run.',
  ]),
);
const lasted = templateOf(
  wordsOf([
    'The response lasted from ',
    time('2026-11-05T14:02:00.000Z'),
    ' to ',
    time('2026-11-05T14:32:00.000Z'),
    '.',
  ]),
);

describe('what a model is shown', () => {
  it('is the words of the draft, without quotes, people, times, numbers and names', () => {
    expect(detected.text).toBe('It was detected at {1}, {2} after the fault began: the canary reported a failed run.');
    expect(
      templateOf(
        wordsOf(['CloudWatch saw ', code('a/b'), ' at 14:02, 2 of 12 Canary Runs (0 %) and ', quote('it broke'), '.']),
      ).text,
    ).toBe('{1} saw {2} at {3}, {4} of {5} {6} ({7}) and {8}.');
  });

  it('comes back as it was when nothing is changed', () => {
    const parts = wordsOf(['Users saw 503 from ', time('2026-11-05T14:02:00.000Z'), ', all of them.']);
    const template = templateOf(parts);
    const text = (words: typeof parts) => words.map((part) => ('text' in part ? part.text : '…')).join('');
    expect(text(partsOf(template.text, template))).toBe(text(parts));
  });
});

describe('a wording', () => {
  it.each([
    'The canary reported a failed run: it was detected at {1}, {2} after the fault began.',
    'It was noticed at {1}, {2} after the fault started: the canary reported a failed run.',
    'it was detected at {1}, and {2} after the fault began; the canary reported a failed run.',
  ])('is taken: %s', (wording) => {
    expect(judge(detected, wording)).toEqual({
      type: 'accepted',
      text: `${wording.charAt(0).toUpperCase()}${wording.slice(1)}`,
    });
  });

  it.each([
    ['', 'is empty'],
    ['It was detected at 14:03, {2} after the fault began: the canary reported a failed run.', 'adds a number'],
    ['It was detected at {1}, {2} after the fault began: the canary reported three failed runs.', 'adds “three”'],
    ['It was detected at {1}, {2} after the fault began: the canary Kestrel reported a failed run.', 'adds “kestrel”'],
    ['It was not detected at {1}, {2} after the fault began: the canary reported a failed run.', 'says the contrary'],
    ['It wasn’t detected at {1}, {2} after the fault began: the canary reported a failed run.', 'says the contrary'],
    ['It was detected at {1}, {2} before the fault began: the canary reported a failed run.', 'adds “before”'],
    ['It was detected at {1} after the fault began: the canary reported a failed run.', 'leaves out something'],
    [
      'It was detected at {1}, {2}, {2} after the fault began: the canary reported a failed run.',
      'has something twice',
    ],
    ['It was detected at {1}, {3} {2} after the fault began: the canary reported a failed run.', 'out of nowhere'],
    ['The fault began {2} after it was detected at {1}: the canary reported a failed run.', 'changes the order'],
    ['It was detected at {1}, {2} after the fault began: a failed run.', 'leaves out “canary”'],
    ['It is detected at {1}, {2} after the fault began: the canary reported a failed run.', 'says'],
    ['It was **detected** at {1}, {2} after the fault began: the canary reported a failed run.', 'has signs'],
    ['It was detected at {1}, {2} after the fault began.\nThe canary reported a failed run.', 'has signs'],
    ['It was detected at {1}, {2} after the fault began. The canary reported a failed run.', 'more than one sentence'],
    ['It was detected at {1}, {2} after the fault began: the canary reported a failed run', 'ends otherwise'],
  ])('is refused: %s', (wording, reason) => {
    const judged = judge(detected, wording);
    expect(judged.type).toBe('refused');
    if (reason !== 'says') expect(judged).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  it('leaves slots in their order, and a clause in its own', () => {
    expect(judge(lasted, 'The response took from {1} to {2}.').type).toBe('accepted');
    expect(judge(lasted, 'The response lasted from {2} to {1}.')).toMatchObject({ type: 'refused' });
    expect(judge(lasted, 'From {1} to {2} the response lasted.')).toMatchObject({ type: 'refused' });
  });
});
