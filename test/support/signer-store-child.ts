import { openStore } from '../../electron/books/sqlite/store.ts';

// Opens a database and tells how that went; with `hold` it keeps it open until it is killed.
const [file, hold] = process.argv.slice(2) as [string, string | undefined];
const opened = openStore(file);
process.stdout.write(`${opened.ok ? 'open' : opened.code}\n`);
if (opened.ok && hold === 'hold') setInterval(() => {}, 1000);
else if (opened.ok) opened.value.close();
