import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readRunbooks } from './index.ts';
import { matter, read, told } from './samples.ts';

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
      read: { tables: ['shop-orders'] },
    },
  });
  expect(problems).toEqual([]);
  expect(runbooks.map(({ steps }) => steps.map(({ type }) => type))).toEqual([
    ['check', 'decide', 'act', 'do'],
    ['check', 'act'],
    ['do'],
  ]);
});
