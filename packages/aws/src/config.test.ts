import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { needs, readConfig, variables } from './config.ts';

const complete = {
  TOCSIN_TABLE: 'tocsin',
  TOCSIN_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/respond.fifo',
  TOCSIN_INCIDENTS_CHANNEL: 'C0INCIDENTS',
  SLACK_BOT_TOKEN: 'a token',
  SLACK_SIGNING_SECRET: 'a secret',
};

describe('a function’s configuration', () => {
  it('is what its variables say, with defaults', async () => {
    expect(await readConfig('respond', complete)).toMatchObject({
      table: 'tocsin',
      queueUrl: complete.TOCSIN_QUEUE_URL,
      incidentsChannel: 'C0INCIDENTS',
      slackBotToken: 'a token',
      stage: 'dev',
      logLevel: 'info',
      queueMaxReceives: '10',
      aws: { maxAttempts: 3, redirected: { s3: false, sqs: false } },
    });
  });

  it('names all that is missing or does not fit, each with its mend, and repeats no value', async () => {
    const wrong = {
      TOCSIN_QUEUE_URL: 'respond.fifo',
      TOCSIN_INCIDENTS_CHANNEL: '#incidents',
      TOCSIN_LOG_LEVEL: 'loud',
    };
    await expect(readConfig('respond', wrong)).rejects.toMatchObject({
      code: 'configuration',
      message: [
        'function respond is not configured:',
        '  TOCSIN_TABLE is missing: set it to the name of the DynamoDB table',
        '  TOCSIN_QUEUE_URL does not fit: set it to the URL of the FIFO queue that respond reads',
        '  TOCSIN_INCIDENTS_CHANNEL does not fit: set it to the id (C…) of the channel where incidents are announced',
        '  TOCSIN_LOG_LEVEL does not fit: set it to debug, info, warn or error',
        '  SLACK_BOT_TOKEN is missing: set it to the bot token of the Slack app ("OAuth & Permissions"), or link the SST secret SlackBotToken',
      ].join('\n'),
    });
  });

  it.each([
    ['intake', ['TOCSIN_TABLE', 'TOCSIN_QUEUE_URL']],
    ['tick', ['TOCSIN_TABLE', 'TOCSIN_QUEUE_URL']],
    ['slack', ['TOCSIN_TABLE', 'TOCSIN_QUEUE_URL', 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET']],
  ] as const)('%s asks for what it needs alone', async (name, expected) => {
    const error = await readConfig(name, {}).catch((thrown: unknown) => thrown);
    const asked = [...String(error).matchAll(/^ {2}(\w+) is missing/gm)].map((match) => match[1]);
    expect(asked).toEqual(expected);
  });

  it('an empty variable is a missing one', async () => {
    await expect(readConfig('tick', { ...complete, TOCSIN_TABLE: '' })).rejects.toThrow('TOCSIN_TABLE is missing');
  });

  it('takes a secret from an SST link when its variable is not set', async () => {
    const { SLACK_SIGNING_SECRET: _, ...rest } = complete;
    const link = JSON.stringify({ type: 'sst.sst.Secret', value: 'a linked one' });
    // SST's module reads the process's environment and no other.
    process.env['SST_RESOURCE_App'] = JSON.stringify({ name: 'tocsin', stage: 'test' });
    process.env['SST_RESOURCE_SlackSigningSecret'] = link;
    try {
      const config = await readConfig('slack', { ...rest, SST_RESOURCE_SlackSigningSecret: link });
      expect(config).toMatchObject({ slackSigningSecret: 'a linked one', slackBotToken: 'a token' });
    } finally {
      delete process.env['SST_RESOURCE_App'];
      delete process.env['SST_RESOURCE_SlackSigningSecret'];
    }
  });

  it('gives the SDK Lambda’s credentials, attempts and endpoints', async () => {
    const { aws } = await readConfig('tick', {
      ...complete,
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'key',
      AWS_SESSION_TOKEN: 'session',
      AWS_MAX_ATTEMPTS: '5',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000',
    });
    expect(aws).toEqual({
      maxAttempts: 5,
      credentials: { accessKeyId: 'id', secretAccessKey: 'key', sessionToken: 'session' },
      redirected: { s3: true, sqs: false },
    });
  });

  it('stands in docs/configuration.md, with who needs it', () => {
    const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
    for (const [setting, { name }] of Object.entries(variables)) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``));
      expect(row, name).toBeDefined();
      const by = Object.entries(needs).flatMap(([fn, settings]) =>
        (settings as readonly string[]).includes(setting) ? [fn] : [],
      );
      expect(
        row
          ?.split('|')[3]
          ?.split(',')
          .map((fn) => fn.trim())
          .filter(Boolean)
          .sort(),
        name,
      ).toEqual(by.sort());
    }
  });
});
