import { readdirSync, readFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reachOf } from './addresses.ts';
import { admit } from './guard.ts';

// The ranges that are not the public internet, as IANA's two registries of special-purpose addresses have them: told here
// once more, by another parser than the guard's, so that the two can disagree.
const inside = new BlockList();
for (const range of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24',
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
].flatMap((line) => line.split(' '))) {
  const [net = '', bits = ''] = range.split('/');
  inside.addSubnet(net, Number(bits), 'ipv4');
}
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const inside6 = new BlockList();
for (const range of '2001::/23 2001:db8::/32 2002::/16 3fff::/20'.split(' ')) {
  const [net = '', bits = ''] = range.split('/');
  inside6.addSubnet(net, Number(bits), 'ipv6');
}
const isPublic6 = (address: string) => global6.check(address, 'ipv6') && !inside6.check(address, 'ipv6');

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
/** Chance alone would seldom meet the ranges that matter. */
const awkward = fc.constantFrom<[number, number, number, number]>(
  [127, 0, 0, 1],
  [10, 0, 0, 1],
  [169, 254, 169, 254],
  [169, 254, 170, 2],
  [172, 31, 255, 255],
  [192, 168, 1, 1],
  [100, 127, 0, 1],
  [0, 0, 0, 0],
  [198, 19, 0, 1],
  [255, 255, 255, 255],
);
const ipv4 = fc.oneof(octets, awkward);
const dotted = (four: readonly number[]) => four.join('.');
const hex = (value: number) => value.toString(16).padStart(2, '0');
const groups = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
const whole = (four: readonly number[]) => four.reduce((sum, octet) => sum * 256 + octet, 0);

/** How an IPv4 address can be written as the host of an address. */
const spellings: readonly ((four: readonly number[]) => string)[] = [
  dotted,
  (four) => String(whole(four)),
  (four) => `0x${whole(four).toString(16)}`,
  (four) => four.map((octet) => `0${octet.toString(8)}`).join('.'),
  (four) => four.map((octet) => `0x${octet.toString(16)}`).join('.'),
  ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${b}.${c * 256 + d}`,
  ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${(b * 256 + c) * 256 + d}`,
  (four) => `${dotted(four)}.`,
  (four) => encodeURIComponent(dotted(four)).replaceAll('.', '%2e'),
  (four) => `[::ffff:${dotted(four)}]`,
  (four) => `[::ffff:${groups(four)}]`,
];
/** IPv6 addresses that end up at an IPv4 one, by whoever carries them there: never asked, whatever that is. */
const carriers: readonly ((four: readonly number[]) => string)[] = [
  (four) => `::${groups(four)}`,
  (four) => `::ffff:0:${groups(four)}`,
  (four) => `64:ff9b::${groups(four)}`,
  (four) => `64:ff9b:1::${groups(four)}`,
  (four) => `2002:${groups(four)}::`,
  (four) => `2001:0:${groups(four)}::`,
];

const none = { internal: [] };
const never = async () => Promise.reject(new Error('nothing is looked up'));

it('an IPv4 address is asked if it is public, however it is written', async () => {
  await fc.assert(
    fc.asyncProperty(ipv4, fc.constantFrom(...spellings), async (four, spelling) => {
      const { type } = await admit(`https://${spelling(four)}/`, none, never);
      if (inside.check(dotted(four), 'ipv4')) expect(type).toBe('refused');
      // What is special for another reason (AS112 and the like) may be refused too; an ordinary one is not.
      if (four[0] >= 1 && four[0] <= 9) expect(type).toBe('admitted');
    }),
    { numRuns: 3_000 },
  );
});

it('an address of IPv6 that carries one of IPv4 is not asked', async () => {
  await fc.assert(
    fc.asyncProperty(ipv4, fc.constantFrom(...carriers), async (four, carrier) => {
      const address = carrier(four);
      expect(reachOf(address).type, address).not.toBe('public');
      expect(await admit(`https://[${address}]/`, none, never)).toMatchObject({ type: 'refused' });
    }),
    { numRuns: 2_000 },
  );
});

it('an address of IPv6 is public only within what is given out', () => {
  const group = fc.nat(0xffff).map((value) => value.toString(16));
  const first = fc.oneof(
    group,
    fc.constantFrom('0', '64', '100', '2001', '2002', '3fff', 'fc00', 'fd00', 'fe80', 'fec0', 'ff02'),
  );
  fc.assert(
    fc.property(first, fc.array(group, { minLength: 7, maxLength: 7 }), (head, rest) => {
      const address = [head, ...rest].join(':');
      if (reachOf(address).type === 'public') expect(isPublic6(address), address).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

it('a name is asked if all its addresses are public, and at these alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(ipv4, { minLength: 1, maxLength: 4 }), async (all) => {
      const addresses = all.map((four) => ({ address: dotted(four), family: 4 }));
      const admission = await admit('https://status.example/', none, async () => addresses);
      if (addresses.some(({ address }) => inside.check(address, 'ipv4'))) expect(admission.type).toBe('refused');
      if (admission.type === 'admitted') expect(admission.addresses).toEqual(addresses);
    }),
    { numRuns: 2_000 },
  );
});

it('nothing else in the package opens a connection of its own', () => {
  const folder = path.resolve(import.meta.dirname, '..');
  const opening = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) =>
      /from 'node:(http|https|http2|net|tls|dgram)'|\bfetch\(|undici|axios/.test(
        readFileSync(path.join(folder, file), 'utf8').replace(/import type .*|import \{ isIP \} .*/g, ''),
      ),
    );
  expect(opening).toEqual([path.join('network', 'request.ts')]);
});
