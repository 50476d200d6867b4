import { openSyncBooks } from '../../electron/books/sqlite/sync-books.ts';

// Opens books and says how that went. `hold` keeps them open until the process is killed.
const [file = '', hold] = process.argv.slice(2);
const opened = openSyncBooks(file);
process.stdout.write(`${opened.ok ? 'open' : opened.code}\n`);
if (opened.ok && hold === 'hold') setInterval(() => {}, 1000);
else if (opened.ok) opened.value.close();
