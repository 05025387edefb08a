import { describe, expect, it } from 'vitest';
import type { Case } from './case.ts';
import { database, databaseFacts, databaseJudgments } from './cases/database.ts';
import { regex, regexFacts, regexJudgments } from './cases/regex.ts';
import { sonnet, sonnetFacts, sonnetJudgments } from './cases/sonnet.ts';
import { expectFact, type Judged, markdownOf, type Published } from './published.ts';

const all: readonly (readonly [name: string, one: Case, facts: readonly Published[], judgments: readonly Judged[]])[] =
  [
    ['sonnet', sonnet, sonnetFacts, sonnetJudgments],
    ['regex', regex, regexFacts, regexJudgments],
    ['database', database, databaseFacts, databaseJudgments],
  ];

it('nobody is named where people are shown by role alone', () => {
  expect(markdownOf(database)).not.toMatch(/Alex|Robin|Sam Member|U0MEMBER/);
});

describe.each(all)('the published postmortem: %s', (name, one, facts, judgments) => {
  const markdown = markdownOf(one);

  it.each(facts)('%s', (...fact) => expectFact(markdown, fact));

  it.each(judgments)('leaves to people: %s', (...judgment) => expectFact(markdown, judgment));

  it('is drafted as it is kept here', async () => {
    await expect(markdown).toMatchFileSnapshot(`golden/${name}.md`);
  });
});
