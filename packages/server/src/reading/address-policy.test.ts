import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressPolicy, judgeAddress, judgeUrl, parseAllowedHost, WEB_PORTS } from './address-policy.js';
import { BlockedAddress, checkedAddresses, UnknownHost } from './guarded-connector.js';
import { judgeReading } from './judge-reading.js';

const PUBLIC: AddressPolicy = { ports: WEB_PORTS, allowed: [] };
const allowing = (...entries: string[]): AddressPolicy => ({ ports: WEB_PORTS, allowed: entries.map((entry) => parseAllowedHost(entry)).filter((entry) => entry !== null) });
const isRefused = (url: string, policy = PUBLIC) => !judgeUrl(url, policy).ok;
const octet = fc.integer({ min: 0, max: 255 });

/** Ranges that are nobody's public servers, from the IANA special-purpose registry: first octets, and how the rest may vary. */
const inwardV4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127, 240, 255, 224, 239), octet, octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.constant(198), fc.constantFrom(18, 19), octet, octet),
);

/** An IPv4 address in one of the spellings that URL parsers take. */
const spelling = fc.constantFrom<(parts: readonly number[]) => string>(
  (parts) => parts.join('.'),
  (parts) => parts.map((part) => `0x${part.toString(16)}`).join('.'),
  (parts) => parts.map((part) => `0${part.toString(8)}`).join('.'),
  (parts) => `${parts[0]}.${parts[1]}.${(parts[2] ?? 0) * 256 + (parts[3] ?? 0)}`,
  (parts) => `${parts[0]}.${(parts[1] ?? 0) * 65_536 + (parts[2] ?? 0) * 256 + (parts[3] ?? 0)}`,
  (parts) => String(parts.reduce((sum, part) => sum * 256 + part, 0)),
  (parts) => `0x${parts.reduce((sum, part) => sum * 256 + part, 0).toString(16)}`,
  (parts) => [...parts.join('.')].map((digit) => (digit === '.' ? '。' : String.fromCodePoint(0xff10 + Number(digit)))).join(''),
  (parts) => parts.join('%2e'),
  (parts) => `${parts.join('.')}.`,
);

