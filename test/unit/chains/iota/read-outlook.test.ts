import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../../electron/chains/iota/online/iota-line.ts';
import { encodeTransfer } from '../../../../electron/chains/iota/pure/encode-transfer.ts';
import { codeOf } from '../../../support/signer-fixture.ts';
import { FakeRpcError, startFakeNode } from './fake-node.ts';
import { planned } from './samples.ts';

const CHAIN = 'c0ffee01';
const bytesUntil = (expirationEpoch: bigint | null) => encodeTransfer({ ...planned(), expirationEpoch });

/** A line to a node that names this newest checkpoint. */
async function lineTo(newest: unknown) {
  const node = await startFakeNode({
    iota_getChainIdentifier: () => CHAIN,
    iota_getCheckpoints: () => {
      if (newest instanceof Error) throw newest;
      return newest;
    },
  });
  const line = connectIota({
    network: 'iota:practice',
    url: node.url,
    genesis: CHAIN,
    timeoutMs: 10_000,
    fetch,
  });
  return { node, line };
}

const page = (...data: unknown[]) => ({ data, hasNextPage: false, nextCursor: null });
const ending = { nextEpochCommittee: [], nextEpochProtocolVersion: '24', epochCommitments: [] };

describe('what can become of signed IOTA bytes', () => {
  it('without an expiration is never in question: no node is asked', async () => {
    const { node, line } = await lineTo(page());
    expect(await line.outlook(bytesUntil(null))).toMatchObject({ ok: true, value: 'may-happen' });
    expect(node.asked).toEqual([]);
  });

  it.each([
    ['the epoch before', { epoch: '6' }, 'may-happen'],
    ['the last epoch that they name', { epoch: '7' }, 'may-happen'],
    ['the checkpoint that ends that epoch', { epoch: '7', endOfEpochData: ending }, 'expired'],
    ['the checkpoint that ends the epoch before', { epoch: '6', endOfEpochData: ending }, 'may-happen'],
    ['the epoch after', { epoch: '8', endOfEpochData: null }, 'expired'],
    ['an epoch long after', { epoch: '18446744073709551615' }, 'expired'],
  ])('in %s', async (_, checkpoint, outlook) => {
    const { line } = await lineTo(page(checkpoint));
    expect(await line.outlook(bytesUntil(7n))).toMatchObject({ ok: true, value: outlook });
  });

  it.each([
    ['no checkpoint', page()],
    ['two checkpoints', page({ epoch: '8' }, { epoch: '9' })],
    ['no epoch', page({ sequenceNumber: '5' })],
    ['an epoch that is no number', page({ epoch: 'soon' })],
    ['no page', 'yes'],
  ])('is not told by a node that answers with %s', async (_, answer) => {
    const { line } = await lineTo(answer);
    expect(codeOf(await line.outlook(bytesUntil(7n)))).toBe('node-answer-malformed');
  });

  it('is not told by a node that refuses', async () => {
    const { line } = await lineTo(new FakeRpcError(-32602, 'no'));
    expect(codeOf(await line.outlook(bytesUntil(7n)))).toBe('node-refused');
  });

  it('is refused for bytes that are no transfer', async () => {
    const { line } = await lineTo(page({ epoch: '8' }));
    expect(codeOf(await line.outlook(bytesUntil(7n).subarray(1)))).not.toBe('accepted');
  });
});
