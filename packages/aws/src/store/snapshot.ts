import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Incident } from '@tocsin/incident';

/**
 * DynamoDB takes 400 KB an item; the rest is room for the head's other attributes.
 *
 * An alarm in a snapshot is about 1 KB of JSON (key and ARN, link, reason cut to 300), so 300 alarms are 307 KB and 3,000
 * are 3 MB. Deflated these are 19 KB and 128 KB, measured, for ARNs and links repeat themselves.
 */
const most = 390_000;

/**
 * The fold's state as one deflated attribute. One attribute rather than a map, which costs time to marshal and three
 * bytes an element; deflated because a write costs a unit per KB and every commit writes the head: a usual incident of
 * 3 KB takes two units instead of four. People read the timeline, which is plain JSON.
 *
 * @returns undefined when even that is too large: the head then stands without it and a load folds the whole timeline,
 * slower, but no commit ever fails for the size of what came before it
 */
export function toSnapshot(incident: Incident): Uint8Array | undefined {
  const bytes = deflateRawSync(JSON.stringify(incident));
  return bytes.byteLength > most ? undefined : bytes;
}

export function fromSnapshot(bytes: unknown): Incident | undefined {
  if (!(bytes instanceof Uint8Array)) return undefined;
  return JSON.parse(inflateRawSync(bytes).toString('utf8')) as Incident;
}
