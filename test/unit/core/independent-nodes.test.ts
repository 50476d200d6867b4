import { expect, it } from 'vitest';
import { allOfOneOperator, areIndependent } from '../../../electron/core/independent-nodes.ts';

it('two addresses of one host are not independent; two ports of this computer may be', () => {
  expect(areIndependent('https://a.example', 'https://b.example')).toBe(true);
  expect(areIndependent('https://a.example', 'grpc+https://A.example:50051/x')).toBe(false);
  expect(areIndependent('http://127.0.0.1:9000', 'http://localhost:9001')).toBe(true);
  expect(areIndependent('http://127.0.0.1:9000', 'http://localhost:9000')).toBe(false);
  expect(areIndependent('https://a.example', 'nothing')).toBe(false);
});

it.each([
  ['with the dot of the root', 'https://a.example', 'https://a.example.'],
  ['as IPv4 inside IPv6', 'https://192.0.2.1', 'https://[::ffff:192.0.2.1]'],
  ['by another name of its domain', 'https://a.nodes.example', 'https://b.nodes.example'],
  ['by the bare name of its domain', 'https://nodes.example', 'grpc+https://eu.rpc.nodes.example:443'],
  ['by another address of this computer', 'http://127.0.0.1:9000', 'https://127.0.0.2:9000'],
  ['by a name of this computer', 'http://127.0.0.1:9000', 'https://node.localhost:9000'],
  ['as this computer inside IPv6', 'http://[::1]:9000', 'https://[::ffff:127.0.0.1]:9000'],
])('one node is listed twice, the second time %s: it does not agree with itself', (_, one, again) => {
  expect(areIndependent(one, again)).toBe(false);
  expect(areIndependent(again, one)).toBe(false);
});

it('addresses that only look alike stay independent', () => {
  expect(areIndependent('https://192.0.2.1', 'https://[::ffff:192.0.2.2]')).toBe(true);
  expect(areIndependent('https://127.example', 'http://127.0.0.1')).toBe(true);
  expect(areIndependent('https://a.example.', 'https://b.example.')).toBe(true);
  expect(areIndependent('https://10.0.0.1', 'https://10.9.0.1')).toBe(true);
  expect(areIndependent('https://[2001:db8::1]', 'https://[2001:db8::2]')).toBe(true);
  expect(areIndependent('https://one', 'https://two')).toBe(true);
});

it('of a list, two that may be different operators’ are enough', () => {
  expect(allOfOneOperator(['https://a.one.example', 'https://b.one.example', 'https://two.example'])).toBe(
    false,
  );
  expect(allOfOneOperator(['https://a.one.example', 'https://b.one.example', 'https://one.example:1'])).toBe(
    true,
  );
  expect(allOfOneOperator(['https://one.example'])).toBe(true);
});
