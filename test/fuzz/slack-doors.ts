import type { HttpAnswer } from '@tocsin/slack/function';
import fc from 'fast-check';
import { functionUrlEvent } from '../../packages/slack/src/testing.ts';
import { hostile } from '../properties/hostile.ts';
import { type Door, door, expectClear, expectQuiet, type Opened, type Verdict } from './door.ts';
import { type Json, mutantOf } from './mutation.ts';
import * as sample from './slack-samples.ts';
import { now, responsePlace, type SlackDoor, slackDoor } from './slack-world.ts';

const json = 'application/json';

/** What Slack may be told. 404: nobody listens to this, and that is said. */
const statuses: readonly number[] = [200, 400, 401, 404];

/** Holds what is promised of every request, and says what became of it. */
export function judged(at: SlackDoor, { statusCode, body, headers }: HttpAnswer): Verdict {
  if (!statuses.includes(statusCode)) throw new Error(`Slack was told ${statusCode} ${body}\n${at.lines.join('\n')}`);
  expectQuiet(at.lines);
  if (statusCode === 200) {
    if (body.includes('Something failed on Tocsin')) throw new Error(`it failed: ${at.lines.join('\n')}`);
    return at.written() > 0 ? 'taken' : 'refused';
  }
  if (at.written() > 0) throw new Error(`told ${statusCode}, and something was written all the same`);
  if (statusCode === 400) expectClear(body);
  if (statusCode !== 401 && headers?.['x-slack-no-retry'] !== '1')
    throw new Error(`${statusCode} asks Slack to try again`);
  return 'refused';
}

/** A door behind a good signature. */
const signed = (
  name: string,
  { bodies, contentType }: { readonly bodies: (at: SlackDoor) => fc.Arbitrary<string>; readonly contentType?: string },
): Door =>
  door<string>({
    name,
    async open(): Promise<Opened<string>> {
      const at = await slackDoor();
      return {
        inputs: bodies(at),
        async enter(template) {
          at.reset();
          // The port is another in each run; an input must not be.
          const body = template.replaceAll(responsePlace, at.responsePlace);
          const event = functionUrlEvent({ body, at: now, ...(contentType === undefined ? {} : { contentType }) });
          return judged(at, await at.handler(event));
        },
        close: at.close,
      };
    },
  });

const interaction = (samples: readonly Json[]): fc.Arbitrary<string> =>
  mutantOf(samples).map((payload) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString());

/** Fields of a form: some gone, some twice, some of other names, any words in them. */
const commands = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...sample.typed),
      hostile,
      fc.tuple(fc.constantFrom(...sample.typed), hostile).map((words) => words.join(' ')),
    ),
    fc.array(fc.tuple(fc.nat(20), fc.constantFrom('remove', 'replace', 'double'), hostile), { maxLength: 2 }),
  )
  .map(([text, edits]) => {
    const fields = Object.entries(sample.command(text));
    for (const [at, how, by] of edits) {
      const index = at % fields.length;
      const [name] = fields[index] ?? [''];
      if (how === 'remove') fields.splice(index, 1);
      else if (how === 'replace') fields[index] = [name, by];
      else fields.push([name, by]);
      if (fields.length === 0) break;
    }
    return new URLSearchParams(fields).toString();
  });

/** Headers as they might come: of any case, twice, of other types, or not at all. */
const requests = fc.record({
  body: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(...sample.typed).map((text) => new URLSearchParams(sample.command(text)).toString()),
    },
    fc.constantFrom(
      '',
      '{',
      'payload=',
      'payload=%7B%7D',
      'ssl_check=1',
      'a'.repeat(1_000_000),
      '\ufeff{}',
      'command=/incident&command=x',
    ),
    fc.string({ unit: 'binary', maxLength: 200 }),
  ),
  skew: fc.oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.constantFrom(-301, -300, 300, 301) },
    { weight: 1, arbitrary: fc.integer({ min: -1e9, max: 1e9 }) },
  ),
  signing: fc.constantFrom(
    ...Array.from({ length: 12 }, () => 'good' as const),
    'other secret',
    'altered',
    'short',
    'none',
    'upper',
    'list',
    'version',
  ),
  stamp: fc.constantFrom(
    ...Array.from({ length: 12 }, () => 'good' as const),
    'spaced',
    'list',
    'hex',
    'none',
    'number',
  ),
  type: fc.oneof(
    { weight: 8, arbitrary: fc.constant('application/x-www-form-urlencoded') },
    fc.constant('application/x-www-form-urlencoded; charset=utf-8'),
    fc.constantFrom('application/json', 'APPLICATION/JSON; charset=utf-8', 'text/plain'),
    hostile,
    fc.constant(undefined),
  ),
  base64: fc.constantFrom('no', 'no', 'no', 'yes', 'yes', 'claimed', 'hidden'),
  names: fc.constantFrom('lower', 'upper', 'title'),
  shape: fc.oneof(
    { weight: 9, arbitrary: fc.constant('event') },
    { weight: 1, arbitrary: fc.constantFrom('null', 'text', 'no headers', 'no body') },
  ),
});
type UrlRequest = typeof requests extends fc.Arbitrary<infer One> ? One : never;

