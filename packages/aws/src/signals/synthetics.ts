import type { Signal } from '@tocsin/app';
import * as z from 'zod';
import { EventEnvelope } from './eventbridge-alarm.ts';
import { checked, type Place } from './parsed-signal.ts';
import { EpochSeconds } from './time.ts';

const TestRun = EventEnvelope.extend({
  detail: z.object({
    'canary-name': z.string().min(1),
    'canary-run-id': z.string().min(1),
    'artifact-location': z.string().nullish(),
    'test-run-status': z.string().nullish(),
    'state-reason': z.string().nullish(),
    'canary-run-timeline': z.object({ started: EpochSeconds.nullish(), completed: EpochSeconds.nullish() }).nullish(),
  }),
});

const StatusChange = EventEnvelope.extend({
  detail: z.object({
    'canary-name': z.string().min(1),
    'current-state': z.string(),
    'previous-state': z.string().nullish(),
    'updated-on': EpochSeconds.nullish(),
  }),
});

/** An event of source aws.synthetics; undefined when its detail-type is none that is known. */
export function parseSynthetics(event: unknown, detailType: string, place: Place): Signal | undefined {
  const context = { place, form: `a "${detailType}" event` };
  switch (detailType) {
    case 'Synthetics Canary TestRun Successful':
    case 'Synthetics Canary TestRun Failure': {
      const { id, account, region, time, detail } = checked(TestRun, event, context);
      const reason = plainReason(detail['state-reason']);
      const completedAt = detail['canary-run-timeline']?.completed ?? time;
      return {
        type: 'canary-run',
        kind: 'canary-run',
        cause: id,
        canary: detail['canary-name'],
        runId: detail['canary-run-id'],
        ok: (detail['test-run-status'] ?? (detailType.endsWith('Successful') ? 'PASSED' : 'FAILED')) === 'PASSED',
        ...(reason === undefined ? {} : { reason }),
        startedAt: detail['canary-run-timeline']?.started ?? completedAt,
        completedAt,
        artifacts: (detail['artifact-location'] ?? '').replace(/^s3:\/\//, '').replace(/\/+$/, ''),
        account,
        region,
      };
    }
    case 'Synthetics Canary Status Change': {
      const { id, time, detail } = checked(StatusChange, event, context);
      return {
        type: 'canary-status',
        kind: 'canary-status',
        cause: id,
        canary: detail['canary-name'],
        from: detail['previous-state'] ?? 'unknown',
        to: detail['current-state'],
        at: detail['updated-on'] ?? time,
      };
    }
    default:
      return undefined;
  }
}

/** Synthetics often wraps a failure's text in quotation marks of its own, and says "null" where there is none. */
function plainReason(reason: string | null | undefined): string | undefined {
  const text = (reason ?? '').trim();
  const bare = /^"[\s\S]*"$/.test(text) && text.length > 1 ? text.slice(1, -1).trim() : text;
  return bare === '' || bare === 'null' ? undefined : bare;
}
