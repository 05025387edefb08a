import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CanaryNeeds, type CanaryPlan, planCanary, statementsFor } from '@tocsin/canary/deploy';
import { workflows } from '@tocsin/catalog';
import { canaryNames, canaryRuntime, canarySchedule, canaryTimeoutSeconds, type Workflow } from '@tocsin/workflow';
import type { Settings } from './settings.ts';
import { artifactsPrefix, type Storage } from './storage.ts';

/** The second of the minute at which a twin begins to look, whenever Synthetics starts it. */
const twinSecond = 30;

interface Deployed {
  readonly workflow: Workflow;
  readonly needs: CanaryNeeds;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A canary for each workflow of the catalog whose values the stage has, and a second one for those that want a twin.
 * Returns what there is to watch with: alarms on a canary that is not deployed would tell of its silence for ever.
 */
export function canaries({ settings, storage, env }: { settings: Settings; storage: Storage; env: NodeJS.ProcessEnv }) {
  const plans = workflows.map((workflow) => ({ workflow, ...planOf(workflow, env) }));
  const watched = plans.flatMap(({ workflow, needs, plan }) =>
    plan.type === 'deployed' ? [{ workflow, needs, environment: plan.environment }] : [],
  );
  for (const one of watched) deploy(one, settings, storage);
  return {
    workflows: watched.map(({ workflow }) => workflow),
    summary: Object.fromEntries(
      plans.map(({ workflow, plan }) => [
        plan.workflow,
        plan.type === 'deployed'
          ? workflow.canary.twin
            ? 'each half minute'
            : 'each minute'
          : `not deployed: ${plan.reason}`,
      ]),
    ),
  };
}

function planOf({ id }: Workflow, env: NodeJS.ProcessEnv): { needs: CanaryNeeds; plan: CanaryPlan } {
  const file = `${built(id)}.json`;
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build, which npm run deploy does by itself`);
  const needs = JSON.parse(readFileSync(file, 'utf8')) as CanaryNeeds;
  const plan = planCanary(needs, env);
  return { needs, plan: plan.type === 'deployed' ? plan : { ...plan, reason: `${plan.reason} in .env.${$app.stage}` } };
}

const built = (workflow: string) => path.join($cli.paths.root, 'dist/canaries', workflow);

function deploy({ workflow, needs, environment }: Deployed, { vpc }: Settings, storage: Storage): void {
  const archive = `${built(workflow.id)}.zip`;
  const hash = createHash('sha256').update(readFileSync(archive)).digest('hex').slice(0, 16);
  const pascal = workflow.id.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());
  // Named by what it holds: a canary takes new code when it is told another key. Synthetics copies it, so it may go then.
  const code = new aws.s3.BucketObjectv2(`${pascal}CanaryCode`, {
    bucket: storage.artifacts.name,
    key: `canary-code/${workflow.id}-${hash}.zip`,
    source: $asset(archive),
    contentType: 'application/zip',
  });
  for (const [index, name] of canaryNames(workflow, { stage: $app.stage }).entries()) {
    const resource = `${pascal}${index === 0 ? 'Canary' : 'TwinCanary'}`;
    const artifacts = `${artifactsPrefix}/${name}`;
    const role = new aws.iam.Role(`${resource}Role`, {
      description: `What the canary ${name} may do`,
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: 'lambda.amazonaws.com' }),
      inlinePolicies: [
        { name: 'inline', policy: policyOf({ needs, environment, name, artifacts, vpc: !!vpc, storage }) },
      ],
    });
    new aws.synthetics.Canary(resource, {
      name,
      runtimeVersion: canaryRuntime,
      handler: 'index.handler',
      s3Bucket: storage.artifacts.name,
      s3Key: code.key,
      artifactS3Location: $interpolate`s3://${storage.artifacts.name}/${artifacts}`,
      artifactConfig: { s3Encryption: { encryptionMode: 'SSE_S3' } },
      executionRoleArn: role.arn,
      schedule: { expression: canarySchedule(workflow) },
      runConfig: {
        timeoutInSeconds: canaryTimeoutSeconds,
        memoryInMb: needs.browser ? 1536 : 960,
        activeTracing: true,
        environmentVariables: {
          ...environment,
          TOCSIN_STAGE: $app.stage,
          TOCSIN_CANARY_TIMEOUT_SECONDS: `${canaryTimeoutSeconds}`,
          ...(index === 0 ? {} : { TOCSIN_CANARY_SECOND: `${twinSecond}` }),
        },
      },
      ...(vpc ? { vpcConfig: { subnetIds: [...vpc.subnets], securityGroupIds: [...vpc.securityGroups] } } : {}),
      // As long as their artifacts are kept.
      successRetentionPeriod: 30,
      failureRetentionPeriod: 30,
      startCanary: true,
      deleteLambda: true,
      tags: { 'tocsin:workflow': workflow.id, ...(index === 0 ? {} : { 'tocsin:twin': 'true' }) },
    });
  }
}

function policyOf(about: {
  needs: CanaryNeeds;
  environment: Readonly<Record<string, string>>;
  name: string;
  artifacts: string;
  vpc: boolean;
  storage: Storage;
}): $util.Output<string> {
  const { needs, environment, name: canary, artifacts, vpc, storage } = about;
  const { accountId: account } = aws.getCallerIdentityOutput();
  const { partition } = aws.getPartitionOutput();
  const { region } = aws.getRegionOutput();
  return $output({ partition, region, account, bucketArn: storage.artifacts.arn }).apply((place) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: statementsFor(needs, environment, { ...place, canary, artifacts, vpc }),
    }),
  );
}
