import { s3Drafts, s3Links } from '@tocsin/aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsClients } from '../../packages/aws/src/clients.ts';
import { type Cloud, manualClock, startCloud } from '../../packages/workbench/src/cloud/index.ts';

const clock = manualClock('2026-11-05T14:00:00.000Z');
const html = { key: 'postmortems/01K9A/1/postmortem.html', contentType: 'text/html; charset=utf-8' };
const markdown = { key: 'postmortems/01K9A/1/postmortem.md', contentType: 'text/markdown; charset=utf-8' };
let cloud: Cloud;
let stores: ReturnType<typeof storesOf>;

const storesOf = (bucket: string) => {
  const aws = { maxAttempts: 1, redirected: { s3: true, sqs: true } };
  const client = awsClients(aws).objects;
  return { drafts: s3Drafts({ client, bucket }), links: s3Links({ client, bucket, clock }) };
};

beforeAll(async () => {
  cloud = await startCloud({ tables: [], clock });
  Object.assign(process.env, cloud.environment);
  stores = storesOf(cloud.filesBucket);
});
afterAll(() => cloud.stop());

describe('drafts in S3', () => {
  it('are read as they were put, the newest of a key, and are undefined where there are none', async () => {
    const { drafts } = stores;
    expect(await drafts.get(html.key)).toBeUndefined();
    await drafts.put({ ...html, text: '<p>first</p>' });
    await drafts.put({ ...html, text: '<p>Störung – 日本</p>' });
    expect(await drafts.get(html.key)).toBe('<p>Störung – 日本</p>');
  });

  it('a failure that is no missing key is thrown', async () => {
    const { drafts } = storesOf('no-such-bucket');
    await expect(drafts.get(html.key)).rejects.toMatchObject({ code: 'storage', message: /reading postmortems/ });
    await expect(drafts.put({ ...html, text: 'text' })).rejects.toMatchObject({ code: 'storage' });
  });
});

describe('a signed link', () => {
  it('shows the page to whoever has it', async () => {
    await stores.drafts.put({ ...html, text: '<h1>Postmortem</h1>' });
    const answer = await fetch(await stores.links.signed(html.key));
    expect(await answer.text()).toBe('<h1>Postmortem</h1>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('inline');
  });

  it('lets the Markdown be saved under its name', async () => {
    await stores.drafts.put({ ...markdown, text: '# Postmortem' });
    const answer = await fetch(await stores.links.signed(markdown.key));
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="postmortem.md"');
    expect(await answer.text()).toBe('# Postmortem');
  });

  it('names the one object, is signed, and ends after five minutes', async () => {
    const link = await stores.links.signed(html.key);
    const { pathname, searchParams } = new URL(link);
    expect(pathname).toBe(`/${cloud.filesBucket}/${html.key}`);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': '20261105T140000Z',
      'X-Amz-Expires': '300',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await clock.advance(300_000);
    expect((await fetch(link)).status).toBe(200);
    await clock.advance(1_000);
    expect((await fetch(link)).status).toBe(403);
  });
});
