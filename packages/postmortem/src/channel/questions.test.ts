import { expect, test } from 'vitest';
import { readText } from './pick.ts';
import { isQuestion } from './questions.ts';

test('a sentence of a message asks, whoever is addressed before', () => {
  for (const text of [
    'ok. who has the runbook? brb',
    'right.\n<@U0ANA00001> <@U0BEN00002> is it back? thanks',
    'hm. @bob: why? x',
  ])
    expect(isQuestion(text), text).toBe(true);
  expect(isQuestion('ok. rolled back. done')).toBe(false);
});

// With a pattern that tries each way of splitting it, this one message takes longer than the universe has been there.
test('no message is too long a read: a row of @ is read as soon as any other', () => {
  expect(isQuestion(`so. ${'@'.repeat(1_500)} eh? yes`)).toBe(false);
  expect(readText(`so. ${'`a '.repeat(600)} ${'@'.repeat(180)}`)).toBeDefined();
});

test('code in a message is a command or its output', () => {
  const kinds = (text: string) => readText(text)?.why ?? '';
  for (const text of ['ran `kubectl get pods`', 'see\n```\n1 2\n```', 'it says `x`, then `tail -f log`'])
    expect(kinds(text), text).toContain('it holds a command or its output');
  for (const text of ['the flag `x`', 'an empty `` pair', 'one ` alone and words', 'fences `````` without anything'])
    expect(kinds(text), text).not.toContain('it holds a command or its output');
});
