import { only, Refusal, unknownOperation } from './refusal.ts';
import { childOf, type Parsed, parseXml, textOf, toXml } from './xml.ts';

/** A weighted record, as far as shifting its weight concerns it. */
export interface WeightedRecord {
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string;
  readonly weight: number;
  readonly ttl: number;
  readonly values: readonly string[];
}

const namespace = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';
const pageSize = 2;

/** ListResourceRecordSets, in small pages, and ChangeResourceRecordSets, whole or not at all: `/2013-04-01/hostedzone/…`. */
export function route53(zones: ReadonlyMap<string, WeightedRecord[]>) {
  const keyOf = ({ name, type, setIdentifier }: Pick<WeightedRecord, 'name' | 'type' | 'setIdentifier'>) =>
    [name, type, setIdentifier].join(' ');
  const list = (records: readonly WeightedRecord[], query: URLSearchParams): string => {
    const sorted = [...records].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const [name, type, identifier] = ['name', 'type', 'identifier'].map((key) => query.get(key) ?? '');
    const from = sorted.filter((record) => keyOf(record) >= [name, type, identifier].join(' ').trim());
    const [page, next] = [from.slice(0, pageSize), from[pageSize]];
    return toXml('ListResourceRecordSetsResponse', {
      ResourceRecordSets: { ResourceRecordSet: page.map(written) },
      IsTruncated: next !== undefined,
      ...(next
        ? { NextRecordName: next.name, NextRecordType: next.type, NextRecordIdentifier: next.setIdentifier }
        : {}),
      MaxItems: pageSize,
    }).replace('Response>', `Response ${namespace}>`);
  };
  const change = (records: WeightedRecord[], body: string): string => {
    const batch = childOf(childOf(parseXml(body), 'ChangeResourceRecordSetsRequest'), 'ChangeBatch');
    const changes = childOf(batch, 'Changes')?.['Change'] ?? [];
    if (changes.length === 0) throw new Refusal('InvalidInput', 'There is no change in the batch');
    const wanted = changes.map((one) => {
      if (textOf(one, 'Action') !== 'UPSERT') throw new Refusal('InvalidInput', 'The stand-in upserts');
      return readRecord(childOf(one, 'ResourceRecordSet') ?? {});
    });
    for (const record of wanted) {
      const index = records.findIndex((one) => keyOf(one) === keyOf(record));
      if (index < 0) records.push(record);
      else records[index] = record;
    }
    return toXml('ChangeResourceRecordSetsResponse', {
      ChangeInfo: { Id: '/change/C1', Status: 'PENDING', SubmittedAt: '2026-11-05T14:00:00.000Z' },
    }).replace('Response>', `Response ${namespace}>`);
  };
  return (
    method: string,
    path: string,
    query: URLSearchParams,
    body: string,
  ): { operation: string; answer: () => string } => {
    const zone = /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset\/?$/.exec(path)?.[1];
    const records = zone === undefined ? undefined : zones.get(zone);
    const found = () => {
      if (!records) throw new Refusal('NoSuchHostedZone', `No hosted zone found with ID: ${zone}`, 404);
      return records;
    };
    if (zone !== undefined && method === 'GET')
      return { operation: 'route53:ListResourceRecordSets', answer: () => list(found(), query) };
    if (zone !== undefined && method === 'POST')
      return { operation: 'route53:ChangeResourceRecordSets', answer: () => change(found(), body) };
    throw unknownOperation(`route53 ${method} ${path}`);
  };
}

const written = ({ name, type, setIdentifier, weight, ttl, values }: WeightedRecord) => ({
  Name: name,
  Type: type,
  SetIdentifier: setIdentifier,
  Weight: weight,
  TTL: ttl,
  ResourceRecords: { ResourceRecord: values.map((Value) => ({ Value })) },
});

/** Everything has to be there: what an UPSERT leaves out is gone. */
function readRecord(xml: Parsed): WeightedRecord {
  only(xml, 'Name', 'Type', 'SetIdentifier', 'Weight', 'TTL', 'ResourceRecords');
  const weight = Number(textOf(xml, 'Weight'));
  if (!Number.isInteger(weight) || weight < 0 || weight > 255)
    throw new Refusal('InvalidInput', `Weight ${weight} is not 0–255`);
  const values = (childOf(xml, 'ResourceRecords')?.['ResourceRecord'] ?? []).map((one) => textOf(one, 'Value') ?? '');
  const ttl = Number(textOf(xml, 'TTL'));
  if (values.length === 0 || !Number.isInteger(ttl))
    throw new Refusal('InvalidChangeBatch', 'TTL or records are missing');
  const [name, type, setIdentifier] = [textOf(xml, 'Name'), textOf(xml, 'Type'), textOf(xml, 'SetIdentifier')];
  return { name: name ?? '', type: type ?? '', setIdentifier: setIdentifier ?? '', weight, ttl, values };
}
