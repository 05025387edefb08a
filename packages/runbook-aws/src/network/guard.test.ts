import { describe, expect, it } from 'vitest';
import { admit } from './guard.ts';

const none = { internal: [] };
const dns =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const outside = dns('93.184.215.14');

it('a public host is admitted at the address that was looked up, and there alone', async () => {
  expect(await admit('https://status.example/health', none, outside)).toMatchObject({
    type: 'admitted',
    addresses: [{ address: '93.184.215.14', family: 4 }],
  });
});

describe('refused, however it is written', () => {
  it.each([
    ['loopback', 'https://127.0.0.1/'],
    ['loopback, short', 'https://127.1/'],
    ['decimal', 'https://2130706433/'],
    ['octal', 'https://0177.0.0.1/'],
    ['hex', 'https://0x7f.0.0.1/'],
    ['full width', 'https://１２７.0.0.1/'],
    ['zero', 'https://0.0.0.0/'],
    ['IPv6 loopback', 'https://[::1]/'],
    ['IPv6 unspecified', 'https://[::]/'],
    ['IPv4 in IPv6', 'https://[::ffff:10.0.0.1]/'],
    ['IPv4 in IPv6, hex', 'https://[::ffff:a00:1]/'],
    ['NAT64', 'https://[64:ff9b::a00:1]/'],
    ['6to4', 'https://[2002:a00:1::]/'],
    ['Teredo', 'https://[2001:0:a00:1::]/'],
    ['private, 10', 'https://10.1.2.3/'],
    ['private, 172', 'https://172.31.0.1/'],
    ['private, 192', 'https://192.168.0.1/'],
    ['unique local', 'https://[fd12::1]/'],
    ['link-local', 'https://169.254.1.1/'],
    ['link-local IPv6', 'https://[fe80::1]/'],
    ['metadata', 'https://169.254.169.254/latest/meta-data/'],
    ['metadata, decimal', 'https://2852039166/'],
    ['metadata IPv6', 'https://[fd00:ec2::254]/'],
    ['credentials of a task', 'https://169.254.170.2/'],
    ['CGNAT', 'https://100.64.0.1/'],
    ['multicast', 'https://224.0.0.1/'],
    ['multicast IPv6', 'https://[ff02::1]/'],
    ['broadcast', 'https://255.255.255.255/'],
    ['documentation', 'https://192.0.2.1/'],
  ])('%s', async (_, url) => {
    expect(await admit(url, none, outside)).toMatchObject({ type: 'refused' });
  });

  it.each(['10.0.0.1', '127.0.0.1', '169.254.169.254', '::1', 'fd00:ec2::254', '::ffff:169.254.169.254'])(
    'a name that points to %s',
    async (address) => {
      expect(await admit('https://innocent.example/', none, dns(address))).toMatchObject({ type: 'refused' });
    },
  );

  it('a name of which one address of several is inside', async () => {
    expect(await admit('https://innocent.example/', none, dns('93.184.215.14', '10.0.0.1'))).toMatchObject({
      type: 'refused',
    });
  });

  it.each([
    'http://status.example/',
    'ftp://status.example/',
    'file:///etc/passwd',
    'gopher://status.example/',
    'https://user:placeholder@status.example/',
    'not an address',
  ])('%s', async (url) => {
    expect(await admit(url, none, outside)).toMatchObject({ type: 'refused' });
  });

  it('a name without an address', async () => {
    const missing = async () => Promise.reject(new Error('ENOTFOUND'));
    expect(await admit('https://nowhere.example/', none, missing)).toEqual({
      type: 'refused',
      text: 'nowhere.example has no address in DNS',
    });
  });
});

describe('a host that the policy names as internal', () => {
  const policy = { internal: ['status.internal', 'localhost:8080', '10.0.3.7:8443'] };

  it.each([
    ['http://status.internal/health', '10.0.0.7'],
    ['http://status.internal:9000/health', 'fd12::7'],
    ['https://STATUS.internal./health', '10.0.0.7'],
    ['http://localhost:8080/', '127.0.0.1'],
    ['https://10.0.3.7:8443/', '10.0.3.7'],
  ])('is reached: %s', async (url, address) => {
    expect(await admit(url, policy, dns(address))).toMatchObject({ type: 'admitted' });
  });

  it.each([
    ['another port', 'http://localhost:8081/', '127.0.0.1'],
    ['a host below it', 'http://a.status.internal/', '10.0.0.7'],
    ['one that ends like it', 'http://evilstatus.internal/', '10.0.0.7'],
    ['the metadata service behind its name', 'http://status.internal/', '169.254.169.254'],
    ['a link-local address behind its name', 'http://status.internal/', '169.254.3.4'],
  ])('but not %s', async (_, url, address) => {
    expect(await admit(url, policy, dns(address))).toMatchObject({ type: 'refused' });
  });
});
