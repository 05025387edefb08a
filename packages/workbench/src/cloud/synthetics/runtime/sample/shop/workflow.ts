import { defineDependency, defineWorkflow, hard, soft } from '@tocsin/workflow';

const dependency = (id: string) => defineDependency({ id, title: id });

/** open ─► stock, and backlog beside it: a step of each kind of check. */
export const shop = defineWorkflow({
  id: 'shop',
  title: 'Shop',
  summary: '',
  owner: { team: 'Shop' },
  runbook: 'runbook.md',
  slo: { objective: 99, window: '28d' },
  links: { source: 'https://git.example/shop' },
  steps: {
    'sign-in': { title: 'Sign in', needs: [hard(dependency('identity')), soft(dependency('hints'))] },
    open: { title: 'Open the page', needs: [hard(dependency('pages'))], timeoutMs: 20_000 },
    stock: { title: 'Find it in stock', needs: [hard(dependency('store'))] },
    backlog: { title: 'Have orders worked off', after: ['sign-in'], needs: [hard(dependency('orders'))] },
  },
});
