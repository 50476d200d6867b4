import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../../../electron/chains/iota/online/iota-line.ts';
import { summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import {
  digestOfCommittee,
  trustRootText,
} from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import type { ErrorCode } from '../../../../../electron/core/error-code.ts';
import { asGrpc } from '../../../../../electron/core/node-url.ts';
import { addCheckpoint, type ChainTip } from '../../../../support/certified-chain.ts';
import {
  type HistoryServer,
  historyFile,
  startHistoryServer,
} from '../../../../support/grpc/history-server.ts';
import { type LedgerCheckpoint, startLedgerNode } from '../../../../support/grpc/ledger-node.ts';
import { signingCommittee } from '../../../../support/signing-committee.ts';
import { expectRefusal, unwrap } from '../samples.ts';
import { coinOf, idOf, transferOf } from './coins.ts';

const STAKES = [2500n, 2500n, 2500n, 2500n];
const first = signingCommittee(0n, 1, STAKES);
const second = signingCommittee(1n, 2, STAKES);
const [ours, theirs] = [idOf(0xaa), idOf(0xbb)];
/** Five checkpoints are too old for the node; the third ends epoch 0, and the one after it pays 5 to us. */
const LOWEST = 5n;

const payment = transferOf(
  9,
  [
    [coinOf(1, theirs, 100), coinOf(1, theirs, 94, '2')],
    [null, coinOf(2, ours, 5)],
  ],
  1n,
);

function chain(): LedgerCheckpoint[] {
  const checkpoints: LedgerCheckpoint[] = [];
  let tip: ChainTip = { sequence: 0n, previous: null, committee: first };
  for (let number = 0; number < 8; number++) {
    const transactions = number === 3 ? [payment] : [];
    const effects = transactions.map((each) => each.effects);
    const added = addCheckpoint(tip, effects, number === 2 ? second : null);
    tip = added.tip;
    checkpoints.push({ ...added.checkpoint, objects: transactions.map(({ objects }) => objects) });
  }
  return checkpoints;
}

/** A node that keeps the last three checkpoints, and a store with the others. */
async function world(lowest = LOWEST) {
  const checkpoints = chain();
  const genesis = summaryDigest((checkpoints[0] as LedgerCheckpoint).summary);
  const served = {
    ...{ genesis, checkpoints, lowest, committees: [first.committee, second.committee] },
    ...{
      closings: [2],
      owned: [],
      mostParts: null,
      askedAlone: [],
      askedObjects: [],
      ledger: {},
      execution: {},
    },
  };
  const node = await startLedgerNode(served);
  const store = await startHistoryServer();
  for (let number = 0n; number < 5n; number++) {
    store.files.set(number, historyFile(number, checkpoints[Number(number)] as LedgerCheckpoint));
  }
  const line = (history: string | null = store.url) =>
    connectIota({
      network: 'iota:practice',
      url: asGrpc(node.url),
      genesis: null,
      trustRoot: trustRootText({ kind: 'committee', genesis, digest: digestOfCommittee(first.committee) }),
      history,
      timeoutMs: 20_000,
      fetch: globalThis.fetch,
    });
  return { checkpoints, store, line, served };
}

describe('checkpoints that a node has thrown away', () => {
  it('come from the store, proven from the trust root on, and the node goes on from there', async () => {
    const { line, store } = await world();
    const reading = line();
    const old = unwrap(await reading.checkpoints(0n, 1000));
    expect(old.checkpoints.map(({ sequence }) => sequence)).toEqual([0n, 1n, 2n, 3n, 4n]);
    const payments = old.checkpoints.flatMap(({ transactions }) => transactions);
    expect(payments.flatMap(({ changes }) => changes)).toContainEqual({ owner: ours, units: 5n });
    expect(old.proof).toMatchObject({ epoch: 1n, members: 4 });
    const asked = store.asked.length;
    const rest = unwrap(await reading.checkpoints(5n, 1000, old.proof?.kept));
    expect(rest.checkpoints.map(({ sequence }) => sequence)).toEqual([5n, 6n, 7n]);
    expect(store.asked, 'what the node has, the store is not asked for').toHaveLength(asked);
  });

  it('are gone on with after a restart, from what was kept', async () => {
    const { line } = await world();
    const { proof } = unwrap(await line().checkpoints(0n, 4));
    const kept = proof?.kept ?? null;
    // Another program that has only what was kept: it reads the last one again, and those after it.
    expect(unwrap(await line().checkpoints(3n, 1, kept)).checkpoints).toMatchObject([{ sequence: 3n }]);
    expect(unwrap(await line().checkpoints(4n, 1, kept)).checkpoints).toMatchObject([{ sequence: 4n }]);
  });

  it('are given as far as the store has them', async () => {
    const { line, store } = await world();
    store.files.delete(3n);
    expect(unwrap(await line().checkpoints(0n, 1000)).checkpoints).toHaveLength(3);
  });

  it('are named as gone where there is no store, and where the store has none either', async () => {
    const { line, store } = await world();
    expectRefusal(await line(null).checkpoints(0n, 1000), 'node-pruned');
    store.files.clear();
    expectRefusal(await line().checkpoints(0n, 1000), 'node-pruned');
  });

  it('are asked for by number alone', async () => {
    const { line, store } = await world();
    unwrap(await line().checkpoints(0n, 2));
    expect(new Set(store.asked)).toEqual(new Set(['/history/0.checkpoint', '/history/1.checkpoint']));
  });
});

type World = Awaited<ReturnType<typeof world>>;
const fileAt = ({ checkpoints }: World, number: number, changes: Partial<LedgerCheckpoint> = {}) =>
  historyFile(BigInt(number), { ...(checkpoints[number] as LedgerCheckpoint), ...changes });

describe('a store that gives something else is refused:', () => {
  const hostile: readonly (readonly [
    string,
    ErrorCode,
    (files: HistoryServer['files'], its: World) => void,
  ])[] = [
    ['the file of another checkpoint', 'history-malformed', (f, its) => f.set(3n, fileAt(its, 4))],
    [
      'another checkpoint under the right number',
      'contents-foreign',
      (f, { checkpoints }) => {
        const { contents } = checkpoints[4] as LedgerCheckpoint;
        const paid = checkpoints[3] as LedgerCheckpoint;
        f.set(3n, historyFile(3n, { ...paid, contents, effects: [], objects: [] }));
      },
    ],
    ['a file that is cut short', 'history-malformed', (f, its) => f.set(3n, fileAt(its, 3).subarray(0, -9))],
    ['a file without its end', 'history-malformed', (f, its) => f.set(3n, fileAt(its, 3).subarray(0, 40))],
    ['an empty file', 'history-malformed', (f) => f.set(3n, new Uint8Array())],
    [
      'two checkpoints in one file',
      'history-malformed',
      (f, its) => f.set(3n, Buffer.concat([fileAt(its, 3), fileAt(its, 4)])),
    ],
    ['a web page', 'history-malformed', (f) => f.set(3n, Buffer.from('<html>Welcome</html>'))],
    [
      'a checkpoint without a certificate',
      'history-malformed',
      (f, its) => f.set(3n, fileAt(its, 3, { certificate: null })),
    ],
    [
      'a certificate of another checkpoint',
      'certificate-foreign',
      (f, its) => {
        const { certificate } = its.checkpoints[3] as LedgerCheckpoint;
        f.set(4n, fileAt(its, 4, { certificate }));
      },
    ],
    [
      'a payment that is left out',
      'effects-missing',
      (f, its) => f.set(3n, fileAt(its, 3, { effects: [], objects: [] })),
    ],
    [
      'a coin that is left out',
      'object-missing',
      (f, its) => f.set(3n, fileAt(its, 3, { objects: [{ inputs: [], outputs: [] }] })),
    ],
    [
      'a history of other validators',
      'certificate-foreign',
      (f) => {
        const stranger = { ...first, ...signingCommittee(0n, 7, STAKES) };
        const added = addCheckpoint({ sequence: 0n, previous: null, committee: stranger }, [], null);
        f.clear();
        f.set(0n, historyFile(0n, { ...added.checkpoint, objects: [] }));
      },
    ],
    [
      'more than any checkpoint has',
      'history-too-large',
      (f) =>
        f.set(0n, (response) => {
          const much = Buffer.alloc(1024 * 1024);
          const write = () => {
            while (!response.destroyed && response.write(much));
          };
          response.on('drain', write);
          write();
        }),
    ],
    [
      'a redirect',
      'history-unreachable',
      (f) => f.set(0n, (r) => r.writeHead(302, { location: '/x' }).end()),
    ],
    ['that it is busy', 'history-unreachable', (f) => f.set(0n, (r) => r.writeHead(503).end())],
    ['that it is asked too often', 'history-unreachable', (f) => f.set(0n, (r) => r.writeHead(429).end())],
    ['nothing, and hangs up', 'history-unreachable', (f) => f.set(0n, (r) => r.destroy())],
  ];

  it.each(hostile)('%s', async (_, code, change) => {
    const its = await world();
    change(its.store.files, its);
    const reading = its.line();
    const read = await reading.checkpoints(0n, 1000);
    // What came before it may be taken in; nothing at it or behind it is.
    if (!read.ok) return expectRefusal(read, code);
    const taken = read.value.checkpoints.length;
    expect(taken).toBeLessThanOrEqual(3);
    expectRefusal(await reading.checkpoints(BigInt(taken), 1000, read.value.proof?.kept), code);
  });

  it('one that is not there', async () => {
    const { line } = await world();
    expectRefusal(await line('http://127.0.0.1:1/history').checkpoints(0n, 10), 'history-unreachable');
  });
});
