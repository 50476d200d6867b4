import { benchDerivation } from './derivation.ts';
import { benchDesktop } from './desktop.ts';
import { benchEventLoops } from './event-loops.ts';
import { benchFollowing } from './following.ts';
import { benchLists } from './lists.ts';
import type { BenchRow } from './measure.ts';
import { type BenchOptions, readCommandLine } from './options.ts';
import { benchSigning } from './signing.ts';
import { benchFuzz } from './stronghold-fuzz.ts';
import { benchStronghold } from './stronghold-speed.ts';

/**
 * `npm run bench [-- NAME ...] [--seed N] [--seconds N | --long]`: exit code 1 where a target is missed. The options are
 * for `fuzz`.
 */
const benches: Readonly<Record<string, (options: BenchOptions) => Promise<BenchRow[]>>> = {
  derivation: benchDerivation,
  signing: benchSigning,
  following: benchFollowing,
  lists: benchLists,
  stronghold: benchStronghold,
  fuzz: benchFuzz,
  desktop: benchDesktop,
  'event-loops': benchEventLoops,
};

const asked = readCommandLine(process.argv.slice(2), Object.keys(benches));
if ('wrong' in asked) {
  console.error(asked.wrong);
  process.exit(2);
}
const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.names.length > 0 && !asked.names.includes(name)) continue;
  console.log(`measuring ${name} ...`);
  rows.push(...(await bench(asked.options)));
}
console.log('');
for (const { what, measured, target, met } of rows) {
  const verdict = met === null ? '      ' : met ? 'met   ' : 'MISSED';
  console.log(`${verdict} ${what}\n         ${measured}${target === null ? '' : ` (target: ${target})`}`);
}
if (rows.some(({ met }) => met === false)) process.exitCode = 1;
