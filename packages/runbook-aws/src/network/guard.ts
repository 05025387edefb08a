import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { reachOf } from './addresses.ts';

/** What the catalog's policy says of the network. */
export interface NetworkPolicy {
  /** Hosts of the inside, as `host` or `host:port`, that checks and webhooks may reach, also by plain http. */
  readonly internal: readonly string[];
}
export interface Address {
  readonly address: string;
  readonly family: number;
}
export type Resolve = (host: string) => Promise<readonly Address[]>;
export const resolveByDns: Resolve = (host) => lookup(host, { all: true, verbatim: true });

export type Admission =
  /** Connect to one of these and nowhere else: to ask for the name once more may give another answer. */
  | { readonly type: 'admitted'; readonly url: URL; readonly addresses: readonly Address[] }
  | { readonly type: 'refused'; readonly text: string };

/**
 * Whether an address may be asked, and at which IP addresses. A runbook is reviewed, but variables and names in DNS are not
 * ours: without this an alarm's dimension, or a name that points inwards, has the function ask what only it can reach.
 */
export async function admit(
  written: string,
  policy: NetworkPolicy,
  resolve: Resolve = resolveByDns,
): Promise<Admission> {
  let url: URL;
  try {
    // Decimal, octal and hex forms of an IPv4 address come out of it as dotted ones (WHATWG URL, "host parser").
    url = new URL(written);
  } catch {
    return refused('it is not an address');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const named = policy.internal.some(
    (one) => one.toLowerCase() === host || one.toLowerCase() === `${host}:${portOf(url)}`,
  );
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && named))
    return refused(`${url.protocol.replace(':', '')} is allowed only to hosts that the policy names as internal`);
  if (url.username !== '' || url.password !== '') return refused('it carries a name or a password');
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host).catch(() => []);
  if (addresses.length === 0) return refused(`${host} has no address in DNS`);
  for (const { address } of addresses) {
    const reach = reachOf(address);
    if (reach.type === 'public' || (reach.type === 'internal' && named)) continue;
    const mend = reach.type === 'internal' ? "; the catalog's policy may name it as internal" : '';
    return refused(`${host} is at ${address} (${reach.range}), which is not reached from here${mend}`);
  }
  return { type: 'admitted', url, addresses };
}

const refused = (text: string): Admission => ({ type: 'refused', text });
const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');
