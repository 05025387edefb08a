import { defineDependency, defineWorkflow, hard } from '@tocsin/workflow';
import { describe, expect, it } from 'vitest';
import { checkRunbooks, readRunbooks } from './index.ts';
import { block, matter, policy, told } from './samples.ts';

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
      /a\.md:1: the policy does not allow lambda drop-all\. Add it to the policy in the catalog, or do it by hand in this step\.$/,
    ],
    [
      'a way back that nothing allows',
      block('act: lambda\nfunction: mend-a\nback: { act: lambda, function: drop-all }'),
      /does not allow lambda drop-all, its way back\. Add it to the policy in the catalog/,
    ],
    [
      'a log group that nobody may read',
      block('check: logs\ngroups: [/shop/front, /bank/ledger]\nquery: fields @message\nexpect: 0'),
      /a\.md:1: the policy lets checks not read the log group \/bank\/ledger\. Add it to read\.logGroups of the policy in the catalog; /,
    ],
    [
      'a table that nobody may read',
      block('check: dynamodb\ntable: bank\nkey: { id: a }\nexpect: exists'),
      /a\.md:1: the policy lets checks not read the table bank\. Add it to read\.tables of the policy/,
    ],
    [
      'an unknown variable',
      block("check: alarm\nalarm: '{{alrm}}'"),
      'a.md:1: there is no variable {{alrm}}. Did you mean "alarm"?',
    ],
    [
      'an alarm that chooses the host',
      block("check: http\nurl: '{{alarm}}/a'\nexpect: 200"),
      /decides which host is asked\. Begin the address with https:\/\/ or a variable of the catalog\.$/,
    ],
    [
      'two blocks in a step',
      `${block('check: alarm\nalarm: a')}\n\`\`\`yaml\ncheck: alarm\nalarm: b\n\`\`\`\n`,
      /a\.md:8: .*more than one block of check or act\. Give it a heading of its own\.$/,
    ],
    [
      'a block in a list',
      '## Step\n\n- x\n\n  ```yaml\n  check: alarm\n  alarm: a\n  ```\n',
      /a\.md:5: .*inside a list or a quote, where it is only text\. Put it directly under the heading\.$/,
    ],
    [
      'stages to and fro',
      block('act: alb-weight\nrule: r\nfrom: a\nto: b\nstages: [10, 50, 20]'),
      /a\.md:\d: the stages go to and fro\. List percentages that only rise, or only fall\.$/,
    ],
    [
      'a dead branch',
      '## A\n\n- Yes → [B](#bee)\n- No → [A](#a)\n\n## B\n\nDo.\n',
      'a.md:3: "Yes" leads nowhere: there is no heading #bee. Correct the link.',
    ],
    [
      'a branch without a link',
      '## A\n\n- Yes → [A](#a)\n- No\n',
      /a\.md:4: "No" stands among answers and leads nowhere\. Write "- Answer → \[Heading\]\(#heading\)", or move it out/,
    ],
    [
      'an answer that is given twice',
      '## A\n\n- x → [B](#b)\n- X → [B](#b)\n\n## B\n\nDo.\n',
      /a\.md:4: the answer "X" is given twice\. Keep one, or tell them apart\.$/,
    ],
    [
      'an answer to a check',
      `${block('check: alarm\nalarm: a')}\n- Maybe → [Step](#step)\n`,
      /a\.md:8: "Maybe" is no outcome of a check or an act\. Use "As expected" and "Otherwise", or "Worked" and/,
    ],
    [
      'an unreachable step',
      '## A\n\nDo.\n\n- Then → [C](#c)\n\n## B\n\nDo.\n\n## C\n\nDo.\n',
      'a.md:7: no way leads to the step "B". Link it from an answer, or take it out.',
    ],
    [
      'a loop without an exit',
      '## A\n\nDo.\n\n## B\n\n- Then → [A](#a)\n',
      /a\.md:1: there is no way out of "A", "B"\. Let an answer of one of them lead to a step outside, or to the last one\.$/,
    ],
    [
      'a step without text',
      '## A\n\n## B\n\nDo.\n',
      'a.md:1: the step "A" has no text. Say what to do, or take the heading out.',
    ],
    [
      'a link to no heading',
      '## A\n\nSee [b](#b).\n',
      /a\.md:1: the link #b leads nowhere: there is no heading #b in a\.md\. Correct it, or take it out\.$/,
    ],
    ['a link to no file', '## A\n\n![x](img/x.png)\n', /there is no file img\/x\.png\. Correct it, or take it out\.$/],
    [
      'a link to no heading of another file',
      '## A\n\nSee [b](b.md#c).\n',
      /there is no heading #c in b\.md\. Correct it, or take it out\.$/,
    ],
    [
      'a link that runs a script',
      '## A\n\n[b](javascript:alert)\n',
      /nobody can follow it from Slack\. Correct it, or take it out\.$/,
    ],
    ['no heading', 'Words.\n', 'a.md:1: it has no heading, so no step. Give each step a heading.'],
    ['an empty heading', '##\n\nDo.\n', /a\.md:1: the heading is empty\. Say in it what the step is\.$/],
    [
      'front matter that is no YAML',
      '---\nowner: [a\n---\n## A\n\nDo.\n',
      /a\.md:\d: front matter: .*\. Correct the YAML between the two lines of hyphens\.$/s,
    ],
    [
      'an unknown key in it',
      '---\nowner: a\nreviewed: 1\n---\n## A\n\nDo.\n',
      /a\.md:3: front matter: there is no key "reviewed"\. Use one of: title, /,
    ],
    ['a misspelt key in it', '---\nowners: a\n---\n## A\n\nDo.\n', /a\.md:2: .*"owners"\. Did you mean "owner"\?/],
    [
      'an unknown scope',
      '---\napplies-to:\n  step: [a]\n---\n## A\n\nDo.\n',
      /a\.md:3: .*"step"\. Did you mean "steps"\?/,
    ],
    [
      'a severity that is none',
      '---\napplies-to:\n  severities: [SEV9]\n---\n## A\n\nDo.\n',
      /a\.md:3: .*severities.*\. Use SEV1, SEV2, SEV3 or SEV4, or a list of them\.$/,
    ],
    ['a date that is none', '---\nlast-reviewed: 2026-02-30\n---\n## A\n\nDo.\n', /a\.md:2: .*Write a date such as/],
    [
      'a variable that the incident gives',
      '---\nvariables:\n  step: x\n---\n## A\n\nDo.\n',
      /a\.md:3: the incident itself gives \{\{step\}\}\. Give it another name: letters, digits and hyphens/,
    ],
    [
      'an include of nothing',
      '## A\n\n- Include → [C](c.md)\n',
      /a\.md:3: there is no runbook c\.md to include\. Correct the link\.$/,
    ],
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

