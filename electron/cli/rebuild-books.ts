import path from 'node:path';
import { rebuildBooks } from '../stations/rebuild-books.ts';
import { shownText } from './shown-text.ts';

const USAGE = `Makes the books of a treasury anew from its signed journal, and says what was different.

  npm run rebuild-books -- FOLDER

The treasury must be closed. Every entry of the journal is verified first; where the journal itself is not whole, nothing is
changed. Facts of the ledger are taken from the evidence that is kept of them; where that is not whole, they are read again
from the node. Where anything differed, an alarm is written into the journal. The old database stays in the folder under
another name.

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
  const { journal, differences, facts, kept } = rebuilt.value;
  for (const difference of differences) console.log(shownText(`  ${difference}`));
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`;
  console.log(`The books are made anew from ${journal.entries} verified entries; ${count} to the old ones.`);
  if (facts === 'anew') console.log('What addresses have is read again from the node.');
  if (differences.length > 0) console.log('An alarm is in the journal: officers settle it under Settings.');
  console.log(shownText(`The old database is kept as ${path.basename(kept)}.`));
  return 0;
}
