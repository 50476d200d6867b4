import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openBooks } from '../../../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../../../electron/books/sqlite/source-worker.ts';
import { AttestedAddresses } from '../../../../electron/console/addresses/attested-addresses.ts';
import { requireOwnAddress } from '../../../../electron/console/addresses/list-addresses.ts';
import { benchStationKey } from '../../../support/bench-station-key.ts';
import { freeHold, wholeCheck } from '../../../support/free-hold.ts';
import { must } from '../../../support/must.ts';
import { codeOf, hot, policy } from '../../../support/signer-fixture.ts';
import { signedByHot } from '../ledger/followed.ts';

const own = `0x${'a1'.repeat(32)}`;

async function booksWithOne() {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-addresses-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const books = must(await openBooks(path.join(folder, 'treasury.sqlite'), spawnSourceBooks));
  onTestFinished(() => books.close());
  const vaultId = hot.id;
  const changes = [
    { kind: 'account-added', vaultId, account: 0, alias: 'Ops float', createdAt: 0, entry: 1 },
    ...signedByHot([{ address: own, path: { account: 0, change: 0, index: 0 } }]),
  ] as const;
  must(await books.commit({ expects: [], entries: [], changes }));
  const attested = new AttestedAddresses({
    books,
    policy: { present: () => policy() },
    hold: freeHold(await benchStationKey(folder)),
    check: wholeCheck,
  });
  return { books, attested };
}

it.each([
  ["a stranger's address", `0x${'a2'.repeat(32)}`],
  ['an own address in capitals', own.toUpperCase().replace('0X', '0x')],
  ['an own address without its prefix', own.slice(2)],
  ['an own address with a letter more', `${own}a`],
  ['nothing', ''],
])('%s is none of this treasury: it is not copied and not shown as own', async (_, address) => {
  const parts = await booksWithOne();
  expect(codeOf(await requireOwnAddress(parts, address))).toBe('account-unknown');
  expect(must(await requireOwnAddress(parts, own)).address).toBe(own);
});
