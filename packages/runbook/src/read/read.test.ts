import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { RunbookPolicy } from '../index.ts';
import { checkRunbooks, readRunbooks } from './index.ts';

const policy: RunbookPolicy = {
  allow: [
    { act: 'lambda', resources: ['mend-*'] },
    { act: 'alb-weight', resources: ['r'] },
  ],
};
const read = (text: string, more: Record<string, string> = {}) => {
  const { runbooks, problems } = readRunbooks({ texts: { 'a.md': text, ...more }, policy, variables: ['site'] });
  const runbook = runbooks.find(({ file }) => file === 'a.md');
  if (!runbook) throw new Error('no runbook');
  return { runbook, problems };
};
const told = (text: string, more: Record<string, string> = {}) =>
  read(text, more).problems.map(({ place, problem, mend }) => `${place}: ${problem}. ${mend}`);

const matter = '---\nowner: Viewer\n---\n';
const block = (yaml: string) => `## Step\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n`;

const sound = `---
title: Pictures are missing
applies-to:
  workflows: shop
  steps: [shop/view]
  severities: SEV1
owner: Viewer
last-reviewed: 2026-11-02
variables:
  table: shop-pictures
---

# Pictures are missing

Look at {{workflow}} first.

## Is it there?

\`\`\`yaml
check: dynamodb
table: '{{table}}'
key: { id: '{{dimension.PictureId}}' }
expect:
  status: READY
  age: '< 60'
within: 2m
\`\`\`

- As expected → [Look yourself](#look-yourself)
- Otherwise → [Mend](#mend)

## Mend

### Restart

\`\`\`yaml
act: lambda
function: mend-{{dependency}}
approval: second-person
timeout: 10s
back:
  act: lambda
  function: mend-not
\`\`\`

## Look yourself

Do you see it?

- Yes → [Say so](#say-so)
- No → [Restart](#restart)

## Say so

Say it.
`;

test('a runbook is read with its kinds of steps and where they lead', () => {
  const { runbook, problems } = read(sound);
  expect(problems).toEqual([]);
  expect(runbook).toMatchObject({
    title: 'Pictures are missing',
    scope: { workflows: ['shop'], steps: ['shop/view'], severities: ['SEV1'] },
    owner: 'Viewer',
    lastReviewed: '2026-11-02',
    variables: { table: 'shop-pictures' },
  });
  const step = (id: string) => ({ type: 'step', step: id });
  expect(runbook.steps.map(({ id, type, exits }) => ({ id, type, ...exits }))).toEqual([
    { id: 'is-it-there', type: 'check', onward: step('look-yourself'), otherwise: step('restart'), branches: [] },
    { id: 'restart', type: 'act', onward: step('look-yourself'), branches: [] },
    {
      id: 'look-yourself',
      type: 'decide',
      branches: [
        { label: 'Yes', target: step('say-so') },
        { label: 'No', target: step('restart') },
      ],
    },
    { id: 'say-so', type: 'do', onward: { type: 'end' }, branches: [] },
  ]);
  expect(runbook.steps[0]).toMatchObject({
    check: {
      table: '{{table}}',
      timeout: 30_000,
      within: 120_000,
      expect: { status: { operator: '=', value: 'READY' }, age: { operator: '<', value: 60 } },
    },
  });
  expect(runbook.steps[1]).toMatchObject({ sections: ['Mend'], act: { timeout: 10_000, back: { act: 'lambda' } } });
});

test('the version tells texts apart, those that are included too, and not how their lines end', () => {
  const including = '## A\n\n- Include → [B](b.md)\n';
  const version = (text: string, other: string) => read(text, { 'b.md': other }).runbook.version;
  const first = version(including, '## B\n\nDo.\n');
  expect(version(including, '## B\r\n\r\nDo.\r\n')).toBe(first);
  expect(version(including, '## B\n\nDo it.\n')).not.toBe(first);
});

