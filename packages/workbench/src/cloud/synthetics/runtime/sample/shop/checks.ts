import { browser, CheckError, custom, defineChecks, dynamodb, http, queue, type RunContext } from '@tocsin/canary';
import * as z from 'zod';
import { shop } from './workflow.ts';

export const checks = defineChecks(
  shop,
  {
    'sign-in': [
      http({
        dependency: 'identity',
        method: 'POST',
        url: '/sign-in',
        body: (run: RunContext) => ({ pin: run.secret('PIN') }),
        expect: { status: 200, json: z.object({ hints: z.boolean() }) },
        keep: ({ hints }, run) => run.set('hints', hints),
      }),
      custom({
        dependency: 'hints',
        check: ({ run }) => {
          console.log(`signed in with ${run.secret('PIN')}`);
          if (!run.get<boolean>('hints')) throw new CheckError('no hints');
        },
      }),
    ],
    open: browser({
      dependency: 'pages',
      visit: async ({ page, run }) => {
        await page.goto(run.env('BASE_URL'));
        const seen = await page.locator('h1').textContent();
        if (seen !== 'Shop') throw new CheckError(`the page shows "${seen}", not "Shop"`);
      },
    }),
    stock: dynamodb({
      dependency: 'store',
      table: (run) => run.env('STOCK_TABLE'),
      key: { item: 'cube' },
      expect: { exists: true, status: 'READY' },
    }),
    backlog: queue({ dependency: 'orders', queue: (run) => run.env('ORDERS_URL'), expect: { maxWaiting: 1 } }),
  },
  { environment: ['BASE_URL', 'STOCK_TABLE', 'ORDERS_URL'], secrets: ['PIN'] },
);
