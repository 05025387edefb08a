import type { Signal } from '@tocsin/app';
import * as z from 'zod/mini';
import { Name } from './alarm-detail.ts';
import { EventEnvelope } from './eventbridge-alarm.ts';
import { checked, type Place } from './parsed-signal.ts';
import { EpochSeconds } from './time.ts';

const TestRun = z.extend(EventEnvelope, {
  detail: z.object({
    'canary-name': Name,
    'canary-run-id': z.string().check(z.minLength(1)),
    'artifact-location': z.nullish(z.string()),
    'test-run-status': z.nullish(z.string()),
    'state-reason': z.nullish(z.string()),
    'canary-run-timeline': z.nullish(
      z.object({ started: z.nullish(EpochSeconds), completed: z.nullish(EpochSeconds) }),
    ),
  }),
});

const StatusChange = z.extend(EventEnvelope, {
  detail: z.object({
    'canary-name': Name,
    'current-state': Name,
    'previous-state': z.nullish(Name),
    'updated-on': z.nullish(EpochSeconds),
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
        artifacts: (detail['artifact-location'] ?? '').replace(/^s3:\/\//, '').replace(/(?<!\/)\/+$/, ''),
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
