import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root, usualCatalog } from '../catalog.ts';
import { lintRunbooks } from '../runbook/lint.ts';
import { lintWorkflows } from './lint.ts';
import { newWorkflow } from './new.ts';

// Inside the clone, so that what a catalog imports is found.
const scratch = path.join(root, 'node_modules/.cache');
let catalog: string;
beforeEach(() => {
  mkdirSync(scratch, { recursive: true });
  catalog = mkdtempSync(path.join(scratch, 'catalog-'));
  cpSync(usualCatalog, catalog, { recursive: true });
});
afterEach(() => rmSync(catalog, { recursive: true, force: true }));

const change = (file: string, from: string | RegExp, to: string): void => {
  const text = readFileSync(path.join(catalog, file), 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path.join(catalog, file), changed);
};
const lint = async () => {
  const { code, object } = await lintWorkflows({ catalog });
  const { problems } = object as { problems: { file: string; line: number; problem: string; mend: string }[] };
  return { code, problems: problems.map((one) => ({ ...one, file: path.relative(catalog, path.resolve(one.file)) })) };
};

describe('workflow lint', () => {
  test('a catalog that holds together has no problem', async () => {
    expect(await lint()).toEqual({ code: 0, problems: [] });
  });

  test('what is wrong between declarations is told where it is written', async () => {
    change('design-viewer/workflow.ts', "runbook: 'runbook.md'", "runbook: 'nowhere.md'");
    const { code, problems } = await lint();
    const line = lineOf('design-viewer/workflow.ts', 'nowhere.md');
    expect(code).toBe(1);
    expect(problems).toMatchObject([
      { file: 'design-viewer/workflow.ts', line, problem: 'there is no file design-viewer/nowhere.md' },
    ]);
  });

  test('a declaration that is refused at load is told with its line', async () => {
    change('share-link/workflow.ts', 'timeoutMs: 5_000 },\n  },', "after: ['preview'], timeoutMs: 5_000 },\n  },");
    const { code, problems } = await lint();
    expect(code).toBe(1);
    expect(problems).toMatchObject([
      {
        file: 'share-link/workflow.ts',
        line: lineOf('share-link/workflow.ts', 'preview:'),
        problem: 'steps wait for each other: preview → preview',
      },
    ]);
  });

  test('a file that is no TypeScript is a finding as well', async () => {
    change('share-link/workflow.ts', 'steps: {', 'steps: {{');
    const { code, problems } = await lint();
    expect(code).toBe(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      problem: expect.stringMatching(/^cannot be loaded: /),
      mend: 'Run npm run check:types; it shows all that the compiler sees.',
    });
  });

  test('a workflow without checks, and a dependency that no check tells of', async () => {
    change('checks.ts', '[designViewer, shareLink].map', '[designViewer].map');
    change('checks.ts', /import \{ checks as shareLink.*\n/, '');
    change('design-viewer/checks.ts', "dependency: 'tile-server',\n", '');
    expect((await lint()).problems.map(({ problem, mend }) => `${problem}. ${mend}`)).toEqual([
      'no check tells of the dependency "tile-server". Give a probe `dependency: \'tile-server\'`, so that its failure is named.',
      'the workflow has no checks. Write share-link/checks.ts and list it there.',
    ]);
  });
});

describe('workflow new', () => {
  test('what it writes is without a problem', async () => {
    const { object } = await newWorkflow('check-out', { catalog, title: "It's paid", step: ['sign-in', 'pay'] });
    expect(object).toMatchObject({ ok: true, workflow: 'check-out' });
    expect(await lint()).toEqual({ code: 0, problems: [] });
    expect(readFileSync(path.join(catalog, 'index.ts'), 'utf8')).toContain('[designViewer, shareLink, checkOut]');
    expect((await lintRunbooks([], { catalog })).object).toMatchObject({ ok: true });
  });

  test('it overwrites nothing', async () => {
    const before = readFileSync(path.join(catalog, 'share-link/workflow.ts'), 'utf8');
    await expect(newWorkflow('share-link', { catalog })).rejects.toThrow('there is a workflow "share-link" already');
    await expect(newWorkflow('runbooks', { catalog })).rejects.toThrow('already');
    expect(readFileSync(path.join(catalog, 'share-link/workflow.ts'), 'utf8')).toBe(before);
  });

  test.each(['../evil', 'Bad', '-x', 'a--b', ''])('"%s" is no id', async (id) => {
    await expect(newWorkflow(id, { catalog })).rejects.toThrow('is no id');
  });
});

describe('runbook lint', () => {
  test('says file, line, problem and mend, of those that were asked for', async () => {
    change('runbooks/identity.md', 'act: lambda', 'act: lamda');
    change('runbooks/thumbnails.md', '(over.md)', '(ovr.md)');
    const { code, object } = await lintRunbooks(['identity'], { catalog });
    expect(code).toBe(1);
    const { problems } = object as { problems: { file: string; line: number; problem: string; mend: string }[] };
    expect(problems.map(({ file, line }) => `${path.basename(file)}:${line}`)).toEqual([
      `identity.md:${lineOf('runbooks/identity.md', 'act: lamda')}`,
    ]);
    expect(problems[0]?.mend).toContain('"lambda"');
  });
});

const lineOf = (file: string, text: string): number =>
  readFileSync(path.join(catalog, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;
