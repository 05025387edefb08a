import { defineDependency, defineWorkflow, hard, soft, type Workflow } from '@tocsin/workflow';

const start = Date.UTC(2026, 10, 5, 10);
export const minute = (count: number): string => new Date(start + count * 60_000).toISOString();

const store = defineDependency({ id: 'store', title: 'Store' });
const thumbs = defineDependency({ id: 'thumbs', title: 'Thumbnails' });
const owner = { team: 'Viewer', userGroup: 'S0VIEWER01', pager: 'arn:aws:sns:eu-west-1:123456789012:viewer' };

/** As many steps as anybody would declare, each behind the one before it. */
export const workflow: Workflow = defineWorkflow({
  id: 'viewer',
  title: '<OUT!here> & View a *design*',
  summary: 'Look',
  owner,
  runbook: 'runbook.md',
  slo: { objective: 99.9, window: '28d' },
  links: { source: 'https://git.example/viewer' },
  steps: Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `step-${index}`,
      { title: `Step <OUT ${index}> ${'long '.repeat(20)}`, needs: index % 2 === 0 ? [hard(store)] : [soft(thumbs)] },
    ]),
  ),
});
