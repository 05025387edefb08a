import type { RunbookActs, RunbookChecks } from '@tocsin/app';
import { runbookClients } from '@tocsin/runbook-aws/clients';
import { once } from './once.ts';

type Clients = Parameters<typeof runbookClients>[0];

/**
 * What a task looks and acts with, loaded by the first task that needs it: a look needs no acts, an act no checks, and
 * few of either ask over HTTP, which is what the guard and its addresses are for.
 */
export function taskTools({
  internal,
  stage,
  now,
  ...settings
}: Clients & { readonly internal: readonly string[]; readonly stage: string; readonly now: () => Date }): {
  readonly checks: RunbookChecks;
  readonly acts: RunbookActs;
} {
  const http = once(async () => {
    const { guardedHttp } = await import('@tocsin/runbook-aws/network');
    return guardedHttp({ internal }, now);
  });
  const about = {
    clients: runbookClients(settings),
    region: settings.region,
    ask: async (asked: Parameters<Awaited<ReturnType<typeof http>>>[0]) => (await http())(asked),
    stage,
    now,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  const checks = once(async () => (await import('@tocsin/runbook-aws/checks')).awsChecks(about));
  const acts = once(async () => (await import('@tocsin/runbook-aws/acts')).awsActs(about));
  return {
    checks: { look: async (...look) => (await checks()).look(...look) },
    acts: {
      next: async (...position) => (await acts()).next(...position),
      call: async (...call) => (await acts()).call(...call),
    },
  };
}
