import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Claim, EffectRecord, EffectRef, EffectResult, Ledger } from '@tocsin/app';
import { AwsError, during } from '../errors.ts';
import { effectKey, effectOf } from './keys.ts';
import { getItem, type Item, isRefusal, putItem, type TableAccess, written } from './table-access.ts';

/**
 * The effect ledger.
 *
 *     no item ──claim──► claimed ──finish──► done | failed ──claim, other fingerprint──► claimed …
 *                          │  └── lease over: whoever claims next must look for what was done
 *                          └─release─► what was there before
 *
 * A claimed item keeps fingerprint and result of what was shown last, so that a crash loses no message to update. The
 * token stays when it is done: a finish that the SDK repeats finds its own.
 */
export function dynamoLedger(access: TableAccess): Ledger {
  return {
    claimEffect: (claim) => claimEffect(access, claim),
    finishEffect: (done) => finishEffect(access, done),
    releaseEffect: (claim) => releaseEffect(access, claim),
  };
}

async function claimEffect(access: TableAccess, claim: Parameters<Ledger['claimEffect']>[0]): Promise<Claim> {
  const { incident, effect, token, now, lease, fingerprint } = claim;
  const key = effectKey(incident, effect);
  const command = new UpdateCommand({
    TableName: access.table,
    Key: { ...key },
    ConditionExpression:
      'attribute_not_exists(pk) OR (#state = :claimed AND #lease < :now) OR (#state <> :claimed AND #fingerprint <> :fingerprint)',
    UpdateExpression: 'SET #state = :claimed, #lease = :lease, #token = :token REMOVE #failure',
    ExpressionAttributeNames: {
      '#state': 'state',
      '#lease': 'lease',
      '#token': 'token',
      '#fingerprint': 'fingerprint',
      '#failure': 'failure',
    },
    ExpressionAttributeValues: {
      ':claimed': 'claimed',
      ':now': now,
      ':lease': lease,
      ':token': token,
      ':fingerprint': fingerprint,
    },
    ReturnValues: 'ALL_OLD',
  });
  try {
    const { Attributes: before } = await access.client.send(command);
    return claimed(before, before?.['state'] === 'claimed');
  } catch (error) {
    if (!isRefusal(error)) return during('store', `claiming ${describe(claim)}`, Promise.reject(error));
    // The item would come with the refusal (ReturnValuesOnConditionCheckFailure), but dynalite does not know that.
    const held = await getItem(access, key);
    if (held === undefined) return { type: 'held', until: now };
    const ours = held['state'] === 'claimed' && held['token'] === token && held['lease'] === lease;
    // Our own claim, written by a try whose answer was lost: what was there before is lost too, so look for it.
    return ours ? claimed(held, true) : { type: 'held', until: String(held['lease'] ?? now) };
  }
}

function claimed(before: Item | undefined, tried: boolean): Claim {
  const result = (before?.['result'] ?? {}) as EffectResult;
  const shown = Object.keys(result).length > 0;
  return { type: 'claimed', first: !tried && !shown, ...(shown ? { result } : {}) };
}

async function finishEffect(access: TableAccess, done: Parameters<Ledger['finishEffect']>[0]): Promise<void> {
  const { incident, effect, token, fingerprint, result, state, failure } = done;
  const command = new UpdateCommand({
    TableName: access.table,
    Key: { ...effectKey(incident, effect) },
    ConditionExpression: '#token = :token',
    UpdateExpression: `SET #state = :state, #fingerprint = :fingerprint, #result = :result${failure === undefined ? '' : ', #failure = :failure'}`,
    ExpressionAttributeNames: {
      '#token': 'token',
      '#state': 'state',
      '#fingerprint': 'fingerprint',
      '#result': 'result',
      ...(failure === undefined ? {} : { '#failure': 'failure' }),
    },
    ExpressionAttributeValues: {
      ':token': token,
      ':state': state,
      ':fingerprint': fingerprint,
      ':result': { ...result },
      ...(failure === undefined ? {} : { ':failure': failure }),
    },
  });
  const update = await written(`recording ${describe(done)}`, access.client.send(command));
  if (update.type === 'refused') {
    throw new AwsError(
      'lost-claim',
      `the claim on ${describe(done)} ran out and somebody else holds it: the outcome "${state}" is not recorded; the holder looks for what was done`,
    );
  }
}

/** A claim that is no longer ours needs no giving back. */
async function releaseEffect(access: TableAccess, claim: Parameters<Ledger['releaseEffect']>[0]): Promise<void> {
  const { incident, effect, token, record } = claim;
  const key = effectKey(incident, effect);
  const ours = {
    ConditionExpression: '#token = :token',
    ExpressionAttributeNames: { '#token': 'token' },
    ExpressionAttributeValues: { ':token': token },
  };
  if (record === undefined) {
    const command = new DeleteCommand({ TableName: access.table, Key: { ...key }, ...ours });
    await written(`releasing ${describe(claim)}`, access.client.send(command));
    return;
  }
  const { key: _, ...before } = record;
  await putItem(access, { ...key, ...before }, ours);
}

export function toEffectRecord(item: Item): EffectRecord {
  const { state, fingerprint, lease, result, failure } = item as unknown as EffectRecord;
  return {
    key: effectOf(String(item['sk'])),
    state,
    lease,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(result === undefined ? {} : { result }),
    ...(failure === undefined ? {} : { failure }),
  };
}

const describe = ({ incident, effect }: EffectRef): string => `effect ${effect} of incident ${incident}`;
