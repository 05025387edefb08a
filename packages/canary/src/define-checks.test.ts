import { defineDependency, defineWorkflow, hard, soft } from '@tocsin/workflow';
import { expect, test } from 'vitest';
import { custom, defineChecks, http } from './index.ts';

const workflow = defineWorkflow({
  id: 'sample',
  title: 'Sample',
  summary: '',
  owner: { team: 'Sample' },
  runbook: 'runbook.md',
  slo: { objective: 99, window: '28d' },
  links: { source: 'https://git.example/sample' },
  steps: {
    a: { title: 'A', needs: [hard(defineDependency({ id: 'store', title: 'Store' }))] },
    b: { title: 'B', needs: [soft(defineDependency({ id: 'pictures', title: 'Pictures' }))] },
  },
});
const seesPictures = custom({ dependency: 'pictures', check: () => {} });

test('one probe or a list makes a check', () => {
  const probe = http({ dependency: 'store', url: '/' });
  expect(defineChecks(workflow, { a: probe, b: [probe, seesPictures].slice(1) })).toEqual({
    workflow: 'sample',
    steps: { a: [probe], b: [seesPictures] },
    needs: { environment: [], secrets: [] },
  });
});

test('a step without a check and a check without a step do not compile and do not load', () => {
  const text = (declare: () => unknown) => {
    try {
      declare();
    } catch (error) {
      return (error as Error).message;
    }
    return 'accepted';
  };
  // @ts-expect-error: step b has no check
  expect(text(() => defineChecks(workflow, { a: http({ url: '/' }) }))).toMatchInlineSnapshot(`
    "The check list of workflow "sample" is declared wrongly:
      b: the step has no check. Give it at least one probe."
  `);
  // @ts-expect-error: there is no step z
  const withStranger = () => defineChecks(workflow, { a: http({ url: '/' }), b: seesPictures, z: http({ url: '/' }) });
  expect(text(withStranger)).toContain('z: there is no step "z". Name one of: a, b.');
});

test('a probe on what the step does not stand on is refused', () => {
  expect(() => defineChecks(workflow, { a: http({ dependency: 'pictures', url: '/' }), b: seesPictures })).toThrow(
    'a[0].dependency: the step does not stand on "pictures". Name one of: store; or add it to the step\'s needs.',
  );
});

test('a soft dependency that no probe tells of is refused', () => {
  expect(() => defineChecks(workflow, { a: http({ url: '/' }), b: http({ url: '/' }) })).toThrow(
    'b: no probe tells of its soft dependency "pictures", so its failure would go unseen. Add a probe with dependency: \'pictures\'.',
  );
});
