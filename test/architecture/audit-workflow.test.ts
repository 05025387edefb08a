import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

/** It runs where the tests do not, so its shape is all that can be held here. */
const file = path.join(import.meta.dirname, '../../.github/workflows/audit.yml');
const text = readFileSync(file, 'utf8');
const workflow = parse(text) as {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
};
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([, job]) => job.steps);

it('it asks for signatures, advisories and a look at the code', () => {
  const commands = steps.flatMap(({ run }) => run ?? []);
  expect(commands).toEqual(['npm ci --ignore-scripts', 'npm audit signatures', 'npm audit --omit=dev']);
  expect(steps.map(({ uses }) => uses?.split('@')[0])).toContain('github/codeql-action/analyze');
});

it('it runs on every change, and each day without one', () => {
  expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push', 'schedule']);
});

it('its actions are pinned to commits', () => {
  for (const { uses } of steps)
    if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+(\/[\w-]+)?@[0-9a-f]{40}$/);
  // What the commit is called, for whoever brings it up to date.
  for (const line of text.split('\n').filter((one) => one.includes('uses:')))
    expect(line).toMatch(/ # v\d+\.\d+\.\d+$/);
});

it('it may do as little as it can', () => {
  expect(workflow.permissions).toEqual({});
  expect(Object.fromEntries(jobs.map(([name, job]) => [name, job.permissions]))).toEqual({
    dependencies: { contents: 'read' },
    code: { contents: 'read', 'security-events': 'write' },
  });
  for (const one of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
    expect(one.with).toMatchObject({ 'persist-credentials': false });
});

it('no words of a change become a command, and no job goes on for ever', () => {
  for (const { run = '' } of steps) expect(run).not.toContain('${{');
  expect(text).not.toContain('pull_request_target');
  for (const [name, job] of jobs) expect(job['timeout-minutes'], name).toBeLessThanOrEqual(30);
});
