import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workflows } from '../../packages/catalog/src/index.ts';
import { canarySchedule } from '../../packages/workflow/src/index.ts';
import { settings } from '../../stacks/settings.ts';
import { grantsOf, nameOf, read, role, statementsOf } from './tools/read.ts';
import { stages } from './tools/stages.ts';

const canary = 'aws:synthetics/canary:Canary';
const get = read(() => stages.test);

/** A workflow's resources as they are called in stacks. */
const pascal = (id: string) => id.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());

describe.each(workflows.map((workflow) => [workflow.id, workflow] as const))('the canary of %s', (id, workflow) => {
  it('runs each minute in the newest Playwright runtime, with tracing, and is started', () => {
    expect(get.one(canary, `${pascal(id)}Canary`)).toMatchObject({
      name: `tocsin_test_${id}`,
      runtimeVersion: 'syn-nodejs-playwright-8.0',
      handler: 'index.handler',
      schedule: { expression: canarySchedule(workflow) },
      runConfig: { timeoutInSeconds: 60, memoryInMb: 960, activeTracing: true },
      startCanary: true,
      tags: { 'tocsin:workflow': id },
    });
  });

  it('runs the archive that was built, named by what it holds', () => {
    const code = get.one('aws:s3/bucketObjectv2:BucketObjectv2', `${pascal(id)}CanaryCode`);
    expect(code['key']).toMatch(new RegExp(`^canary-code/${id}-[0-9a-f]{16}\\.zip$`));
    expect(existsSync(code['source'].asset), code['source'].asset).toBe(true);
    const { s3Bucket, s3Key } = get.one(canary, `${pascal(id)}Canary`);
    expect([s3Bucket, s3Key]).toEqual([code['bucket'], code['key']]);
  });

  it('leaves its artifacts where intake reads them, and nowhere else', () => {
    const { artifactS3Location, artifactConfig } = get.one(canary, `${pascal(id)}Canary`);
    expect(artifactS3Location).toMatch(new RegExp(`^s3://[^/]*artifacts[^/]*/canaries/tocsin_test_${id}$`));
    expect(artifactConfig).toEqual({ s3Encryption: { encryptionMode: 'SSE_S3' } });
    expect(grantsOf(get.one(role, 'IntakeRole'))).toContain(
      's3:GetObject on s3 artifactsbucket/canaries/*/SyntheticsReport-*.json',
    );
  });

  it('is told what its checks need, and how long it has', () => {
    const { environmentVariables } = get.one(canary, `${pascal(id)}Canary`)['runConfig'];
    const needed = id === 'design-viewer' ? { CACHE_TABLE: 'translations' } : {};
    expect(environmentVariables).toEqual({
      BASE_URL: 'https://designs.example',
      ...needed,
      TOCSIN_STAGE: 'test',
      TOCSIN_CANARY_TIMEOUT_SECONDS: '60',
    });
  });

  it('has a role of its own, which Lambda alone may take', () => {
    const { executionRoleArn } = get.one(canary, `${pascal(id)}Canary`);
    expect(nameOf(executionRoleArn)).toBe(`iam role/${pascal(id)}CanaryRole`);
    const [trust, ...others] = statementsOf(get.one(role, `${pascal(id)}CanaryRole`)['assumeRolePolicy']);
    expect(others).toEqual([]);
    expect(trust).toMatchObject({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } });
  });
});

it('their roles may do exactly this', () => {
  const ofSynthetics = (name: string) => [
    'cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":["CloudWatchSynthetics","Tocsin"]}}',
    ...['CreateLogGroup', 'CreateLogStream', 'PutLogEvents'].map(
      (action) => `logs:${action} on logs log-group:/aws/lambda/cwsyn-${name}-*`,
    ),
    's3:GetBucketLocation on s3 artifactsbucket',
    's3:ListAllMyBuckets on *',
    `s3:PutObject on s3 artifactsbucket/canaries/${name}/*`,
    'xray:PutTraceSegments on *',
  ];
  const record = {
    'ForAllValues:StringEquals': {
      'dynamodb:LeadingKeys': ['canary-cube'],
      'dynamodb:Attributes': ['design', 'status', 'updatedAt'],
    },
    StringEqualsIfExists: { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'] },
  };
  expect(grantsOf(get.one(role, 'DesignViewerCanaryRole'))).toEqual(
    [
      ...ofSynthetics('tocsin_test_design-viewer'),
      `dynamodb:GetItem on dynamodb table/translations if ${JSON.stringify(record)}`,
    ].sort(),
  );
  expect(grantsOf(get.one(role, 'ShareLinkCanaryRole'))).toEqual(ofSynthetics('tocsin_test_share-link').sort());
});

it('a workflow that wants a twin has a second canary, for the other half of the minute, with a role of its own', () => {
  const first = get.one(canary, 'DesignViewerCanary');
  const twin = get.one(canary, 'DesignViewerTwinCanary');
  expect(twin).toMatchObject({
    name: 'tocsin_test_design-viewer_twin',
    s3Key: first['s3Key'],
    schedule: { expression: 'cron(* * * * ? *)' },
    runConfig: { environmentVariables: { TOCSIN_CANARY_SECOND: '30', TOCSIN_STAGE: 'test' } },
  });
  expect(twin['artifactS3Location']).toMatch(/\/canaries\/tocsin_test_design-viewer_twin$/);
  expect(nameOf(twin['executionRoleArn'])).toBe('iam role/DesignViewerTwinCanaryRole');
  expect(get.all(canary).map(({ name }) => name)).not.toContain('ShareLinkTwinCanary');
});

it('no managed policy is attached to them', () => {
  for (const { name, inputs } of get.all(role).filter(({ name }) => name.endsWith('CanaryRole')))
    expect(inputs['managedPolicyArns'] ?? [], name).toEqual([]);
});

it('in a VPC they look from its subnets; one whose values are not set is left out and says what to set', () => {
  const inVpc = read(() => stages.inVpc);
  expect(stages.inVpc.errors).toEqual([]);
  expect(inVpc.all(canary).map(({ name }) => name)).toEqual(['ShareLinkCanary']);
  expect(inVpc.one(canary, 'ShareLinkCanary')['vpcConfig']).toEqual({
    subnetIds: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'],
    securityGroupIds: ['sg-0a1b2c3d'],
  });
  expect(grantsOf(inVpc.one(role, 'ShareLinkCanaryRole'))).toContain('ec2:CreateNetworkInterface on *');
  expect(stages.inVpc.outputs['canaries']).toEqual({
    'design-viewer': 'not deployed: set CACHE_TABLE (or DESIGN_VIEWER_CACHE_TABLE) in .env.test',
    'share-link': 'each minute',
  });
});

it.each([
  [{ TOCSIN_CANARY_SUBNETS: 'subnet-0a1b2c3d' }, 'TOCSIN_CANARY_SECURITY_GROUPS is not set'],
  [
    { TOCSIN_CANARY_SUBNETS: 'vpc-0a1b2c3d', TOCSIN_CANARY_SECURITY_GROUPS: 'sg-0a1b2c3d' },
    'TOCSIN_CANARY_SUBNETS holds "vpc-0a1b2c3d"',
  ],
])('%j stops the deploy: %s', (env, message) => {
  expect(() => settings({ stage: 'test', env: { TOCSIN_INCIDENTS_CHANNEL: 'C0123456789', ...env } })).toThrow(message);
});
