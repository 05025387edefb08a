import type { Call } from './calls.ts';

/**
 * What can happen to a call. A crash takes the whole invocation with it; `late`: nobody hears of it, and it is done some
 * seconds later all the same; `again`: the invocation ends well, and its messages come again.
 */
const anywhere = ['crash before', 'crash after', 'crash late', 'no answer before', 'no answer after', 'again'] as const;
const ofSlack = ['429', '500 before', '500 after', 'fatal_error before', 'fatal_error after', 'late'] as const;
const ofAws = ['throttled', '500 before', '500 after'] as const;
/** Conflicts are told of items that a transaction holds. Tocsin makes none; whoever shares the account may. */
const ofDynamo = [...ofAws, 'conflict', 'unprocessed', 'raced'] as const;
/** What Slack answers until somebody mends it, on every call. */
const lastingOnes = ['token_revoked', 'invalid_auth', 'account_inactive'] as const;

export type Mishap =
  | (typeof anywhere)[number]
  | (typeof ofSlack)[number]
  | (typeof ofDynamo)[number]
  | (typeof lastingOnes)[number];

export const crashes: readonly Mishap[] = ['crash before', 'crash after', 'crash late'];
export const lasting: readonly Mishap[] = lastingOnes;
/** What goes wrong in Slack itself, and with the way there. */
export const slackFaults: readonly Mishap[] = ['no answer before', 'no answer after', ...ofSlack];

/** What can go wrong with this call, apart from crashes. */
export function faultsOf({
  service,
  operation,
  name,
}: Pick<Call, 'service' | 'operation' | 'name'>): readonly Mishap[] {
  const always: readonly Mishap[] = ['no answer before', 'no answer after', 'again'];
  if (service === 'Slack') return [...always, ...ofSlack];
  if (service !== 'DynamoDB') return [...always, ...ofAws];
  if (operation === 'BatchGetItem') return [...always, ...ofAws, 'unprocessed'];
  return [...always, ...ofAws, 'conflict', ...(/PutItem V#/.test(name) ? (['raced'] as const) : [])];
}

/** Whether the call has an effect although whoever made it does not hear of that. */
export const isUnheard = (mishap: Mishap): boolean => /after$|late$/.test(mishap) || mishap === 'again';

export interface WrongAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const retryAfterSeconds = 7;

/** The answer that a mishap gives, if it is one that answers. */
export function wrongAnswer(mishap: Mishap, { service }: Pick<Call, 'service'>): WrongAnswer | undefined {
  const say = (status: number, body: object, headers = {}): WrongAnswer => ({
    status,
    headers: { 'content-type': service === 'DynamoDB' ? 'application/x-amz-json-1.0' : 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  });
  const refuse = (error: string) => say(200, { ok: false, error });
  const dynamo = (type: string) => say(400, { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type });
  if (mishap === '429')
    return say(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfterSeconds) });
  if (mishap.startsWith('500'))
    return say(500, service === 'Slack' ? { ok: false, error: 'internal_error' } : { __type: 'InternalServerError' });
  if (mishap === 'throttled')
    return service === 'DynamoDB'
      ? dynamo('ProvisionedThroughputExceededException')
      : say(400, { __type: 'ThrottlingException', message: 'Rate exceeded' });
  if (mishap === 'conflict') return dynamo('TransactionConflictException');
  if (mishap.startsWith('fatal_error')) return refuse('fatal_error');
  return lasting.includes(mishap) ? refuse(mishap) : undefined;
}

/** A batch read of which DynamoDB leaves the last key for later. */
export function unprocessed(body: Buffer, asked: string): Buffer {
  const { RequestItems } = JSON.parse(asked) as { RequestItems: Record<string, { Keys: { sk: { S: string } }[] }> };
  const answer = JSON.parse(body.toString()) as { Responses: Record<string, { sk: { S: string } }[]> };
  for (const [table, { Keys, ...rest }] of Object.entries(RequestItems)) {
    const left = Keys.at(-1);
    if (!left) continue;
    const kept = (answer.Responses[table] ?? []).filter((item) => !isOf(item, left));
    Object.assign(answer, {
      Responses: { ...answer.Responses, [table]: kept },
      UnprocessedKeys: { [table]: { ...rest, Keys: [left] } },
    });
  }
  return Buffer.from(JSON.stringify(answer));
}

const isOf = (item: object, key: object): boolean =>
  Object.entries(key).every(
    ([name, value]) => JSON.stringify((item as Record<string, unknown>)[name]) === JSON.stringify(value),
  );
