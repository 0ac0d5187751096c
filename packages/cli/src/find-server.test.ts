import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { defaultUrl, serverAnswers } from './find-server.js';

describe('where a server is looked for', () => {
  it.each([
    [{}, 'http://127.0.0.1:8000'],
    [{ PORT: '8080', HOST: '192.0.2.7' }, 'http://192.0.2.7:8080'],
    [{ HOST: '0.0.0.0' }, 'http://127.0.0.1:8000'],
    [{ HOST: '::', PORT: '0' }, 'http://127.0.0.1:8000'],
    [{ HOST: '::1', PORT: 'x' }, 'http://[::1]:8000'],
  ])('for %j is %s', (environment, url) => {
    expect(defaultUrl(environment)).toBe(url);
  });

  it.each([
    ['a Groundwire server', '{"status":"healthy","version":"0.1.0","services":{}}', true],
    ['a web page', '<html></html>', false],
    ['another JSON service', '{"ok":true}', false],
    ['null', 'null', false],
  ])('tells that %s answers', async (_what, body, answers) => {
    const other = createServer((_request, response) => response.end(body));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    expect(await serverAnswers(url)).toBe(answers);
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
    expect(await serverAnswers(url)).toBe(false);
  });

  it('does not wait for a server that never answers', async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    expect(await serverAnswers(`http://127.0.0.1:${(mute.address() as AddressInfo).port}`, 50)).toBe(false);
    mute.closeAllConnections();
    mute.close();
  });
});
