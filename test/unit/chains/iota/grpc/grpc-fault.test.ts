import { Code, ConnectError } from '@connectrpc/connect';
import { expect, it } from 'vitest';
import { faultOf } from '../../../../../electron/chains/iota/online/grpc/grpc-fault.ts';

const systemError = (code: string) => Object.assign(new Error('free text'), { code });

it.each([
  [
    'a stream that the other end closed',
    new ConnectError('http/2 stream closed with error code CANCEL (0x8)', Code.Canceled),
    'a connection that was broken off',
  ],
  [
    'a connection that nobody takes',
    new ConnectError('free text', Code.Unavailable, undefined, undefined, systemError('ECONNREFUSED')),
    'no program that answers there',
  ],
  ['a socket that broke', systemError('ECONNRESET'), 'a connection that was broken off'],
])('%s is named in the words of a screen', (_, error, words) => {
  expect(faultOf(error)).toMatchObject({
    code: 'node-unreachable',
    message: `expected a node at the address, got ${words}`,
  });
});