describe('what is of no workflow of the catalog is told too', () => {
  const store = defineDependency({ id: 'store', title: 'Store' });
  const shop = defineWorkflow({
    id: 'shop',
    title: 'Buy something',
    summary: 'From the cart to the receipt',
    owner: { team: 'Shop', userGroup: 'S0SAMPLE' },
    runbook: 'runbook.md',
    slo: { objective: 99.9, window: '28d' },
    links: { source: 'https://git.example/shop/' },
    steps: { pay: { title: 'Pay', service: 'Front', needs: [hard(store)] } },
  });
  const among = (text: string) =>
    readRunbooks({ texts: { 'a.md': text }, policy, workflows: [shop] }).problems.map(
      ({ place, problem, mend }) => `${place}: ${problem}. ${mend}`,
    );

  it.each([
    ['workflows: [shp]', 'a.md:1: applies-to: there is no workflow "shp". Did you mean "shop"?'],
    ['steps: [shop/play]', 'a.md:1: applies-to: there is no step "shop/play". Did you mean "shop/pay"?'],
    ['dependencies: [stroe]', 'a.md:1: applies-to: there is no dependency "stroe". Use one of: store.'],
  ])('%s', (scope, told) => {
    expect(among(`---\napplies-to:\n  ${scope}\n---\n## A\n\nDo.\n`)).toEqual([told]);
  });

  it.each([
    ['workflow: shp', 'a.md:1: check canary: there is no workflow "shp". Did you mean "shop"?'],
    ['workflow: shop\nstep: play', 'a.md:1: check canary: shop has no step "play". Did you mean "pay"?'],
  ])('a canary: %s', (asked, told) => {
    expect(among(block(`check: canary\n${asked}`))).toEqual([told]);
  });

  it('what an incident says is known when it is walked', () => {
    expect(among(`${matter}${block("check: canary\nworkflow: '{{workflow}}'\nstep: '{{step}}'")}`)).toEqual([]);
  });
});
