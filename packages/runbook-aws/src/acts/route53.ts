import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import { type Acting, type ActOf, calledOf, type Doing, failed } from './acting.ts';
import { changedMeanwhile, nextOfShift, type Scales, type Weights, weightsFor } from './shift.ts';

const lookMs = 10_000;

/**
 * Shifts a weighted record by the set identifiers of its records, all types (A, AAAA) in one change, which Route 53 makes
 * as a whole or not at all. The change reaches all its servers within a minute, which the pause has to leave time for.
 */
export const route53Weight: Doing<'route53-weight'> = {
  next: (acting, act, at) => nextOfShift(acting, act, at, scalesOf(acting, act)),
  async call(acting, act, call, { idempotencyKey, deadline }) {
    const { ChangeResourceRecordSetsCommand } = await import('@aws-sdk/client-route-53');
    const route53 = await acting.clients('route53', { purpose: 'act' });
    try {
      const records = await recordsOf(acting, act);
      const weights = weightsFor(call, weightsIn(records));
      if (!weights) return failed(changedMeanwhile, call);
      const Changes = records.map((record) => ({
        Action: 'UPSERT' as const,
        ResourceRecordSet: { ...record, Weight: weights[record.SetIdentifier ?? ''] ?? record.Weight },
      }));
      const ChangeBatch = { Comment: `tocsin ${idempotencyKey.slice(0, 16)}`, Changes };
      await route53.send(
        new ChangeResourceRecordSetsCommand({ HostedZoneId: act.zone, ChangeBatch }),
        until(deadline, acting.now()),
      );
      return { type: 'went-on', progress: call.progress };
    } catch (error) {
      const called = calledOf(error, call);
      // Values are set, so what nobody answered is simply set again.
      return called.type === 'settled' && called.outcome.type === 'unknown'
        ? { type: 'not-now', afterMs: 5_000, text: 'no clear answer from Route 53' }
        : called;
    }
  },
};

function scalesOf(acting: Acting, act: ActOf<'route53-weight'>): Scales {
  const { zone, record, from, to } = act;
  return {
    what: record,
    link: consoleLink.zone(zone),
    lookAt: `the weights of ${record} in the hosted zone ${zone}`,
    async read() {
      const records = await recordsOf(acting, act);
      const weights = weightsIn(records);
      const missing = [from, to].filter((name) => !(name in weights));
      if (missing.length === 0) return { type: 'weights', weights };
      return { type: 'refused', text: `${record} has no weighted record called ${missing.join(' or ')}.` };
    },
  };
}

const weightsIn = (records: readonly ResourceRecordSet[]): Weights =>
  Object.fromEntries(records.map(({ SetIdentifier = '', Weight = 0 }) => [SetIdentifier, Weight]));

/** All weighted records of the name, whatever their type. */
async function recordsOf(
  { clients, now }: Acting,
  { zone, record }: ActOf<'route53-weight'>,
): Promise<ResourceRecordSet[]> {
  const { ListResourceRecordSetsCommand } = await import('@aws-sdk/client-route-53');
  const route53 = await clients('route53', { purpose: 'look' });
  const name = record.endsWith('.') ? record : `${record}.`;
  const found: ResourceRecordSet[] = [];
  let start: {
    StartRecordName?: string | undefined;
    StartRecordType?: never;
    StartRecordIdentifier?: string | undefined;
  } = {
    StartRecordName: name,
  };
  for (;;) {
    const page = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zone, ...start }),
      until(new Date(now().getTime() + lookMs), now()),
    );
    const { ResourceRecordSets = [], IsTruncated, NextRecordName, NextRecordType, NextRecordIdentifier } = page;
    const ofName = ResourceRecordSets.filter(({ Name = '' }) => Name.toLowerCase() === name.toLowerCase());
    found.push(...ofName.filter(({ Weight, SetIdentifier }) => Weight !== undefined && SetIdentifier !== undefined));
    if (!IsTruncated || ofName.length < ResourceRecordSets.length) return found;
    start = {
      StartRecordName: NextRecordName,
      StartRecordType: NextRecordType as never,
      StartRecordIdentifier: NextRecordIdentifier,
    };
  }
}
