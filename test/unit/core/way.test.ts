import { describe, expect, it } from 'vitest';
import { parseProxyLogin, parseProxyUrl } from '../../../electron/core/way.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

describe('the address of a proxy', () => {
  it.each([
    [' http://proxy.example.org:3128 ', 'http://proxy.example.org:3128'],
    ['HTTP://Proxy.example.org/', 'http://proxy.example.org'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%j is %s', (typed, url) => expect(must(parseProxyUrl(typed))).toBe(url));

  it.each([
    ['https: it is asked by http', 'https://proxy.example.org:3128'],
    ['SOCKS', 'socks5://proxy.example.org:1080'],
    ['without a protocol', 'proxy.example.org:3128'],
    ['with a name and a password, which would be journaled', 'http://desk:horse@proxy.example.org:3128'],
    ['with an empty name', 'http://@proxy.example.org:3128'],
    ['with a path', 'http://proxy.example.org/proxy.pac'],
    ['with a query', 'http://proxy.example.org?a'],
    ['with a fragment', 'http://proxy.example.org#'],
    ['with a line break, which could begin another header', 'http://proxy.example.org\r\nX: y'],
    ['with a backslash', 'http://proxy.example.org\\@evil.example'],
    ['of letters that look like others', 'http://prоxy.example.org'],
    ['too long', `http://${'a'.repeat(300)}`],
    ['empty', ''],
  ])('%s is refused', (_, typed) => expect(codeOf(parseProxyUrl(typed))).toBe('proxy-url-malformed'));
});

describe('a name and a password for a proxy', () => {
  it('are both there or neither', () => {
    expect(must(parseProxyLogin('desk', 'a:b ü'))).toEqual({ name: 'desk', password: 'a:b ü' });
    expect(must(parseProxyLogin(null, ''))).toBeNull();
  });

  it.each([
    ['a name alone', 'desk', null],
    ['a password alone', '', 'horse'],
    ['a colon in the name, which would end it', 'de:sk', 'horse'],
    ['a line break, which could begin another header', 'desk', 'horse\r\nX: y'],
    ['too long', 'desk', 'a'.repeat(201)],
  ])('%s is refused', (_, name, password) =>
    expect(codeOf(parseProxyLogin(name, password))).toBe('proxy-login-malformed'),
  );
});
