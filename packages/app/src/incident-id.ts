import { createHash } from 'node:crypto';

const alphabet = 'abcdefghjkmnpqrstuvwxyz0123456789'.slice(0, 32);

/**
 * An incident's id from what caused it and the day: a redelivery that opens again opens the same incident.
 * 40 bits of the hash stand behind the date, enough for 1,000 incidents a day to collide once in 2,000 years.
 *
 * @example incidentId('c4c1c1c9-…', new Date('2026-11-05T14:22:48Z')) // '20261105-k3v9q2xw'
 */
export function incidentId(cause: string, at: Date): string {
  const bytes = createHash('sha256').update(cause).digest();
  const letters = [...bytes.subarray(0, 8)].map((byte) => alphabet[byte % 32]).join('');
  return `${at.toISOString().slice(0, 10).replaceAll('-', '')}-${letters}`;
}
