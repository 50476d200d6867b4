import type { ServerHttp2Stream } from 'node:http2';
import { create, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { StatusSchema } from '../../../../../electron/chains/iota/grpc/generated/base_pb.ts';
import { RetryInfoSchema } from '../../../../../electron/chains/iota/grpc/generated/error_details_pb.ts';
import { GrpcNode } from '../../../../../electron/chains/iota/online/grpc/grpc-node.ts';
import { startHttp2 } from '../../../../support/grpc/start-http2.ts';
import { expectRefusal } from '../samples.ts';

const RESOURCE_EXHAUSTED = 8;
const UNAVAILABLE = 14;

/** A node that refuses each call with this status, and asks to wait so many seconds: by RetryInfo, and by a header. */
async function refusing(code: number, { info, header }: { info?: bigint; header?: string }) {
  const retry = create(RetryInfoSchema, info === undefined ? {} : { retryDelay: { seconds: info } });
  // It has the shape of `google.rpc.Status`.
  const status = create(StatusSchema, { code, message: 'busy', details: [anyPack(RetryInfoSchema, retry)] });
  let asked = 0;
  const server = await startHttp2((http2) => {
    http2.on('stream', (stream: ServerHttp2Stream) => {
      asked += 1;
      stream.on('error', () => {});
      stream.respond(
        {
          ':status': 200,
          'content-type': 'application/grpc+proto',
          'grpc-status': String(code),
          'grpc-message': 'busy',
          'grpc-status-details-bin': Buffer.from(toBinary(StatusSchema, status)).toString('base64'),
          ...(header === undefined ? {} : { 'retry-after': header }),
        },
        { endStream: true },
      );
    });
  });
  const node = new GrpcNode({
    network: 'iota:practice',
    url: server.url,
    genesis: null,
    timeoutMs: 20_000,
  });
  return { node, asked: () => asked };
}

describe('a node that has too much to do', () => {
  it.each([
    ['by RetryInfo', RESOURCE_EXHAUSTED, { info: 90n }, 90_000],
    ['by RetryInfo, beside another status', UNAVAILABLE, { info: 90n }, 90_000],
    ['by both, of which the longer counts', RESOURCE_EXHAUSTED, { info: 20n, header: '90' }, 90_000],
    ['for years', RESOURCE_EXHAUSTED, { info: 315_576_000_000n }, 600_000],
  ])('and says how long, %s, is left in peace so long', async (_, code, wait, most) => {
    const { node, asked } = await refusing(code, wait);
    expectRefusal(await node.info(), 'node-rate-limited');
    expect(node.quietMs()).toBeLessThanOrEqual(most);
    expect(node.quietMs()).toBeGreaterThan(most / 2);
    expectRefusal(await node.info(), 'node-rate-limited');
    expect(asked()).toBe(1);
  });

  it.each([
    ['a time before now', { info: -90n }],
    ['no time', {}],
  ])('and asks for %s, is asked again soon', async (_, wait) => {
    const { node, asked } = await refusing(RESOURCE_EXHAUSTED, wait);
    expectRefusal(await node.info(), 'node-rate-limited');
    expect([node.quietMs(), asked()]).toEqual([0, 3]);
  });

  it('and says no time with a status that may mean anything, counts as away', async () => {
    const { node } = await refusing(UNAVAILABLE, {});
    expectRefusal(await node.info(), 'node-unreachable');
  });
});
