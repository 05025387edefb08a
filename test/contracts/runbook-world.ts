import { metricStore } from '@tocsin/alarm-evaluation';
import { runTask, type Task, type TaskOutcome, type TaskWorld, type What } from '@tocsin/app';
import { dynamoTasks } from '@tocsin/aws';
import type { RunbookPolicy } from '@tocsin/runbook';
import { awsActs, awsChecks, guardedHttp, runbookClients } from '@tocsin/runbook-aws';
import { createAlarms } from '../../packages/workbench/src/cloud/cloudwatch/alarms.ts';
import { type Services, startServices } from '../../packages/workbench/src/cloud/services/services.ts';
import { backends, createTable, type TestTable } from './dynamodb-backends.ts';

/** Everything that a runbook may have looked at or done, allowed, over the real protocols, on a clock that is advanced. */
export async function startRunbookWorld() {
  let now = Date.parse('2026-11-05T14:00:00.000Z');
  const clock = { now: () => new Date(now) };
  const metrics = metricStore();
  const alarms = createAlarms({ metrics, now: clock.now, emit: () => {} });
  const services: Services = await startServices({ metrics, alarms, now: clock.now });
  const dynamodb = await backends[0]?.start();
  const table: TestTable = await createTable(dynamodb?.endpoint ?? '');
  for (const [name, value] of Object.entries({
    ...services.environment,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb?.endpoint,
  }))
    process.env[name] = value;

  const policy: RunbookPolicy = {
    internal: ['127.0.0.1'],
    allow: (['lambda', 'automation', 'aws', 'webhook', 'route53-weight', 'alb-weight'] as const).map((act) => ({
      act,
      resources: ['*'],
    })),
  };
  const about = {
    clients: runbookClients({ region: 'eu-west-1', credentials: services.client.credentials }),
    region: 'eu-west-1',
    ask: guardedHttp({ internal: policy.internal ?? [] }, clock.now),
    stage: 'test',
    ...clock,
    sleep: async (ms: number) => void (now += ms),
  };
  const told: TaskOutcome[] = [];
  const tasks = dynamoTasks(table);
  let crashAt: { place: 'before' | 'after'; call: number } | undefined;
  let made = 0;
  const acts = awsActs(about);
  const world: TaskWorld = {
    tasks,
    policy,
    clock,
    checks: awsChecks(about),
    acts: {
      next: acts.next,
      async call(...given) {
        made += 1;
        const crash = crashAt !== undefined && crashAt.call === made ? crashAt.place : undefined;
        if (crash === 'before') throw new Error('crashed');
        const called = await acts.call(...given);
        if (crash === 'after') throw new Error('crashed');
        return called;
      },
    },
    results: { settled: async (_, outcome) => void told.push(outcome) },
    log: { info() {}, warn() {}, error() {} },
  };
  let tokens = 0;
  let ids = 0;
  const deliver = (task: Task) => runTask(world, task, { token: `t${tokens++}`, deadline: new Date(now + 60_000) });

  return {
    services,
    metrics,
    alarms,
    table,
    world,
    told,
    clock,
    pass: (ms: number) => void (now += ms),
    task: (what: What, more: Partial<Task> = {}): Task => ({
      incident: 'inc-1',
      id: `step/${ids++}`,
      what,
      by: 'U1',
      orderedAt: clock.now().toISOString(),
      ...more,
    }),
    deliver,
    /** Delivers a task until it has settled, as its queue does, letting the time pass that it asks for. */
    async settle(task: Task, meanwhile: (reason: string) => unknown = () => {}): Promise<TaskOutcome> {
      for (let deliveries = 0; deliveries < 200; deliveries++) {
        const ran = await deliver(task).catch((error: Error) => {
          if (error.message !== 'crashed') throw error;
          return { type: 'later' as const, afterMs: 66_000, reason: 'crashed' };
        });
        if (ran.type === 'settled') return ran.outcome;
        now += ran.afterMs;
        await meanwhile(ran.reason);
      }
      throw new Error('it does not settle');
    },
    /** The process dies around that change, counted from now on. */
    crash(place: 'before' | 'after', call = 1) {
      made = 0;
      crashAt = { place, call };
    },
    async stop() {
      await services.stop();
      await dynamodb?.stop();
    },
  };
}
