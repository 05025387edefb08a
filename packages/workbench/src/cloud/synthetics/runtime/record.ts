import type { CanaryResult, CanaryStep, Requests, Screenshot } from '../run.ts';
import type { RuntimeSettings } from './settings.ts';

interface Step {
  readonly num: number;
  readonly name: string;
  readonly startedAt: string;
  readonly screenshots: Screenshot[];
}

/** What one run did. It stands on globalThis: the canary's bundle and the runner each have their own copy of this module. */
export interface RunRecord {
  readonly playwright: string;
  readonly settings: RuntimeSettings;
  begin(name: string): Step;
  end(step: Step, ended: Pick<CanaryStep, 'status' | 'reason' | 'sourceUrl' | 'destinationUrl'>): void;
  screenshot(step: Step, when: string, url: string, taken: { png: Uint8Array | undefined; error: string | null }): void;
  /** A response's status, or undefined for a request that got none. */
  countResponse(status: number | undefined): void;
  result(error?: unknown): CanaryResult;
}

const global = globalThis as { tocsinCanaryRun?: RunRecord | undefined };

/** The record of the run under way. */
export const record: RunRecord = new Proxy({} as RunRecord, {
  get(_, name: keyof RunRecord) {
    if (!global.tocsinCanaryRun) throw new Error('Synthetics is used outside of a run');
    return global.tocsinCanaryRun[name];
  },
});

export function startRecord(about: Pick<RunRecord, 'playwright' | 'settings'>): RunRecord {
  const steps: CanaryStep[] = [];
  const files: Record<string, Uint8Array> = {};
  const requests: Requests = { failed: 0, _2xx: 0, _3xx: 0, _4xx: 0, _5xx: 0 };
  let current: Step | undefined;
  const made: RunRecord = {
    ...about,
    begin(name) {
      if (current) throw new Error(`step "${name}" starts within step "${current.name}": steps run one after another`);
      current = { num: steps.length + 1, name, startedAt: new Date().toISOString(), screenshots: [] };
      return current;
    },
    end({ name, startedAt, screenshots }, ended) {
      current = undefined;
      steps.push({ name, startedAt, endedAt: new Date().toISOString(), ...ended, screenshots });
    },
    screenshot({ num, name, screenshots }, when, pageUrl, { png, error }) {
      const fileName = `${String(num).padStart(2, '0')}-${name}-${when}.png`;
      screenshots.push({ fileName, pageUrl, error });
      if (png) files[fileName] = png;
    },
    countResponse(status) {
      const kind = status === undefined ? 'failed' : (`_${Math.floor(status / 100)}xx` as keyof Requests);
      if (kind in requests) requests[kind] += 1;
    },
    result(error) {
      global.tocsinCanaryRun = undefined;
      const text = error === undefined ? undefined : error instanceof Error ? error.message : String(error);
      const ok = text === undefined && steps.every((step) => step.status === 'passed');
      const told = { steps, files, requests, settings: about.settings };
      return { ok, ...told, ...(text === undefined ? {} : { error: text }) };
    },
  };
  global.tocsinCanaryRun = made;
  return made;
}
