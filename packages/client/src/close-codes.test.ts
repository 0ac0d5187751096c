import { describe, expect, it } from 'vitest';
import { judgeClose, retryAfterOf } from './close-codes.js';

describe('what a close code asks for', () => {
  it.each([1001, 1005, 1006, 1011, 1012, 1013, 1014, 1015, 4000, 4008, 4009, 4010, 4029, 4499, 3000, 2999])('%i: connect again', (code) => {
    expect(judgeClose(code)).toBe('reconnect');
  });

  it.each([1000, 1002, 1003, 1007, 1008, 1009, 1010, 4500, 4501, 4503, 4504, 4999])('%i: stop', (code) => {
    expect(judgeClose(code)).toBe('stop');
  });

  it('reads how long an overloaded server wants to be left alone', () => {
    expect(retryAfterOf('overloaded; retry_after=12')).toBe(12);
    expect(retryAfterOf('{"retry_after": 5}')).toBe(5);
    expect(retryAfterOf('overloaded, 12 sockets')).toBeNull();
  });
});
