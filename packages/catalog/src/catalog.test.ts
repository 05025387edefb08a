import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { chooseRunbook, permissionFor } from '@tocsin/runbook';
import { checkCatalog, dependenciesOf } from '@tocsin/workflow';
import { expect, test } from 'vitest';
import { checks } from './checks.ts';
import { settings, workflows } from './index.ts';
import { policy } from './runbook-policy.ts';
import { runbooks } from './runbooks.ts';

test('the catalog holds together', () => {
  checkCatalog(workflows, { fileExists: (path) => existsSync(new URL(path, import.meta.url)) });
});

test('every dependency has a runbook that can be walked to its end, and the bot can do something about it', () => {
  for (const workflow of workflows) {
    for (const dependency of dependenciesOf(workflow)) {
      const chosen = chooseRunbook(runbooks, { workflow: workflow.id, dependency });
      const steps = chosen.type === 'chosen' ? chosen.choices[0].runbook.steps : [];
      const acts = steps.flatMap((step) => (step.type === 'act' ? [step.act] : []));
      expect(acts, dependency).toContainEqual(expect.objectContaining({ payload: { dependency } }));
      expect(acts.map((act) => permissionFor(act, policy).type)).toEqual(['allowed']);
    }
  }
});

test('an alarm on Tocsin itself leads to its own runbook', () => {
  const chosen = chooseRunbook(runbooks, { alarms: ['tocsin/health/production/respond-waiting'] });
  expect(chosen).toMatchObject({ type: 'chosen', choices: [{ runbook: { file: 'runbooks/tocsin.md' } }] });
});

test('every workflow has its checks', () => {
  expect(Object.keys(checks)).toEqual(workflows.map((workflow) => workflow.id));
});

test('every dependency is told of by a probe, so that its failure is named', () => {
  for (const workflow of workflows) {
    const told = Object.values(checks[workflow.id]?.steps ?? {}).flatMap((probes) =>
      probes.flatMap(({ dependency }) => dependency ?? []),
    );
    expect(new Set(told), workflow.id).toEqual(new Set(dependenciesOf(workflow)));
  }
});

test('the two workflows share the tile server and nothing else', () => {
  const [viewer, link] = workflows.map((workflow) => dependenciesOf(workflow));
  expect(viewer?.filter((id) => link?.includes(id))).toEqual(['tile-server']);
});

test('an incident is calm only after minutes', () => {
  expect(settings.calmMs).toBeGreaterThanOrEqual(60_000);
});

test('the declarations load without the checks and without an SDK', async () => {
  const files = ['index', 'dependencies', 'owners', 'settings', ...workflows.map(({ id }) => `${id}/workflow`)];
  for (const file of files) {
    const source = await readFile(new URL(`${file}.ts`, import.meta.url), 'utf8');
    const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from ?? '');
    expect(
      imported.filter((from) => !/^\.{1,2}\/(?!.*checks)|^@tocsin\/workflow$/.test(from)),
      file,
    ).toEqual([]);
  }
});
