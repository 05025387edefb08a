import type { Look, LookLimits, RunbookChecks } from '@tocsin/app';
import type { Check } from '@tocsin/runbook';
import { failureOf } from '../failure.ts';
import { lookAtAlarm } from './alarm.ts';
import { lookAtCanary } from './canary.ts';
import type { Checking } from './checking.ts';
import { lookAtDynamodb } from './dynamodb.ts';
import { lookAtHttp } from './http.ts';
import { lookAtLogs } from './logs.ts';
import { lookAtMetric } from './metric.ts';

/** Looks by AWS's APIs and over HTTP. What it may not see, or cannot, is said; nothing is thrown at whoever waits. */
export function awsChecks(checking: Checking): RunbookChecks {
  return {
    async look(check, limits) {
      try {
        return await lookAt(checking, check, limits);
      } catch (error) {
        const late = limits.deadline.getTime() <= checking.now().getTime();
        const { text } = failureOf(error);
        return {
          type: 'failed',
          text: late ? `There was no answer in time (${text})` : `Tocsin could not look: ${text}`,
        };
      }
    },
  };
}

function lookAt(checking: Checking, check: Check, limits: LookLimits): Promise<Look> {
  switch (check.check) {
    case 'metric':
      return lookAtMetric(checking, check, limits);
    case 'logs':
      return lookAtLogs(checking, check, limits);
    case 'dynamodb':
      return lookAtDynamodb(checking, check, limits);
    case 'http':
      return lookAtHttp(checking, check, limits);
    case 'canary':
      return lookAtCanary(checking, check, limits);
    case 'alarm':
      return lookAtAlarm(checking, check, limits);
    default:
      return check satisfies never;
  }
}
