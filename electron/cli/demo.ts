import path from 'node:path';
import { DemoFailure } from './demo-steps.ts';
import { shownLines } from './shown-text.ts';
import { tellTreasuryDay } from './treasury-day.ts';

/** `npm run demo [-- FOLDER]`: one treasury day with play money, told as a story. Exit code 0 if all of it happened. */
const folder = path.resolve(
  process.argv[2] ??
    path.join('practice-treasury', new Date().toISOString().slice(0, 19).replaceAll(':', '-')),
);

try {
  // Groups of an amount are parted by a thin space, which a terminal is shown as a plain one.
  await tellTreasuryDay({ folder, say: (line) => console.log(shownLines(line.replaceAll('\u202f', ' '))) });
} catch (error) {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(shownLines(error instanceof DemoFailure ? `\nThe day ended here: ${error.message}` : words));
  process.exitCode = 1;
}
