import { expect, it } from 'vitest';
import type { Books } from '../../../electron/books/books.ts';
import type { Change } from '../../../electron/core/projection/change.ts';
import type { Version } from '../../../electron/core/projection/version.ts';
import { ok } from '../../../electron/core/result.ts';
import { codeOf, NOW } from '../../support/core-samples.ts';
import { fc } from '../../support/fast-check.ts';
import { must } from '../../support/must.ts';
import { aliasKeys, anyChange, history, world } from './changes.ts';
import { apply, checkFigures, freeOf, readEverything, withBooks } from './read-books.ts';

const TRANSCRIPT = '00000000-0000-4000-8000-00000000cafe';
const states = [0, 1, 2] as const;

/** Everything that a decision can rest on in this world, with the version that the books hold of it, by what they show. */
async function presentVersions(books: Books): Promise<readonly Version[]> {
  const present: Version[] = [{ of: 'cursor', version: (await books.cursor.get())?.version ?? 0 }];
  for (const id of world.movements) {
    present.push({ of: 'movement', id, version: (await books.movements.get(id))?.version ?? 0 });
  }
  for (const key of aliasKeys) {
    present.push({ of: 'alias', key, version: (await books.accounts.byAliasKey(key)) ? 1 : 0 });
  }
  for (const vaultId of world.vaults) {
    present.push({ of: 'next-account', vaultId, version: await books.accounts.nextIndex(vaultId) });
    for (const account of [0, 1, 2]) {
      const entry = (await books.accounts.get(vaultId, account))?.entry ?? 0;
      present.push({ of: 'account', vaultId, account, version: entry });
      const one = await books.accounts.one(vaultId, account);
      const archivedAt = one?.archivedAt ?? null;
      present.push({ of: 'balance', vaultId, account, version: one?.balance ?? 0n });
      present.push({ of: 'archived', vaultId, account, version: archivedAt === null ? 0 : 1 });
    }
  }
  for (const address of world.addresses) {
    const own = await books.addresses.find(address);
    present.push({ of: 'address', address, version: own ? (own.issuedAt === null ? 1 : 2) : 0 });
    const touches = await books.addresses.touches([address]);
    present.push({ of: 'touches', address, version: touches.get(address)?.times ?? 0 });
    for (const transactionId of world.transactions) {
      const state = (await books.deposits.find(transactionId, address))?.state;
      const version = state === undefined ? 0 : state === 'seen' ? 1 : 2;
      present.push({ of: 'deposit', transactionId, address, version });
    }
    // What is listed and free is neither reserved nor spent; what is listed and not free is reserved.
    const free = (await freeOf(books, address)).map(({ key }) => key);
    for (const { key } of await books.inputs.of(address)) {
      present.push({ of: 'input', key, version: free.includes(key) ? 0 : 1 });
    }
  }
  for (const digest of world.digests) {
    present.push({ of: 'proposal', digest, version: (await books.movements.hasProposed(digest)) ? 1 : 0 });
  }
  for (const recipient of world.payees) {
    for (const amount of world.amounts) {
      const version = (await books.movements.askedOf(recipient, amount))[0]?.place ?? 0;
      present.push({ of: 'payments', recipient, units: amount, version });
    }
  }
  for (const id of world.externalIds) {
    present.push({ of: 'external-id', id, version: (await books.movements.ofExternalId(id)) ? 1 : 0 });
  }
  present.push({ of: 'ceremony', transcriptId: TRANSCRIPT, version: 0 });
  return present;
}

/** The same thing at every other version that could be named. */
function othersOf(version: Version): readonly Version[] {
  switch (version.of) {
    case 'movement':
    case 'next-account':
    case 'account':
    case 'cursor':
    case 'touches':
    case 'payments':
      return [version.version + 1, version.version - 1]
        .filter((each) => each >= 0)
        .map((each) => ({ ...version, version: each }));
    case 'balance':
      return [{ ...version, version: version.version + 1n }];
    case 'alias':
    case 'archived':
    case 'proposal':
    case 'ceremony':
    case 'external-id':
      return [{ ...version, version: version.version === 0 ? 1 : 0 }];
    case 'address':
    case 'input':
    case 'deposit':
      return states.filter((each) => each !== version.version).map((each) => ({ ...version, version: each }));
  }
}

/** A change that shows, whatever was before. */
const visible: Change = { kind: 'cursor-moved', next: 7n, at: NOW, digest: 'decided' };

it('a commit with one stale version among right ones changes nothing, whatever it rests on', async () => {
  const refused = new Set<Version['of']>();
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.array(anyChange, { maxLength: 5 }),
      fc.nat(),
      async (commits, changes, turn) => {
        await withBooks(async (books) => {
          for (const each of commits) await apply(books, each);
          const present = await presentVersions(books);
          const before = await readEverything(books);
          for (const [place, version] of present.entries()) {
            for (const stale of othersOf(version)) {
              // The stale one in its place, and the right ones before and after it, from some place on.
              const expects = present.toSpliced(place, 1, stale);
              const from = turn % expects.length;
              const turned = [...expects.slice(from), ...expects.slice(0, from)];
              const commit = { expects: turned, entries: [], changes: [visible, ...changes] };
              expect(codeOf(await books.commit(commit)), version.of).toBe('books-changed');
              refused.add(version.of);
            }
          }
          expect(await readEverything(books)).toEqual(before);
          await checkFigures(books);
          // The same without a stale one is written.
          expect(await books.commit({ expects: present, entries: [], changes: [visible] })).toEqual(
            ok(undefined),
          );
          expect((await books.cursor.get())?.digest).toBe('decided');
        });
      },
    ),
    { numRuns: 12 },
  );
  const all: readonly Version['of'][] = [
    ...([
      'account',
      'address',
      'alias',
      'archived',
      'balance',
      'ceremony',
      'cursor',
      'deposit',
      'external-id',
      'input',
      'movement',
    ] as const),
    ...(['next-account', 'payments', 'proposal', 'touches'] as const),
  ];
  expect([...refused].sort()).toEqual(all);
});

it('of two decisions on one version of a movement, only the first is written', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.constantFrom('approved', 'rejected', 'expired'),
      fc.constantFrom('signed', 'cancelled', 'queued'),
      async (commits, first, second) => {
        await withBooks(async (books) => {
          for (const each of commits) await apply(books, each);
          for (const id of world.movements) {
            const movement = await books.movements.get(id);
            if (!movement) continue;
            const decide = (to: typeof first | typeof second) => ({
              expects: [{ of: 'movement', id, version: movement.version } as const],
              entries: [],
              changes: [{ kind: 'movement-moved', id, to, at: NOW } as const],
            });
            // Both are on their way at once; the books take one after the other.
            const [one, other] = await Promise.all([
              books.commit(decide(first)),
              books.commit(decide(second)),
            ]);
            must(one);
            expect(codeOf(other)).toBe('books-changed');
            expect((await books.movements.get(id))?.state).toBe(first);
          }
          await checkFigures(books);
        });
      },
    ),
    { numRuns: 12 },
  );
});
