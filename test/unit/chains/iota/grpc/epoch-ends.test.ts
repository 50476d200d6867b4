import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../../../electron/chains/iota/online/iota-line.ts';
import { summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { epochProofs } from '../../../../../electron/chains/iota/pure/proof/epoch-proofs.ts';
import {
  digestOfCommittee,
  type TrustRoot,
  trustRootText,
} from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { asGrpc } from '../../../../../electron/core/node-url.ts';
import { addCheckpoint, type ChainTip } from '../../../../support/certified-chain.ts';
import {
  type LedgerCheckpoint,
  type ServedLedger,
  startLedgerNode,
} from '../../../../support/grpc/ledger-node.ts';
import { signingCommittee } from '../../../../support/signing-committee.ts';
import { expectRefusal, unwrap } from '../samples.ts';

const committeeOf = (epoch: number) => signingCommittee(BigInt(epoch), epoch + 1, [1n, 1n, 1n, 1n]);

/** A ledger each of whose checkpoints ends an epoch. */
function ledger(epochs: number): ServedLedger {
  const checkpoints: LedgerCheckpoint[] = [];
  let tip: ChainTip = { sequence: 0n, previous: null, committee: committeeOf(0) };
  for (let epoch = 0; epoch < epochs; epoch++) {
    const added = addCheckpoint(tip, [], committeeOf(epoch + 1));
    tip = added.tip;
    checkpoints.push({ ...added.checkpoint, objects: [] });
  }
  return {
    genesis: summaryDigest((checkpoints as [LedgerCheckpoint])[0].summary),
    checkpoints,
    lowest: 0n,
    committees: Array.from({ length: epochs + 1 }, (_, epoch) => committeeOf(epoch).committee),
    closings: checkpoints.map((_, epoch) => epoch),
    owned: [],
    mostParts: null,
    askedAlone: [],
    askedObjects: [],
    ledger: {},
    execution: {},
  };
}

const rootOf = ({ genesis, checkpoints }: ServedLedger, kind: TrustRoot['kind']): string =>
  trustRootText({
    kind,
    genesis,
    digest:
      kind === 'committee'
        ? digestOfCommittee(committeeOf(0).committee)
        : summaryDigest((checkpoints as [LedgerCheckpoint])[0].summary),
  });

async function lineTo(served: ServedLedger, trustRoot: string | null) {
  const { url } = await startLedgerNode(served);
  return connectIota({
    network: 'iota:practice',
    url: asGrpc(url),
    genesis: null,
    timeoutMs: 20_000,
    fetch: globalThis.fetch,
    trustRoot,
  });
}

const bytesOf = (base64: string) => Buffer.from(base64, 'base64');

describe('ends of epochs by gRPC', () => {
  it.each(['committee', 'closing'] as const)(
    'are what a signer goes on with from a root: %s',
    async (kind) => {
      const served = ledger(4);
      const trustRoot = rootOf(served, kind);
      const line = await lineTo(served, trustRoot);
      const { root, closings } = unwrap(await line.closings(null)) ?? expect.fail();
      const begun = unwrap(epochProofs.begin(trustRoot, bytesOf(root ?? '')));
      expect(unwrap(epochProofs.goOn(begun.kept, closings.map(bytesOf))).epoch).toBe(4n);
      expect(unwrap(await line.closings(begun.epoch))).toEqual({ root: null, closings });
      expect(unwrap(await line.closings(4n))).toEqual({ root: null, closings: [] });
    },
  );

  it('come in parts of sixteen', async () => {
    const served = ledger(18);
    const line = await lineTo(served, rootOf(served, 'committee'));
    expect(unwrap(await line.closings(1n))?.closings).toHaveLength(16);
    expect(unwrap(await line.closings(17n))?.closings).toHaveLength(1);
  });

  it('are none where no trust root is pinned: nobody could verify them', async () => {
    expect(unwrap(await (await lineTo(ledger(1), null)).closings(null))).toBeNull();
  });

  it('that a node has thrown away are a refusal, and those before them are given', async () => {
    const served = ledger(3);
    delete served.closings[1];
    const line = await lineTo(served, rootOf(served, 'committee'));
    expect(unwrap(await line.closings(0n))?.closings).toHaveLength(1);
    expectRefusal(await line.closings(1n), 'node-pruned');
  });
});
