import path from 'node:path';
import { rebuildBooks } from '../stations/rebuild-books.ts';
import { shownText } from './shown-text.ts';

const USAGE = `Makes the books of a treasury anew from its signed journal, and says what was different.

  npm run rebuild-books -- FOLDER

The treasury must be closed. Every entry of the journal is verified first; where the journal itself is not whole, nothing is
changed. What the journal does not hold (what addresses have, how far the ledger was followed) is kept, and read again from
the node. The old database stays in the folder under another name.

Exit code 0: the books are made anew. 1: they are not. 2: it was called wrongly.
`;

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const [folder] = args;
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  if (folder === undefined || args.length > 1 || folder.startsWith('-')) {
    console.error(USAGE);
    return 2;
  }
  const rebuilt = await rebuildBooks(path.resolve(folder), Date.now());
  if (!rebuilt.ok) {
    console.error(shownText(`NOT REBUILT (${rebuilt.code}): ${rebuilt.message}. Nothing was changed.`));
    return 1;
  }
  const { journal, differences, lost, kept } = rebuilt.value;
  for (const difference of differences) console.log(shownText(`  ${difference}`));
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`;
  console.log(`The books are made anew from ${journal.entries} verified entries; ${count} to the old ones.`);
  for (const name of lost) console.log(`The old ${name} could not be read and are left out.`);
  console.log(shownText(`The old database is kept as ${path.basename(kept)}.`));
  return 0;
}
