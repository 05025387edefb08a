import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { snsPager } from '@tocsin/aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptLog, startMessaging } from './messaging.ts';

let messaging: Awaited<ReturnType<typeof startMessaging>>;
let topicArn: string;
let queueUrl: string;

beforeAll(async () => {
  messaging = await startMessaging();
  topicArn = messaging.server.createTopic('pages').topicArn;
  queueUrl = messaging.server.createQueue('pages').queueUrl;
  messaging.server.subscribe({ topic: 'pages', queue: 'pages' });
});
afterAll(async () => messaging.stop());

async function received(): Promise<{ Subject: string; Message: string }> {
  const { Messages } = await messaging.clients.queues().send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
  return JSON.parse(Messages?.[0]?.Body ?? '{}');
}

describe('the pager', () => {
  it('pages the owner’s topic', async () => {
    const pager = snsPager({ client: messaging.clients.topics, defaultTopic: undefined, log: keptLog().log });
    await pager.page({ target: topicArn, subject: 'SEV2 View a design failing: step upload', text: 'Näheres: …' });
    expect(await received()).toMatchObject({
      Subject: 'SEV2 View a design failing: step upload',
      Message: 'Näheres: …',
    });
  });

  it('pages the default topic when the owner has none, with a subject that SNS takes', async () => {
    const pager = snsPager({ client: messaging.clients.topics, defaultTopic: topicArn, log: keptLog().log });
    await pager.page({ target: undefined, subject: `Störung\n„Zoë“ 日本 ${'lang '.repeat(40)}`, text: 'text' });
    const { Subject } = await received();
    expect(Subject).toMatch(/^Storung \?Zoe\? \?\? lang /);
    expect(Subject).toMatch(/^[ -~]{1,99}$/);
  });

  it('without any topic says clearly that nobody is paged, and throws nothing', async () => {
    const { log, lines } = keptLog();
    const pager = snsPager({ client: messaging.clients.topics, defaultTopic: undefined, log });
    await pager.page({ target: undefined, subject: 'SEV1', text: 'text' });
    expect(lines).toEqual([
      {
        level: 'warn',
        message: 'page',
        fields: { reason: 'nobody is paged: neither the owner nor TOCSIN_PAGE_TOPIC names an SNS topic' },
      },
    ]);
  });

  it('writes down whose page it was, and not what it says', async () => {
    const { log, lines } = keptLog();
    const pager = snsPager({ client: messaging.clients.topics, defaultTopic: undefined, log });
    await pager.page({ target: topicArn, subject: 'SEV1', text: 'text', incident: 'INC-7' });
    await received();
    const fields = { incident: 'INC-7', topic: topicArn };
    expect(lines).toEqual([{ level: 'info', message: 'page', fields }]);
  });

  it('throws what SNS does not take, so that it is tried again', async () => {
    const pager = snsPager({ client: messaging.clients.topics, defaultTopic: undefined, log: keptLog().log });
    const page = pager.page({ target: topicArn.replace('pages', 'nowhere'), subject: 's', text: 't' });
    await expect(page).rejects.toMatchObject({ code: 'page', cause: expect.any(Error) });
  });
});
