import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Books } from '../../electron/books/books.ts';
import { openBooks } from '../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../electron/books/sqlite/source-worker.ts';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { productLines } from '../../electron/chains/lines.ts';
import { AttestedAddresses } from '../../electron/console/addresses/attested-addresses.ts';
import { LedgerFollower } from '../../electron/console/ledger/follow-ledger.ts';
import { FactNotes } from '../../electron/console/ledger/note-facts.ts';
import { Recorder } from '../../electron/console/recorder.ts';
import { asGrpc } from '../../electron/core/node-url.ts';
import { spawnSourceLines } from '../../electron/line-thread/spawn-lines.ts';
import { threadedLines } from '../../electron/line-thread/threaded-lines.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { attest, attestedChanges } from '../support/attest.ts';
import { benchStationKey } from '../support/bench-station-key.ts';
import { freeHold, wholeCheck } from '../support/free-hold.ts';
import { must } from '../support/must.ts';
import { hot, policy, vaultSeed } from '../support/signer-fixture.ts';
import { time } from './measure.ts';
import type { NodeOfFolder } from './node-of-folder.ts';

/** Where a node is, and what its network is known by. */
export type FollowedNode = Pick<NodeOfFolder, 'grpcUrl' | 'chain' | 'trustRoot'>;

/** Addresses of one account. */
const OF_ACCOUNT = 1000;
const PATIENCE_MS = 60_000;

export const addressAt = (number: number): string => `0x1a${number.toString(16).padStart(62, '0')}`;

/** What of a desk follows a ledger: its books, its line in a thread, and what takes in checkpoints. */
export interface FollowingDesk {
  /** How long the sieve of its addresses took, which is made once an opening, milliseconds. */
  readonly sieveMs: number;
  /** Follows until so many checkpoints are taken in, beside the first. */
  follow(checkpoints: number): Promise<void>;
  /** @returns how many deposits the books have */
  close(): Promise<number>;
}

/** Writes the books of a desk that has followed nothing. @param addresses so many own ones: {@link addressAt} from 0 on, each attested */
export async function fillFollowingDesk(folder: string, addresses: number): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const books = await openBooksIn(folder);
  const { treasuryId, network } = policy();
  const keys = new KeyTree(vaultSeed('hot')).attestationKeyPair();
  for (let account = 0; account * OF_ACCOUNT < addresses; account++) {
    const paths = Array.from({ length: OF_ACCOUNT }, (_, index) => ({
      address: addressAt(account * OF_ACCOUNT + index),
      path: { account, change: 0, index },
    }));
    const added = {
      kind: 'account-added',
      ...{ vaultId: hot.id, account, alias: `user-${account}`, createdAt: 0, entry: 1 },
    } as const;
    const attested = attestedChanges(attest(keys, { treasuryId, network, vaultId: hot.id }, paths), paths);
    must(await books.commit({ expects: [], entries: [], changes: [added, ...attested] }));
  }
  const cursor = { kind: 'cursor-moved', next: 0n, at: 0, digest: null } as const;
  must(await books.commit({ expects: [], entries: [], changes: [cursor] }));
  await books.close();
}

const openBooksIn = async (folder: string): Promise<Books> =>
  must(await openBooks(path.join(folder, 'treasury.sqlite'), spawnSourceBooks));

/** Opens the desk whose books {@link fillFollowingDesk} wrote. */
export async function openFollowingDesk(
  folder: string,
  { grpcUrl, chain, trustRoot }: FollowedNode,
): Promise<FollowingDesk> {
  const books = await openBooksIn(folder);
  const { network } = policy();
  const key = await benchStationKey(folder);
  const recorder = new Recorder({ books, key, now: Date.now });
  const hold = freeHold(key);
  const present = { present: () => policy() };
  const effects = { now: Date.now, notify: () => {} };
  const lines = threadedLines(spawnSourceLines, productLines);
  const line = must(
    lines.connect({
      network: network.id,
      url: asGrpc(grpcUrl),
      genesis: chain,
      trustRoot,
      timeoutMs: PATIENCE_MS,
      fetch: globalThis.fetch,
    }),
  );
  // The thread starts, if no desk before has started it.
  must(await line.latestCheckpoint());
  const attested = new AttestedAddresses({ books, policy: present, hold, check: wholeCheck });
  const sieveMs = await time(() => attested.sieve());
  const follower = await LedgerFollower.create({
    ...{ genesis: chain, hold, line, chain: iotaChain, books, recorder, effects },
    attested,
    notes: new FactNotes({ books, recorder, effects }, null),
    policy: present,
    unproven: () => 'shows',
    others: () => [],
    skips: async () => [],
    freezes: async () => [],
    check: wholeCheck,
  });
  return {
    sieveMs,
    async follow(checkpoints) {
      while (((await books.cursor.get())?.next ?? 0n) <= BigInt(checkpoints)) {
        await follower.look();
        const { problem } = follower.view();
        if (problem) throw new Error(`${problem.code}: ${problem.message}`);
      }
    },
    async close() {
      const { total } = await books.deposits.list({ search: '', offset: 0, limit: 1 }, 'final');
      await books.close();
      return total;
    },
  };
}
