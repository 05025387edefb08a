import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tableInput } from '../../packages/aws/src/table.ts';
import { settings } from '../../stacks/settings.ts';
import { root } from './tools/places.ts';
import { read, table } from './tools/read.ts';
import { declarationsOf } from './tools/sst-env.ts';
import { stages } from './tools/stages.ts';

const get = read(() => stages.production);

describe('the table', () => {
  it('is the one that everything else is tested on', () => {
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } = tableInput('any');
    const deployed = get.one(table, 'IncidentsTable');
    const keys = ({ hashKey, rangeKey }: Record<string, string>) => [
      { AttributeName: hashKey, KeyType: 'HASH' },
      ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: 'RANGE' }]),
    ];
    expect({
      BillingMode: deployed['billingMode'],
      AttributeDefinitions: deployed['attributes'].map(({ name, type }: Record<string, string>) => ({
        AttributeName: name,
        AttributeType: type,
      })),
      KeySchema: keys(deployed as Record<string, string>),
      GlobalSecondaryIndexes: deployed['globalSecondaryIndexes'].map((index: Record<string, string>) => ({
        IndexName: index['name'],
        KeySchema: keys(index),
        Projection: { ProjectionType: index['projectionType'] },
      })),
    }).toEqual({ BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes });
  });

  it('can be restored to any point in time, forgets what says so, and survives a mistake', () => {
    expect(get.one(table, 'IncidentsTable')).toMatchObject({
      pointInTimeRecovery: { enabled: true },
      ttl: { attributeName: 'expiresAt', enabled: true },
      deletionProtectionEnabled: true,
    });
  });

  it('stays when a production stage is removed, which takes more than `sst remove`', () => {
    expect(stages.production.errors).toEqual([]);
    expect(stages.production.app).toMatchObject({ removal: 'retain', protect: true });
    expect(stages.production.resources.find(({ type }) => type === table)?.retainOnDelete).toBe(true);
  });
});

it('artifacts are private, sent encrypted, read by no browser and gone after a month', () => {
  expect(get.one('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', /^Artifacts/)).toMatchObject({
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  expect(get.one('aws:s3/bucketPolicy:BucketPolicy', /^Artifacts/)['policy']).toContain('aws:SecureTransport');
  expect(get.all('aws:s3/bucketCorsConfiguration:BucketCorsConfiguration')).toEqual([]);
  const { rules } = get.one('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration', /^Artifacts/);
  expect(rules).toMatchObject([{ status: 'Enabled', filter: { prefix: 'canaries/' }, expiration: { days: 30 } }]);
});

it('sst-env.d.ts is what a deploy writes', () => {
  expect(readFileSync(path.join(root, 'sst-env.d.ts'), 'utf8').trim()).toBe(declarationsOf(stages.production).trim());
});

describe('settings', () => {
  const from = (env: NodeJS.ProcessEnv) => settings({ stage: 'test', env });

  it('are a channel and, if any, the accounts that may send alarms', () => {
    expect(from({ TOCSIN_INCIDENTS_CHANNEL: 'C0123456789' })).toEqual({
      incidentsChannel: 'C0123456789',
      alarmAccounts: [],
      rolesOnly: false,
      vpc: undefined,
    });
    const env = { TOCSIN_INCIDENTS_CHANNEL: 'C0123456789', TOCSIN_ALARM_ACCOUNTS: '111122223333, 123456789012' };
    expect(from(env).alarmAccounts).toEqual(['111122223333', '123456789012']);
  });

  it.each([
    [{}, 'TOCSIN_INCIDENTS_CHANNEL is ""'],
    [{ TOCSIN_INCIDENTS_CHANNEL: '#incidents' }, 'TOCSIN_INCIDENTS_CHANNEL is "#incidents"'],
    [{ TOCSIN_INCIDENTS_CHANNEL: 'C0123456789', TOCSIN_SHOW_PEOPLE: 'no' }, 'set it to names or to roles'],
    [{ TOCSIN_INCIDENTS_CHANNEL: 'C0123456789', TOCSIN_REWRITE_MODEL: '*' }, 'TOCSIN_REWRITE_MODEL is "*", not the id'],
    [{ TOCSIN_INCIDENTS_CHANNEL: 'C0123456789', TOCSIN_ALARM_ACCOUNTS: 'prod' }, 'TOCSIN_ALARM_ACCOUNTS holds "prod"'],
  ])('%j stops the deploy: %s', (env, message) => {
    expect(() => from(env)).toThrow(message);
  });

  it.each(['parts', 'health'])('a stage called %s stops the deploy: its alarms could be taken for others', (stage) => {
    expect(() => settings({ stage, env: { TOCSIN_INCIDENTS_CHANNEL: 'C0123456789' } })).toThrow(
      `a stage cannot be called "${stage}"`,
    );
  });

  it('are asked for before anything is deployed', () => {
    const { errors, resources } = stages.unconfigured;
    expect(errors.join('\n')).toContain('TOCSIN_INCIDENTS_CHANNEL');
    expect(resources.filter(({ type }) => type.startsWith('aws:'))).toEqual([]);
  });
});
