import { describe, expect, it } from 'vitest';
import { isLoopback, parseNodeUrl } from '../../../electron/core/node-url.ts';
import { codeOf } from '../../support/treasury-steps.ts';

describe('the address of a node', () => {
  it.each([
    ['https://node.example.org', 'https://node.example.org'],
    ['  https://node.example.org/  ', 'https://node.example.org'],
    ['https://Node.Example.org:8443/iota/v1', 'https://node.example.org:8443/iota/v1'],
    ['https://192.0.2.7', 'https://192.0.2.7'],
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['http://localhost:9000/', 'http://localhost:9000'],
    ['http://[::1]:9000', 'http://[::1]:9000'],
    ['grpc+https://grpc.example.org/', 'grpc+https://grpc.example.org'],
    ['grpc+http://127.0.0.1:50051', 'grpc+http://127.0.0.1:50051'],
  ])('%s is taken', (typed, url) => {
    expect(parseNodeUrl(typed)).toEqual({ ok: true, value: url });
  });

  it.each([
    ['nothing', '', 'node-url-malformed'],
    ['no address', 'my node', 'node-url-malformed'],
    ['a host alone', 'node.example.org', 'node-url-malformed'],
    ['a line end in the middle', 'https://node.exa\nmple.org', 'node-url-malformed'],
    ['a letter that looks like another', 'https://n\u043ede.example.org', 'node-url-malformed'],
    ['a backslash', 'https:\\\\node.example.org', 'node-url-malformed'],
    ['no slashes', 'https:node.example.org', 'node-url-malformed'],
    ['more than 300 characters', `https://node.example.org/${'a'.repeat(300)}`, 'node-url-malformed'],
    ['a file', 'file:///etc/passwd', 'node-url-scheme'],
    ['a script', 'javascript:alert(1)', 'node-url-scheme'],
    ['a web socket', 'wss://node.example.org', 'node-url-scheme'],
    ['gRPC twice', 'grpc+grpc+https://node.example.org', 'node-url-scheme'],
    ['gRPC over the network without https', 'grpc+http://node.example.org', 'node-url-not-loopback'],
    ['http over the network', 'http://node.example.org', 'node-url-not-loopback'],
    [
      'http to a host that begins like this computer',
      'http://127.0.0.1.example.org',
      'node-url-not-loopback',
    ],
    ['http to a private network', 'http://192.168.1.5:9000', 'node-url-not-loopback'],
    ['a name and a password', 'https://me:secret@node.example.org', 'node-url-user'],
    ['a host in the place of a name', 'https://node.example.org@evil.example', 'node-url-user'],
    ['an empty name', 'https://@node.example.org', 'node-url-user'],
    ['a query', 'https://node.example.org/?key=1', 'node-url-query'],
    ['an empty query', 'https://node.example.org/?', 'node-url-query'],
    ['a fragment', 'https://node.example.org/#a', 'node-url-query'],
  ])('with %s is refused', (_, typed, code) => {
    expect(codeOf(parseNodeUrl(typed))).toBe(code);
  });

  it('says whether it is of this computer', () => {
    expect(
      ['http://localhost:1', 'grpc+http://127.0.0.1:2', 'https://node.example.org', 'x'].map(isLoopback),
    ).toEqual([true, true, false, false]);
  });
});
