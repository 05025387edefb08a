import { defineDependency, defineWorkflow, hard, type SloDeclaration, soft, type Workflow } from '@tocsin/workflow';

const identity = defineDependency({ id: 'identity', title: 'Identity provider' });
const catalogue = defineDependency({ id: 'catalogue', title: 'Catalogue' });
const recommendations = defineDependency({ id: 'recommendations', title: 'Recommendations' });
const payments = defineDependency({ id: 'payments', title: 'Payment provider' });
const mail = defineDependency({ id: 'mail', title: 'Mail' });

export interface ShopSpec {
  readonly id: string;
  readonly objective: number;
  /** Where the workflow's objective is measured, and that of each step if steps have one. */
  readonly from?: 'canary' | 'requests';
  readonly resolution?: 'standard' | 'high';
  readonly steps?: boolean;
  readonly twin?: boolean;
  readonly window?: '28d' | '30d';
  /** What may fail by the minute when it is quiet. */
  readonly perMinute?: number;
}

/**
 * The workflow that detection is proved on; the figures are of its alarms, as of any other's.
 *
 *     sign-in ─► browse ─┬─► pay ─► confirm
 *                        └─► wish
 */
export function shop({
  id,
  objective,
  from = 'requests',
  resolution = 'high',
  steps = true,
  ...more
}: ShopSpec): Workflow {
  const { twin = false, window = '28d', perMinute } = more;
  const slo = (step?: string): SloDeclaration => ({
    objective,
    window,
    ...(from === 'canary'
      ? {}
      : {
          from: {
            type: 'metrics',
            resolution,
            bad: metric('Failed', step),
            total: metric('Requests', step),
            ...(perMinute === undefined ? {} : { perMinute }),
          },
        }),
  });
  const own = (step: string) => (from === 'requests' && steps ? { slo: slo(step) } : {});
  return defineWorkflow<string>({
    id,
    title: 'Shop',
    summary: 'Someone signs in, looks around, and pays or puts something aside.',
    owner: { team: 'Shop', userGroup: 'S0SHOP' },
    runbook: 'runbook.md',
    severity: 'SEV2',
    slo: slo(),
    canary: { twin },
    links: { source: 'https://git.example/shop' },
    steps: {
      'sign-in': { title: 'Sign in', needs: [hard(identity)], ...own('sign-in') },
      browse: { title: 'Look around', needs: [hard(catalogue), soft(recommendations)], ...own('browse') },
      pay: { title: 'Pay', needs: [hard(payments)], ...own('pay') },
      confirm: { title: 'Get a confirmation', needs: [hard(mail)], ...own('confirm') },
      wish: { title: 'Put something aside', after: ['browse'], needs: [hard(catalogue)], ...own('wish') },
    },
  });
}

const metric = (name: string, step?: string) => ({
  namespace: 'Shop',
  name,
  dimensions: step === undefined ? {} : { Step: step },
});