/** The Function URL itself: whoever is not Slack, now, is told 401 and nothing else. */
const url = door<UrlRequest>({
  name: 'url',
  async open(): Promise<Opened<UrlRequest>> {
    const at = await slackDoor();
    return {
      inputs: requests,
      async enter(request) {
        at.reset();
        const { event, genuine } = asSent(request);
        const answer = await at.handler(event);
        const verdict = judged(at, answer);
        const certificate = request.body === 'ssl_check=1' && ['none', 'list'].includes(request.signing);
        if (genuine === (answer.statusCode === 401) && !certificate && request.shape === 'event')
          throw new Error(`${genuine ? 'genuine' : 'not genuine'}, and told ${answer.statusCode}`);
        if (!genuine && answer.statusCode === 200 && answer.body !== '')
          throw new Error('somebody else than Slack was answered');
        return verdict;
      },
      close: at.close,
    };
  },
});

/** The request as Lambda would hand it over, and whether Slack's signature on these very bytes is on it, of these minutes. */
function asSent({ body, skew, signing, stamp, type, base64, names, shape }: UrlRequest): {
  event: unknown;
  genuine: boolean;
} {
  const text = Buffer.from(body).toString();
  const event = functionUrlEvent({ body: text, at: new Date(now.getTime() + skew * 1_000), base64: base64 === 'yes' });
  const signature = event.headers['x-slack-signature'];
  const timestamp = event.headers['x-slack-request-timestamp'];
  const signatures: Record<UrlRequest['signing'], unknown> = {
    good: signature,
    'other secret': `v0=${'0'.repeat(64)}`,
    altered: `${signature.slice(0, -1)}${signature.endsWith('0') ? '1' : '0'}`,
    short: signature.slice(0, 10),
    none: undefined,
    upper: signature.toUpperCase(),
    list: [signature, signature],
    version: signature.replace('v0', 'v1'),
  };
  const stamps: Record<UrlRequest['stamp'], unknown> = {
    good: timestamp,
    spaced: ` ${timestamp}`,
    list: `${timestamp},${timestamp}`,
    hex: `0x${Number(timestamp).toString(16)}`,
    none: undefined,
    number: Number(timestamp),
  };
  const headers = {
    'content-type': type,
    'x-slack-signature': signatures[signing],
    'x-slack-request-timestamp': stamps[stamp],
  };
  const cased = Object.fromEntries(Object.entries(headers).map(([name, value]) => [caseOf[names](name), value]));
  const claimed = base64 === 'claimed';
  const hidden = base64 === 'hidden';
  const sent = {
    ...event,
    headers: cased,
    body: hidden ? Buffer.from(text).toString('base64') : event.body,
    isBase64Encoded: claimed || base64 === 'yes',
  };
  const shapes: Record<string, unknown> = {
    event: sent,
    null: null,
    text: 'x',
    'no headers': { body: text },
    'no body': { headers: cased },
  };
  const sameBytes = text === '' || (!hidden && !(claimed && Buffer.from(text, 'base64').toString() !== text));
  const genuine = signing === 'good' && stamp === 'good' && Math.abs(skew) <= 300 && sameBytes;
  return { event: shapes[shape], genuine };
}

const caseOf = {
  lower: (name: string) => name,
  upper: (name: string) => name.toUpperCase(),
  title: (name: string) => name.replace(/(^|-)\w/g, (letter) => letter.toUpperCase()),
};

export const slackDoors: readonly Door[] = [
  url,
  signed('commands', { bodies: () => commands }),
  signed('presses', { bodies: ({ incident }) => interaction(sample.presses(incident)) }),
  signed('submissions', { bodies: ({ incident }) => interaction(sample.submissions(incident)) }),
  signed('shortcuts', { bodies: () => interaction(sample.shortcuts()) }),
  signed('events', {
    bodies: ({ incident }) => mutantOf(sample.events(incident.id)).map((event) => JSON.stringify(event)),
    contentType: json,
  }),
];
