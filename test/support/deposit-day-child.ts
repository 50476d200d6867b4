import { openSyncBooks } from '../../electron/books/sqlite/sync-books.ts';
import type { Change } from '../../electron/core/projection/change.ts';
import { address, hot } from './core-samples.ts';
import { must } from './must.ts';

// Writes deposits that became final at the named times, if any, and says what this machine's day has so far.
const [file = '', now = '', ...times] = process.argv.slice(2);
const books = must(openSyncBooks(file));
const own = address(1);
const path = { account: 0, change: 0, index: 0 };
const changes: readonly Change[] = [
  { kind: 'account-added', vaultId: hot.id, account: 0, alias: 'a', createdAt: 0, entry: 1 },
  { kind: 'address-added', address: own, vaultId: hot.id, path, attested: null },
  ...times.map((time): Change => {
    const finalAt = Date.parse(time);
    const told = {
      transactionId: time,
      sender: address(2),
      seenAt: finalAt,
      finalAt,
      checkpoint: '1',
    };
    return { kind: 'deposit-final', address: own, units: 7n, ...told };
  }),
];
must(books.commit({ expects: [], entries: [], changes: times.length > 0 ? changes : [] }));
const { count, total } = books.figures.depositsSince(new Date(now).setHours(0, 0, 0, 0));
const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
process.stdout.write(`${JSON.stringify({ zone, count, total: total.toString() })}\n`);
books.close();
