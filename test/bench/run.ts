import { benchDerivation } from './derivation.ts';
import { benchDesktop } from './desktop.ts';
import { benchFollowing } from './following.ts';
import { benchLists } from './lists.ts';
import type { BenchRow } from './measure.ts';
import { benchSigning } from './signing.ts';

/** `npm run bench [-- derivation|signing|following|lists|desktop ...]`: exit code 1 where a target is missed. */
const benches: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  derivation: benchDerivation,
  signing: benchSigning,
  following: benchFollowing,
  lists: benchLists,
  desktop: benchDesktop,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`Expected ${Object.keys(benches).join(', ')}; got ${unknown.join(', ')}.`);
  process.exit(2);
}
const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`measuring ${name} ...`);
  rows.push(...(await bench()));
}
console.log('');
for (const { what, measured, target, met } of rows) {
  const verdict = met === null ? '      ' : met ? 'met   ' : 'MISSED';
  console.log(`${verdict} ${what}\n         ${measured}${target === null ? '' : ` (target: ${target})`}`);
}
if (rows.some(({ met }) => met === false)) process.exitCode = 1;