describe('what is wrong is told with its line and mend', () => {
  it.each<[string, string, string | RegExp]>([
    ['an unknown kind', block('check: metrik'), 'a.md:4: there is no check "metrik". Did you mean "metric"?'],
    [
      'a misspelt key of a known kind',
      block('chek: metric'),
      'a.md:4: there is no kind of block "chek". Did you mean "check"?',
    ],
    [
      'an unknown parameter',
      block('check: alarm\nalarm: a\nexpects: OK'),
      'a.md:6: check alarm: there is no parameter "expects". Did you mean "expect"?',
    ],
    [
      'a missing parameter',
      block('act: lambda\nback: none'),
      'a.md:4: act lambda: "function" is missing. Write some text.',
    ],
    [
      'a missing way back',
      block('act: lambda\nfunction: mend-a'),
      /a\.md:4: act lambda: "back" is missing\. Write the act/,
    ],
    [
      'a duration that is none',
      block('act: lambda\nfunction: mend-a\nback: none\ntimeout: soon'),
      'a.md:7: act lambda: the value of "timeout" does not fit. Write a duration such as 30s, 5m or 1h.',
    ],
    [
      'an expectation that is none',
      block("check: http\nurl: https://a.example\nexpect: '< fast'"),
      /a\.md:6: .*"expect" does not fit/,
    ],
    [
      'a variable without quotes',
      block('check: alarm\nalarm: {{alarm}}'),
      /a\.md:5: the value begins with braces\. Put a value that begins with a variable into quotes/,
    ],
    [
      'an act that nothing allows',
      block('act: lambda\nfunction: drop-all\nback: none'),
      /a\.md:1: the policy does not allow lambda drop-all/,
    ],
    [
      'a way back that nothing allows',
      block('act: lambda\nfunction: mend-a\nback: { act: lambda, function: drop-all }'),
      /does not allow lambda drop-all, its way back/,
    ],
    [
      'an unknown variable',
      block("check: alarm\nalarm: '{{alrm}}'"),
      'a.md:1: there is no variable {{alrm}}. Did you mean "alarm"?',
    ],
    [
      'an alarm that chooses the host',
      block("check: http\nurl: '{{alarm}}/a'\nexpect: 200"),
      /decides which host is asked/,
    ],
    [
      'two blocks in a step',
      `${block('check: alarm\nalarm: a')}\n\`\`\`yaml\ncheck: alarm\nalarm: b\n\`\`\`\n`,
      /a\.md:8: .*more than one block/,
    ],
    [
      'a block in a list',
      '## Step\n\n- x\n\n  ```yaml\n  check: alarm\n  alarm: a\n  ```\n',
      /a\.md:5: .*inside a list/,
    ],
    [
      'stages to and fro',
      block('act: alb-weight\nrule: r\nfrom: a\nto: b\nstages: [10, 50, 20]'),
      /the stages go to and fro/,
    ],
    [
      'a dead branch',
      '## A\n\n- Yes → [B](#bee)\n- No → [A](#a)\n\n## B\n\nDo.\n',
      'a.md:3: "Yes" leads nowhere: there is no heading #bee. Correct the link.',
    ],
    [
      'a branch without a link',
      '## A\n\n- Yes → [A](#a)\n- No\n',
      /a\.md:4: "No" stands among answers and leads nowhere/,
    ],
    [
      'an answer that is given twice',
      '## A\n\n- x → [B](#b)\n- X → [B](#b)\n\n## B\n\nDo.\n',
      /a\.md:4: the answer "X" is given twice/,
    ],
    [
      'an answer to a check',
      `${block('check: alarm\nalarm: a')}\n- Maybe → [Step](#step)\n`,
      /a\.md:8: "Maybe" is no outcome/,
    ],
    [
      'an unreachable step',
      '## A\n\nDo.\n\n- Then → [C](#c)\n\n## B\n\nDo.\n\n## C\n\nDo.\n',
      'a.md:7: no way leads to the step "B". Link it from an answer, or take it out.',
    ],
    ['a loop without an exit', '## A\n\nDo.\n\n## B\n\n- Then → [A](#a)\n', /a\.md:1: there is no way out of "A", "B"/],
    [
      'a step without text',
      '## A\n\n## B\n\nDo.\n',
      'a.md:1: the step "A" has no text. Say what to do, or take the heading out.',
    ],
    ['a link to no heading', '## A\n\nSee [b](#b).\n', /the link #b leads nowhere: there is no heading #b/],
    ['a link to no file', '## A\n\n![x](img/x.png)\n', /there is no file img\/x\.png/],
    ['a link to no heading of another file', '## A\n\nSee [b](b.md#c).\n', /there is no heading #c in b\.md/],
    ['a link that runs a script', '## A\n\n[b](javascript:alert)\n', /nobody can follow it from Slack/],
    ['no heading', 'Words.\n', 'a.md:1: it has no heading, so no step. Give each step a heading.'],
    ['an empty heading', '##\n\nDo.\n', /a\.md:1: the heading is empty/],
    ['front matter that is no YAML', '---\nowner: [a\n---\n## A\n\nDo.\n', /front matter: /],
    [
      'an unknown key in it',
      '---\nowner: a\nreviewed: 1\n---\n## A\n\nDo.\n',
      /a\.md:3: front matter: there is no key "reviewed"/,
    ],
    ['a misspelt key in it', '---\nowners: a\n---\n## A\n\nDo.\n', /a\.md:2: .*"owners"\. Did you mean "owner"\?/],
    [
      'an unknown scope',
      '---\napplies-to:\n  step: [a]\n---\n## A\n\nDo.\n',
      /a\.md:3: .*"step"\. Did you mean "steps"\?/,
    ],
    ['a severity that is none', '---\napplies-to:\n  severities: [SEV9]\n---\n## A\n\nDo.\n', /a\.md:3: .*severities/],
    ['a date that is none', '---\nlast-reviewed: 2026-02-30\n---\n## A\n\nDo.\n', /a\.md:2: .*Write a date such as/],
    [
      'a variable that the incident gives',
      '---\nvariables:\n  step: x\n---\n## A\n\nDo.\n',
      /a\.md:3: the incident itself gives \{\{step\}\}/,
    ],
    ['an include of nothing', '## A\n\n- Include → [C](c.md)\n', /a\.md:3: there is no runbook c\.md to include/],
    ['an include of itself', '## A\n\nDo.\n\n- Include → [A](a.md)\n', /runbooks include each other: a\.md → a\.md/],
  ])('%s', (_, text, expected) => {
    const found = told(text, { 'b.md': '## B\n\nDo.\n' });
    expect(found).toHaveLength(1);
    expect(found[0]).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  it('all of it at once, as an error of the build', () => {
    expect(() => checkRunbooks({ texts: { 'a.md': '## A\n', 'b.md': 'x' } })).toThrow(
      /A runbook is declared wrongly:\n {2}a\.md:1: the step "A" has no text.*\n {2}b\.md:1: it has no heading/,
    );
    expect(checkRunbooks({ texts: { 'a.md': '## A\n\nDo.\n' } })).toHaveLength(1);
  });
});

describe('what only looks like ours', () => {
  it.each([
    ['a sample of YAML', '```yaml\napiVersion: v1\nkind: Pod\n```'],
    ['a sample in another language', '```ruby\ncheck: metric\n```'],
    ['a way through menus', '- Settings -> [Console](https://console.example)'],
    ["another template's braces", 'Run {{ .Values.image }} and {{pod}}.'],
  ])('%s stays text', (_, text) => {
    const { runbook, problems } = read(`## A\n\n${text}\n`);
    expect(problems).toEqual([]);
    expect(runbook.steps).toMatchObject([{ type: 'do', text: [{}] }]);
  });

  it('braces are variables where front matter of ours says so', () => {
    expect(told(`${matter}## A\n\nRun {{pod}}.\n`)).toEqual([
      expect.stringMatching(/a\.md:4: there is no variable \{\{pod\}\}/),
    ]);
  });
});

describe('includes', () => {
  const over = '# Over\n\n## Look\n\n- Fine → [Say](#say)\n- Bad → [Look](#look)\n\n## Say\n\nSay so.\n';

  it('put the steps of another file in, as often as wanted, each leading within itself', () => {
    const text = '## First\n\n- Include → [Over](over.md)\n\n## Do\n\nDo.\n\n## Last\n\n- Include → [Over](over.md)\n';
    const { runbook, problems } = read(text, { 'over.md': over });
    expect(problems).toEqual([]);
    expect(runbook.steps.map(({ id }) => id)).toEqual(['first/look', 'first/say', 'do', 'last/look', 'last/say']);
    expect(runbook.steps[3]?.exits.branches[1]?.target).toEqual({ type: 'step', step: 'last/look' });
    expect(runbook.steps[1]).toMatchObject({ exits: { onward: { step: 'do' } }, place: { file: 'over.md', line: 8 } });
  });

  it('can take one heading', () => {
    const { runbook } = read('## Last\n\n- Include → [Say](over.md#say)\n', { 'over.md': over });
    expect(runbook.steps.map(({ id }) => id)).toEqual(['last/say']);
  });

  it('that include each other end', () => {
    const other = { 'b.md': '## B\n\nDo.\n\n- Include → [A](a.md)\n' };
    const { runbook, problems } = read('## A\n\nDo.\n\n- Include → [B](b.md)\n', other);
    expect(runbook.steps.map(({ id }) => id)).toEqual(['a', 'a/b']);
    expect(problems.map(({ problem }) => problem)).toEqual([
      'runbooks include each other: b.md → a.md → b.md',
      'runbooks include each other: a.md → b.md → a.md',
    ]);
  });
});

describe('whatever the text', () => {
  const piece = fc.constantFrom(
    '# A\n',
    '## B\n\n',
    '### A\n',
    '```yaml\n',
    '```\n',
    'check: metric\n',
    'act: lambda\n',
    'back: x\n',
    'function: f\n',

    '- Yes → [A](#a)\n',
    '- Include → [A](a.md)\n',
    '- Include → [B](b.md#b)\n',
    '- x\n',
    '  ',
    '> ',
    '---\n',
    'owner: x\n',

    'applies-to: [',
    '{{',
    '}}',
    '{{step}}',
    '<!--',
    '-->',
    '<a name="b">',
    '| a | b |\n|--|--|\n',
    '[x]: #b\n',
    '[x][x]',
    '\r\n',

    '\uFEFF',
    '&a *a',
    '__proto__: 1\n',
    '%',
    '](%E0%A4%A)',
    '![',
    '[^1]',
    '[^1]: x\n',
    '1. ',
    '\t',
    '\n\n',
    'A\n===\n',
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('reading never throws, every problem has its place, and every way leads to a step that is there', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { runbooks, problems } = readRunbooks({ texts: { 'a.md': a, 'b.md': b }, policy });
        expect(runbooks).toHaveLength(2);
        for (const { line, mend, problem } of problems)
          expect([line > 0, mend !== '', problem !== '']).toEqual([true, true, true]);
        for (const { steps } of runbooks) {
          const ids = steps.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const { exits } of steps) {
            const targets = [exits.onward, exits.otherwise, ...exits.branches.map(({ target }) => target)];
            for (const target of targets) if (target?.type === 'step') expect(ids).toContain(target.step);
            expect(exits.onward !== undefined || exits.branches.length > 0).toBe(true);
          }
        }
        expect(JSON.parse(JSON.stringify(runbooks))).toEqual(runbooks);
      }),
      { numRuns: 400 },
    );
  });

  it('a text that is too long, or nested as deep as no one writes, gives a problem or a runbook', () => {
    expect(told(`## A\n\n${'x'.repeat(300_000)}`)[0]).toMatch(/it cannot be read: it has more than 256 KB/);
    expect(() => read(`## A\n\n${'> '.repeat(600)}x`)).not.toThrow();
    expect(() => read(`## A\n\n${'- '.repeat(300)}x`)).not.toThrow();
    expect(told(block(`a: &a [x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n`))).toEqual([]);
  });
});

test("the guide's own runbook is sound, and so are its checks and acts", () => {
  const guide = readFileSync(new URL('../../../../docs/writing-a-runbook.md', import.meta.url), 'utf8');
  const [, whole = ''] = /````markdown\n(.*?)````/s.exec(guide) ?? [];
  const others = guide.replace(/````markdown\n.*?````/s, '').matchAll(/^```yaml\n.*?^```/gms);
  const single = [...others].map(([fence], index) => `## Step ${index}\n\n${fence}\n`).join('\n');
  const over = '## Over\n\nSay so.\n';
  const { runbooks, problems } = readRunbooks({
    texts: { 'whole.md': whole, 'single.md': single, 'over.md': over },
    policy: {
      allow: [
        { act: 'aws', resources: ['ecs:UpdateService'] },
        { act: 'alb-weight', resources: ['*'] },
      ],
    },
  });
  expect(problems).toEqual([]);
  expect(runbooks.map(({ steps }) => steps.map(({ type }) => type))).toEqual([
    ['check', 'decide', 'act', 'do'],
    ['check', 'act'],
    ['do'],
  ]);
});
