import ipaddr from 'ipaddr.js';

/** Where the metadata service of instances and the credentials of tasks are handed out: reached by nobody's leave. */
const metadata = ['169.254.169.254', '169.254.170.2', '169.254.170.23', 'fd00:ec2::254', 'fd00:ec2::23'];

/** What an address may be reached as: `internal` needs the policy to name the host. */
export type Reach =
  | { readonly type: 'public' }
  | { readonly type: 'internal'; readonly range: string }
  | { readonly type: 'never'; readonly range: string };

/** All that IANA gives out of IPv6 (RFC 4291): outside it are `::a.b.c.d`, site-local and what nobody has a use for yet. */
const givenOut = ipaddr.IPv6.parseCIDR('2000::/3');
const isGivenOut = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address instanceof ipaddr.IPv4 || address.match(givenOut);

/**
 * Which part of the network an address is in. Public is what is given out, less every special range, so a range that
 * nobody thought of is not public. An IPv4 address within an IPv6 one counts as what it is.
 */
export function reachOf(address: string): Reach {
  if (!ipaddr.isValid(address)) return { type: 'never', range: 'not an address' };
  const parsed = ipaddr.process(address);
  if (metadata.some((one) => ipaddr.parse(one).toNormalizedString() === parsed.toNormalizedString()))
    return { type: 'never', range: 'the metadata service' };
  const range = parsed.range();
  if (range === 'unicast' && isGivenOut(parsed)) return { type: 'public' };
  const internal = ['private', 'uniqueLocal', 'loopback', 'carrierGradeNat'];
  return { type: internal.includes(range) ? 'internal' : 'never', range };
}
