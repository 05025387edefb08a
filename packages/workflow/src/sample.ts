import { defineDependency, defineWorkflow, hard, soft } from './define.ts';

/** What the tests of this package look at: a ─► b ─► c, and d beside b. */
const store = defineDependency({ id: 'store', title: 'Store', alarms: ['store-throttled'] });
const pictures = defineDependency({ id: 'pictures', title: 'Pictures', alarms: ['pictures-down'] });

export const sample = defineWorkflow({
  id: 'sample',
  title: 'Sample',
  summary: 'A sample',
  owner: { team: 'Sample', userGroup: 'S0SAMPLE' },
  runbook: 'runbook.md',
  slo: { objective: 99.9, window: '28d' },
  links: { source: 'https://git.example/sample/' },
  alarms: ['sample-burn'],
  steps: {
    a: { title: 'Begin', service: 'Front', needs: [hard(store)], alarms: ['a-5xx'] },
    b: { title: 'Draw; slowly', service: 'Front', needs: [soft(pictures)], runbook: 'draw.md' },
    c: { title: 'End', service: 'Back', needs: [hard(pictures)] },
    d: { title: 'Aside', service: 'Back', after: ['a'], needs: [soft(store)] },
  },
});
