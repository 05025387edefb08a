import { decide, fold, type Incident, person } from '@tocsin/incident';
import { defaultSettings, defineWorkflow, hard } from '@tocsin/workflow';
import { expect, test } from 'vitest';
import { alarm, minute } from '../../../incident/src/samples.ts';
import { formView } from './incident-form.ts';
import { readableView } from './readable.ts';

const pager = 'arn:aws:sns:eu-west-1:123456789012:pager';
const viewer = defineWorkflow({
  id: 'viewer',
  title: 'View a design',
  summary: 'Upload a file and look at it',
  owner: { team: 'Viewer', pager },
  runbook: 'runbook.md',
  slo: { objective: 99.9, window: '28d' },
  links: { source: 'https://git.example/viewer' },
  steps: {
    upload: {
      title: 'Upload',
      needs: [
        hard({ id: 'store', title: 'Store', owner: { team: 'Storage', pager } }),
        hard({ id: 'queue', title: 'Queue', owner: { team: 'Storage', pager } }),
        hard({ id: 'cache', title: 'Cache', owner: { team: 'Platform', pager } }),
        hard({ id: 'flags', title: 'Flags' }),
      ],
    },
    search: { title: 'Search', needs: [hard({ id: 'index', title: 'Index', owner: { team: 'Search', pager } })] },
  },
});

const context = { at: minute(10), workflows: [viewer], settings: defaultSettings };
function failing(step: string): Incident {
  const fired = { ...alarm(step, 'ALARM', 0), workflow: 'viewer' };
  const decided = decide(undefined, { type: 'observe-alarms', alarms: [fired], key: 'workflow:viewer' }, context);
  if (decided.type === 'refusal') throw new Error(decided.reason);
  const commit = {
    incident: '20261105-k3v9q2xw',
    version: 1,
    cause: 'c',
    recordedAt: minute(0),
    entries: decided.entries,
  };
  return fold(undefined, [commit]) as Incident;
}
const teams = (incident: Incident): string[] =>
  readableView(
    formView('page', { ...context, incident, workflow: viewer, by: person('U0ALICE'), now: minute(10) }, { given: {} }),
  )
    .split('\n')
    .filter((line) => line.startsWith('  ('));

test('of several suspects each owner is offered once, for the first that it owns, before the other teams', () => {
  expect(teams(failing('upload'))).toMatchInlineSnapshot(`
    [
      "  (•) Whoever is in charge: Viewer",
      "  ( ) Storage — owns Store, which is suspected",
      "  ( ) Platform — owns Cache, which is suspected",
      "  ( ) Viewer",
      "  ( ) Search",
    ]
  `);
});

test('who owns the only suspect comes right behind who is in charge', () => {
  expect(teams(failing('search'))).toMatchInlineSnapshot(`
    [
      "  (•) Whoever is in charge: Viewer",
      "  ( ) Search — owns Index, which is suspected",
      "  ( ) Viewer",
      "  ( ) Storage",
      "  ( ) Platform",
    ]
  `);
});