describe('addresses that lead inwards', () => {
  it('[READ-3] are refused in every spelling', () => {
    fc.assert(
      fc.property(inwardV4, spelling, fc.constantFrom('http', 'https'), (parts, spell, scheme) => {
        expect(isRefused(`${scheme}://${spell(parts)}/x`)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('[READ-3] are refused inside IPv6, however they are carried', () => {
    const carried = fc.constantFrom<(hex: string) => string>((hex) => `::ffff:${hex}`, (hex) => `::${hex}`, (hex) => `64:ff9b::${hex}`, (hex) => `64:ff9b:1::${hex}`, (hex) => `::ffff:0:${hex}`, (hex) => `2002:${hex}::1`);
    fc.assert(
      fc.property(inwardV4, carried, ([a, b, c, d], carry) => {
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
        expect(isRefused(`http://[${carry(hex)}]/`)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['::1', '::', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', 'fec0::1', '2001:db8::1', '2001::1', '100::1', '3fff::1', '168.63.129.16', '100.100.100.200', '192.0.2.1', '203.0.113.9', '198.51.100.1', '255.255.255.255'])('%s is not public', (address) => {
    expect(judgeAddress(address)).not.toBeNull();
  });

  it.each(['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e'])('%s is', (address) => {
    expect(judgeAddress(address)).toBeNull();
  });

  it.each(['http://localhost/', 'http://a.localhost/', 'http://printer/', 'http://db.internal/', 'http://nas.local/', 'http://metadata.google.internal/', 'http://example.com:22/', 'http://example.com:6379/', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'gopher://example.com/', 'http://u:p@example.com/', 'http://user@example.com/', 'http://', 'http://exa mple.com/', 'http://ho%3Cst/', '//example.com/', ''])('%s is refused', (url) => {
    expect(isRefused(url)).toBe(true);
  });

  it.each(['http://example.com/', 'https://example.com:8443/a?b#c', 'https://bücher.example.org/', 'http://1.1.1.1/', 'https://[2606:4700::6810:84e5]/'])('%s is not', (url) => {
    expect(isRefused(url)).toBe(false);
  });
});

describe('what a name leads to', () => {
  it('[READ-3] must be public as a whole', async () => {
    const addresses = (...found: string[]) => checkedAddresses('site.com', 80, PUBLIC, async () => found);
    expect(await addresses('93.184.216.34', '2606:4700::1')).toHaveLength(2);
    await expect(addresses('93.184.216.34', '127.0.0.1')).rejects.toBeInstanceOf(BlockedAddress);
    await expect(addresses('::ffff:10.0.0.1')).rejects.toBeInstanceOf(BlockedAddress);
    await expect(addresses('fe80::1%eth0')).rejects.toBeInstanceOf(BlockedAddress);
    await expect(addresses()).rejects.toBeInstanceOf(UnknownHost);
  });

  it('is judged by the steps that every read takes', async () => {
    expect(await judgeReading('http://site.com/', async () => ['10.1.2.3'])).toMatchObject({ ok: false });
    expect(await judgeReading('http://site.com/', async () => ['93.184.216.34'])).toEqual({ ok: true, reason: null });
  });
});

describe('[READ-7] what the operator allows', () => {
  it('is a host by name, with whatever it resolves to, on any port or on one', async () => {
    expect(isRefused('http://wiki.internal:3000/', allowing('wiki.internal'))).toBe(false);
    expect(isRefused('http://wiki.internal:3000/', allowing('wiki.internal:3000'))).toBe(false);
    expect(isRefused('http://wiki.internal:3001/', allowing('wiki.internal:3000'))).toBe(true);
    expect(isRefused('http://other.internal/', allowing('wiki.internal'))).toBe(true);
    expect(await checkedAddresses('wiki.internal', 80, allowing('wiki.internal'), async () => ['10.0.0.5'])).toEqual(['10.0.0.5']);
  });

  it('is an address or a range of addresses', async () => {
    expect(isRefused('http://10.1.2.3/', allowing('10.1.0.0/16'))).toBe(false);
    expect(isRefused('http://10.2.2.3/', allowing('10.1.0.0/16'))).toBe(true);
    expect(isRefused('http://[fd00::5]/', allowing('fd00::/8'))).toBe(false);
    expect(isRefused('http://[fd00::5]/', allowing('fd00::5'))).toBe(false);
    expect(await checkedAddresses('site.com', 80, allowing('10.1.0.0/16'), async () => ['10.1.9.9'])).toEqual(['10.1.9.9']);
    await expect(checkedAddresses('site.com', 80, allowing('10.1.0.0/16'), async () => ['10.1.9.9', '10.2.0.1'])).rejects.toBeInstanceOf(BlockedAddress);
  });

  it('is a range on any port, or on one; a name that leads there keeps to the ports of web sites', async () => {
    expect(isRefused('http://10.1.2.3:3000/', allowing('10.1.0.0/16'))).toBe(false);
    expect(isRefused('http://10.1.2.3:3000/', allowing('10.1.0.0/16:3000'))).toBe(false);
    expect(isRefused('http://10.1.2.3/', allowing('10.1.0.0/16:3000'))).toBe(true);
    expect(isRefused('http://[fd00::5]:3000/', allowing('fd00::/8:3000'))).toBe(false);
    expect(isRefused('http://10.2.2.3:3000/', allowing('10.1.0.0/16'))).toBe(true);
    expect(isRefused('http://site.com:3000/', allowing('10.1.0.0/16'))).toBe(true);
    await expect(checkedAddresses('site.com', 80, allowing('10.1.0.0/16:3000'), async () => ['10.1.9.9'])).rejects.toBeInstanceOf(BlockedAddress);
  });

  it.each(['10.0.0.0/8:0', '10.0.0.0/8:70000', '*', 'http://x/', 'a b', 'user@host', '10.0.0.0/99', ''])('is not "%s"', (entry) => {
    expect(parseAllowedHost(entry)).toBeNull();
  });
});
