import { Code, ConnectError } from '@connectrpc/connect';
import { describe, it } from 'vitest';
import { connectIota } from '../../../../../electron/chains/iota/online/iota-line.ts';
import { summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { asGrpc } from '../../../../../electron/core/node-url.ts';
import { addCheckpoint } from '../../../../support/certified-chain.ts';
import { type ServedLedger, startLedgerNode } from '../../../../support/grpc/ledger-node.ts';
import { signingCommittee } from '../../../../support/signing-committee.ts';
import { refusedWords } from '../refused-words.ts';
import { expectRefusal } from '../samples.ts';

const committee = signingCommittee(0n, 1, [2500n, 2500n, 2500n, 2500n]);

/** A ledger of one checkpoint. */
function ledger(): ServedLedger {
  const { checkpoint } = addCheckpoint({ sequence: 0n, previous: null, committee }, [], null);
  return {
    genesis: summaryDigest(checkpoint.summary),
    checkpoints: [{ ...checkpoint, objects: [] }],
    lowest: 0n,
    committees: [committee.committee],
    closings: [],
    owned: [],
    mostParts: null,
    askedAlone: [],
    askedObjects: [],
    ledger: {},
    execution: {},
  };
}

async function lineTo(served: ServedLedger) {
  const { url } = await startLedgerNode(served);
  return connectIota({
    network: 'iota:practice',
    url: asGrpc(url),
    genesis: null,
    timeoutMs: 20_000,
    fetch: globalThis.fetch,
  });
}

describe('a payment that a node of gRPC does not take', () => {
  it.each<[string, Code, string]>([
    ['refuses after a look', Code.InvalidArgument, 'node-rejected'],
    ['aborts without a word that is known', Code.Aborted, 'payment-in-doubt'],
    ['lacks what it needs to look', Code.FailedPrecondition, 'payment-in-doubt'],
    ['finds no validators', Code.Unavailable, 'node-unreachable'],
    ['waits in vain for a checkpoint', Code.DeadlineExceeded, 'node-timeout'],
  ])('tells a payment that is refused from one in doubt: the node %s', async (_, status, code) => {
    for (const whole of [true, false]) {
      const served = ledger();
      served.execution.executeTransactions = () => {
        if (whole) throw new ConnectError('so it is', status);
        return {
          transactionResults: [
            { result: { case: 'error' as const, value: { code: status, message: 'so' } } },
          ],
        };
      };
      const line = await lineTo(served);
      expectRefusal(await line.submit(Uint8Array.of(1, 2, 3), 'AAAA'), code);
    }
  });

  it.each(refusedWords)(
    'names a payment that validators refuse $code by their words: $words',
    async ({ words, code }) => {
      for (const status of [Code.InvalidArgument, Code.Aborted]) {
        const served = ledger();
        served.execution.executeTransactions = () => ({
          transactionResults: [
            { result: { case: 'error' as const, value: { code: status, message: words } } },
          ],
        });
        const line = await lineTo(served);
        expectRefusal(await line.submit(Uint8Array.of(1, 2, 3), 'AAAA'), code);
      }
    },
  );

  it('takes a payment that the node refuses for one that has happened, where the ledger knows it', async () => {
    const served = ledger();
    served.execution.executeTransactions = () => {
      throw new ConnectError('already executed', Code.InvalidArgument);
    };
    served.ledger.getTransactions = async function* () {
      yield {
        transactionResults: [
          {
            result: {
              case: 'executedTransaction' as const,
              value: { effects: { bcs: { data: new Uint8Array(3) } } },
            },
          },
        ],
        hasNext: false,
      };
    };
    const line = await lineTo(served);
    // Known, but told with effects that are none: in no case "refused".
    expectRefusal(await line.submit(Uint8Array.of(1, 2, 3), 'AAAA'), 'proof-malformed');
  });
});
