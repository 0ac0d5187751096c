import { describe, expect, it } from 'vitest';
import { createOriginPolicy } from './origin-policy.js';

const local = createOriginPolicy({ corsOrigins: ['http://localhost:3000'], publicUrl: 'https://answers.example.org', listenHost: '127.0.0.1' });
const open = createOriginPolicy({ corsOrigins: [], publicUrl: null, listenHost: '0.0.0.0' });

describe('isAllowedOrigin', () => {
  it.each([
    [undefined, '127.0.0.1:8000'],
    ['http://localhost:3000', '127.0.0.1:8000'],
    ['https://answers.example.org', 'answers.example.org'],
    ['http://127.0.0.1:8000', '127.0.0.1:8000'],
    ['http://localhost:8000', '127.0.0.1:8000'],
    ['http://[::1]:8000', '[::1]:8000'],
    ['http://localhost', 'localhost'],
    ['https://localhost', 'localhost:443'],
    ['http://192.168.1.5:8000', '192.168.1.5:8000'],
  ])('allows %s at %s', (origin, host) => {
    expect(local.isAllowedOrigin(origin, host)).toBe(true);
  });

  it.each([
    ['https://evil.example', '127.0.0.1:8000'],
    ['http://localhost:4000', '127.0.0.1:8000'],
    ['http://localhost.evil.example:8000', '127.0.0.1:8000'],
    ['http://evil.example:8000', 'evil.example:8000'],
    ['http://192.168.1.6:8000', '192.168.1.5:8000'],
    ['null', '127.0.0.1:8000'],
    ['', '127.0.0.1:8000'],
    ['http://127.0.0.1:8000/path', '127.0.0.1:8000'],
    ['http://127.0.0.1:8000@evil.example', '127.0.0.1:8000'],
    ['file://', '127.0.0.1:8000'],
    ['http://answers.example.org', 'answers.example.org'],
    ['http://127.0.0.1:8000', undefined],
  ])('refuses %s at %s', (origin, host) => {
    expect(local.isAllowedOrigin(origin, host)).toBe(false);
  });

  it('allows every page only when told so with *', () => {
    expect(createOriginPolicy({ corsOrigins: ['*'], publicUrl: null, listenHost: '127.0.0.1' }).isAllowedOrigin('https://evil.example', 'x')).toBe(true);
  });
});

describe('isAllowedHost', () => {
  it.each(['127.0.0.1:8000', 'localhost:8000', '[::1]:8000', 'localhost', 'app.localhost:8000', '192.168.1.5', 'answers.example.org', undefined])('takes %s on a loopback address', (host) => {
    expect(local.isAllowedHost(host)).toBe(true);
  });

  it.each(['evil.example', 'evil.example:8000', 'localhost.evil.example', '127.0.0.1.evil.example:8000', 'a b', 'evil.example#@127.0.0.1', '127.0.0.1/../evil'])('refuses %s on a loopback address', (host) => {
    expect(local.isAllowedHost(host)).toBe(false);
  });

  it('takes any name when listening for others, whose names it cannot know', () => {
    expect(open.isAllowedHost('groundwire:8000')).toBe(true);
  });
});
