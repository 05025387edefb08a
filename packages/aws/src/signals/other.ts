import { createHash } from 'node:crypto';
import type { Signal } from '@tocsin/app';
import { isObject } from './parsed-signal.ts';

/** Sources whose events tell that something was changed. */
const changes: Readonly<Record<string, string>> = {
  'aws.codedeploy': 'CodeDeploy',
  'aws.codepipeline': 'CodePipeline',
  'aws.codebuild': 'CodeBuild',
  'aws.cloudformation': 'CloudFormation',
  'aws.ecs': 'ECS',
  'aws.appconfig': 'AppConfig',
  'aws.lambda': 'Lambda',
  'aws.route53': 'Route 53',
};

/** An event that is well formed and none of intake's business; the reason says why, in words. */
export function otherEvent(event: unknown, source: string, detailType: string): Signal {
  const id = isObject(event) && typeof event['id'] === 'string' && event['id'] !== '' ? event['id'] : hashOf(event);
  return { type: 'other', cause: id, ...describe(short(source), short(detailType)) };
}

function describe(source: string, detailType: string): { kind: string; reason: string } {
  if (source === 'aws.events' && detailType === 'Scheduled Event') {
    return {
      kind: 'schedule',
      reason: 'a schedule fired: it is no alarm, and the tick has its own schedule; take intake off its targets',
    };
  }
  const changed =
    detailType === 'AWS API Call via CloudTrail'
      ? `${source.replace('aws.', '')} by an API call`
      : Object.hasOwn(changes, source)
        ? changes[source]
        : undefined;
  if (changed !== undefined) {
    return {
      kind: 'change',
      reason: `a change (${changed}, "${detailType}") is no alarm, and changes are no evidence; narrow the rule that sends it`,
    };
  }
  return {
    kind: 'other',
    reason: `"${detailType}" from ${source} is no alarm and no canary run: intake has no use for it; narrow the rule that sends it`,
  };
}

const hashOf = (event: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(event) ?? '')
    .digest('base64url')
    .slice(0, 22);

/** It goes into a sentence. */
const short = (text: string): string => text.slice(0, 100);
