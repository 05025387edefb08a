import { describe, expect, test } from 'vitest';
import { type CanaryNeeds, planCanary, statementsFor } from './index.ts';

const needs: CanaryNeeds = {
  workflow: 'check-out',
  environment: ['BASE_URL', 'STOCK_TABLE', 'ORDERS_URL'],
  secrets: ['PIN', 'KEY'],
  reads: [
    // oxlint-disable-next-line no-template-curly-in-string -- what the stage's value takes the place of
    { type: 'dynamodb', table: '${STOCK_TABLE}', record: { partition: 'cube', attributes: ['item', 'status'] } },
    // oxlint-disable-next-line no-template-curly-in-string -- as above
    { type: 'queue', url: '${ORDERS_URL}' },
  ],
  browser: false,
};
const env = {
  BASE_URL: 'https://shop.example',
  CHECK_OUT_BASE_URL: 'https://pay.example',
  STOCK_TABLE: 'stock',
  ORDERS_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders',
  PIN: 'ssm:/shop/pin',
  KEY: 'secretsmanager:shop/key',
  OTHER: 'not asked for',
};

describe('what a canary is told', () => {
  test("the stage's values, a workflow's own before those of all", () => {
    const { OTHER, CHECK_OUT_BASE_URL, ...rest } = env;
    expect(planCanary(needs, env)).toEqual({
      type: 'deployed',
      workflow: 'check-out',
      environment: { ...rest, BASE_URL: CHECK_OUT_BASE_URL },
    });
  });

  test('without its values it is left out, with what to set', () => {
    expect(planCanary(needs, { ...env, STOCK_TABLE: '', KEY: undefined })).toEqual({
      type: 'left-out',
      workflow: 'check-out',
      reason: 'set STOCK_TABLE (or CHECK_OUT_STOCK_TABLE), KEY (or CHECK_OUT_KEY)',
    });
  });

  test('a secret itself in the environment stops the deploy, and is not repeated', () => {
    expect(() => planCanary(needs, { ...env, PIN: 'hunter2' })).toThrow(
      /^The canary of "check-out": PIN holds something/,
    );
    expect(() => planCanary(needs, { ...env, PIN: 'hunter2' })).not.toThrow(/hunter2/);
  });
});

describe('what its role may do', () => {
  const place = {
    partition: 'aws',
    region: 'eu-west-1',
    account: '123456789012',
    canary: 'tocsin_test_check-out',
    bucketArn: 'arn:aws:s3:::artifacts',
    artifacts: 'canaries/tocsin_test_check-out',
    vpc: false,
  };
  const lines = (more: Partial<typeof place> = {}, of = needs) =>
    statementsFor(of, env, { ...place, ...more }).flatMap(({ Action, Resource, Condition }) =>
      Action.map((action) => `${action} on ${Resource.join()}${Condition ? ` if ${JSON.stringify(Condition)}` : ''}`),
    );

  test('its own artifacts, logs and metrics; one partition, named attributes, one queue, two secrets', () => {
    expect(lines()).toEqual([
      's3:PutObject on arn:aws:s3:::artifacts/canaries/tocsin_test_check-out/*',
      's3:GetBucketLocation on arn:aws:s3:::artifacts',
      ...['CreateLogGroup', 'CreateLogStream', 'PutLogEvents'].map(
        (action) =>
          `logs:${action} on arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/cwsyn-tocsin_test_check-out-*`,
      ),
      's3:ListAllMyBuckets on *',
      'xray:PutTraceSegments on *',
      'cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":["CloudWatchSynthetics","Tocsin"]}}',
      'dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:123456789012:table/stock if {"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["cube"],"dynamodb:Attributes":["item","status"]},"StringEqualsIfExists":{"dynamodb:Select":["SPECIFIC_ATTRIBUTES"]}}',
      'sqs:GetQueueAttributes on arn:aws:sqs:eu-west-1:123456789012:orders',
      'ssm:GetParameter on arn:aws:ssm:eu-west-1:123456789012:parameter/shop/pin',
      'ssm:GetParameter on arn:aws:ssm:eu-west-1:123456789012:parameter/aws/reference/secretsmanager/shop/key',
      'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/key-??????',
    ]);
  });

  test('in a VPC, network interfaces besides', () => {
    expect(lines({ vpc: true }).filter((line) => line.startsWith('ec2:'))).toEqual([
      'ec2:CreateNetworkInterface on *',
      'ec2:DescribeNetworkInterfaces on *',
      'ec2:DeleteNetworkInterface on *',
    ]);
    expect(lines().filter((line) => line.startsWith('ec2:'))).toEqual([]);
  });

  test('a table of another account is named by its ARN', () => {
    const table = 'arn:aws:dynamodb:us-east-1:111122223333:table/stock';
    const read = { type: 'dynamodb', table } as const;
    expect(lines({}, { ...needs, reads: [read] })).toContain(`dynamodb:GetItem on ${table}`);
  });

  test('what is no queue is refused', () => {
    expect(() => statementsFor(needs, { ...env, ORDERS_URL: 'orders' }, place)).toThrow('"orders" is no queue\'s URL');
  });
});
