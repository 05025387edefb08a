import { describe, expect, it } from 'vitest';
import { mask } from './mask.ts';
import { outputOf } from './output.ts';

// Placeholders, put together here so that no file holds anything that looks like a credential.
const fill = (letter: string, times: number) => letter.repeat(times);
const accessKey = `AKIA${fill('X', 16)}`;
const temporary = `ASIA${fill('X', 16)}`;
const jwt = `eyJ${fill('x', 12)}.${fill('y', 20)}.${fill('z', 20)}`;
const slack = `xox${'b'}-placeholder-of-this-test`;
const github = `gh${'p'}_${fill('x', 20)}`;

describe('secrets do not get through', () => {
  it.each([
    ['an access key', `key ${accessKey} used`, accessKey],
    ['a temporary one', `as ${temporary}`, temporary],
    ['a JWT', `got ${jwt}.`, jwt],
    ['a Slack token', `with ${slack}`, slack],
    ['a GitHub token', `with ${github}`, github],
    ['a bearer token', 'sent Bearer placeholder.of-a_token', 'placeholder.of-a_token'],
    ['a basic one', 'sent basic cGxhY2Vob2xkZXI=', 'cGxhY2Vob2xkZXI='],
    [
      'an Authorization header',
      'GET /\nAuthorization: AWS4-HMAC-SHA256 Credential=placeholder, Signature=x',
      'placeholder',
    ],
    ['a cookie', 'set-cookie: session=placeholder; Path=/', 'placeholder'],
    ['a password in an address', 'postgres://shop:placeholder@db.internal/carts', 'placeholder'],
    ['a signed address', 'https://b.s3.amazonaws.com/k?X-Amz-Signature=placeholder&x=1', 'placeholder'],
    ['a field of JSON', '{"user":"front","password":"place holder"}', 'place holder'],
    ['one that is a number', '{"api_key": 12345678}', '12345678'],
    ['JSON within JSON', String.raw`{"body":"{\"client_secret\":\"placeholder\"}"}`, 'placeholder'],
    ['a variable', 'AWS_SECRET_ACCESS_KEY=placeholder', 'placeholder'],
    ['a line of YAML', 'db:\n  password: placeholder\n', 'placeholder'],
    ['a header of ours', 'x-api-key: placeholder', 'placeholder'],
    ['a key', `-----BEGIN ${'RSA PRIVATE'} KEY-----\nplaceholder\n-----END ${'RSA PRIVATE'} KEY-----`, 'placeholder'],
    ['half a key', `-----BEGIN ${'PRIVATE'} KEY-----\nplaceholder`, 'placeholder'],
    ['an incoming webhook', 'https://hooks.slack.com/services/placeholder', 'placeholder'],
  ])('%s', (_, text, secret) => {
    expect(text).toContain(secret);
    expect(mask(text)).not.toContain(secret);
    expect(mask(text)).toContain('[masked]');
  });
});

it.each([
  'restarted 3 tasks of service front in cluster shop',
  '{"tokens":3,"author":"front","status":"READY","key":"design/17"}',
  'HTTP 503 from https://shop.example/health?verbose=1',
  'arn:aws:ecs:eu-west-1:123456789012:service/shop/front',
])('what is none stays: %s', (text) => {
  expect(mask(text)).toBe(text);
});

it('the rest of what a secret stands in stays readable', () => {
  expect(mask('{"password":"placeholder","state":"READY"}')).toBe('{"password":"[masked]","state":"READY"}');
});

it('an output is cut, after its secrets are out, and has no control characters', () => {
  const long = outputOf(`\u001b[31m${fill('a', 2_480)} password=${fill('p', 200)}`);
  expect(long.startsWith('[31maaa')).toBe(true);
  expect(long).not.toContain('pppp');
  expect(outputOf(fill('b', 9_000))).toHaveLength(2_500 + '… (cut)'.length);
});

it('a megabyte that begins like everything is masked in no time', () => {
  const began = performance.now();
  outputOf('password: "'.repeat(100_000));
  outputOf('a://'.repeat(250_000));
  outputOf('secret-'.repeat(150_000));
  outputOf('eyJaaaaaa.'.repeat(100_000));
  expect(performance.now() - began).toBeLessThan(1_000);
});
