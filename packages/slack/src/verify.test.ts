import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifySignature } from './verify.ts';

/** The example of Slack's documentation and SDK tests; the secret protects nothing. */
const published = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  body: Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  ),
  now: new Date(1_531_420_618_000),
};
const at = (seconds: number): Date => new Date((1_531_420_618 + seconds) * 1_000);

test('Slack’s published example is genuine', () => {
  expect(verifySignature(published)).toEqual({ type: 'genuine' });
});

test.each([
  ['altered body', { body: Buffer.concat([published.body, Buffer.from('x')]) }, 'forged'],
  ['altered timestamp', { timestamp: '1531420619' }, 'forged'],
  ['another secret', { secret: 'other' }, 'forged'],
  ['no version before the digest', { signature: published.signature.slice(3) }, 'forged'],
  ['a signature of another length', { signature: 'v0=a2' }, 'forged'],
  ['an empty signature', { signature: '' }, 'unsigned'],
  ['no signature', { signature: undefined }, 'unsigned'],
  ['no timestamp', { timestamp: undefined }, 'unsigned'],
  ['a timestamp that is no number', { timestamp: '1531420618,1531420618' }, 'unsigned'],
  ['301 s old', { now: at(301) }, 'stale'],
  ['301 s ahead', { now: at(-301) }, 'stale'],
])('%s is refused', (_what, change, reason) => {
  expect(verifySignature({ ...published, ...change })).toEqual({ type: 'refused', reason });
});

test.each([-300, 300])('%i s off still passes', (seconds) => {
  expect(verifySignature({ ...published, now: at(seconds) }).type).toBe('genuine');
});

test('an empty secret signs nothing', () => {
  const signature = `v0=${createHmac('sha256', '').update(`v0:1531420618:`).update(published.body).digest('hex')}`;
  expect(verifySignature({ ...published, secret: '', signature })).toEqual({ type: 'refused', reason: 'no-secret' });
});
