import { connectIota } from '../../../../../electron/chains/iota/online/iota-line.ts';
import { coinObjectBytes } from '../../../../../electron/chains/iota/pure/coin-object.ts';
import { summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import {
  digestOfCommittee,
  trustRootText,
} from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { GrowingSieve } from '../../../../../electron/core/address-sieve.ts';
import { asGrpc } from '../../../../../electron/core/node-url.ts';
import { addCheckpoint, type ChainTip } from '../../../../support/certified-chain.ts';
import {
  type LedgerCheckpoint,
  type ServedLedger,
  startLedgerNode,
} from '../../../../support/grpc/ledger-node.ts';
import { signingCommittee } from '../../../../support/signing-committee.ts';
import { coinOf, idOf, transferOf } from './coins.ts';

export const STAKES = [2500n, 2500n, 2500n, 2500n];
export const first = signingCommittee(0n, 1, STAKES);
export const second = signingCommittee(1n, 2, STAKES);
export const ours = idOf(0xaa);
export const theirs = idOf(0xbb);

/** A ledger whose epoch 0 ends with checkpoint 2; checkpoint 3 pays 5 to us. */
export function ledger(certifiers = first): ServedLedger {
  const checkpoints: LedgerCheckpoint[] = [];
  let tip: ChainTip = { sequence: 0n, previous: null, committee: certifiers };
  const add = (
    transactions: readonly ReturnType<typeof transferOf>[],
    elects: typeof second | null = null,
  ): void => {
    const added = addCheckpoint(
      tip,
      transactions.map(({ effects }) => effects),
      elects,
    );
    tip = added.tip;
    checkpoints.push({ ...added.checkpoint, objects: transactions.map(({ objects }) => objects) });
  };
  add([]);
  add([]);
  add([], second);
  add([payment]);
  add([]);
  const [{ summary }] = checkpoints as [LedgerCheckpoint];
  return {
    genesis: summaryDigest(summary),
    checkpoints,
    lowest: 0n,
    committees: [first.committee, second.committee],
    closings: [2],
    owned: [],
    mostParts: null,
    askedAlone: [],
    askedObjects: [],
    ledger: {},
    execution: {},
  };
}

export const firstCommittee = ({ genesis }: ServedLedger): string =>
  trustRootText({ kind: 'committee', genesis, digest: digestOfCommittee(first.committee) });

export const payment = transferOf(
  9,
  [
    [coinOf(1, theirs, 100), coinOf(1, theirs, 94, '2')],
    [null, coinOf(2, ours, 5)],
  ],
  1n,
);

export function sieveOf(...addresses: readonly string[]) {
  const sieve = new GrowingSieve();
  for (const address of addresses) sieve.add(address);
  return sieve.memory;
}

/** The coin that we are paid, with so much in it. */
export const coinMessage = (nanos: number) => ({
  bcs: { data: Uint8Array.of(0, ...coinObjectBytes(coinOf(2, ours, nanos))) },
});

export const givingObjects = (...objects: readonly object[]): ServedLedger['ledger'] => ({
  async *getObjects() {
    yield { objects: [...objects], hasNext: false };
  },
});

export async function lineTo(served: ServedLedger, options: { readonly trustRoot?: string } = {}) {
  const server = await startLedgerNode(served);
  const line = connectIota({
    network: 'iota:practice',
    url: asGrpc(server.url),
    genesis: null,
    timeoutMs: 20_000,
    fetch: globalThis.fetch,
    ...options,
  });
  return { line, server };
}
