import { type BenchRow, isRowHeld, measureLine } from './measure.ts';
import { type BenchOptions, readCommandLine } from './options.ts';

type Bench = (options: BenchOptions) => Promise<BenchRow[]>;

/**
 * `npm run bench [-- NAME ...] [--json] [--seed N] [--seconds N | --long]`: exit code 1 where a target is missed. With
 * `--json`, standard output is one line of JSON a measure and nothing else (`npm run --silent`, or npm adds its own). The
 * other options are for `fuzz` and other benches that look for faults.
 */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  derivation: async () => (await import('./derivation.ts')).benchDerivation,
  signing: async () => (await import('./signing.ts')).benchSigning,
  policy: async () => (await import('./policy.ts')).benchPolicy,
  tightenings: async () => (await import('./tightenings.ts')).benchTightenings,
  'signer-memory': async () => (await import('./signer-memory.ts')).benchSignerMemory,
  following: async () => (await import('./following.ts')).benchFollowing,
  'following-line': async () => (await import('./following-line.ts')).benchFollowingLine,
  finding: async () => (await import('./finding.ts')).benchFinding,
  'busy-address': async () => (await import('./busy-address.ts')).benchBusyAddress,
  proofs: async () => (await import('./proofs.ts')).benchProofs,
  envelopes: async () => (await import('./envelopes.ts')).benchEnvelopes,
  lists: async () => (await import('./lists.ts')).benchLists,
  'books-check': async () => (await import('./books-check.ts')).benchBooksCheck,
  'honest-histories': async () => (await import('./honest-histories.ts')).benchHonestHistories,
  kills: async () => (await import('./kills.ts')).benchKills,
  'practice-ledger': async () => (await import('./practice-ledger.ts')).benchPracticeLedger,
  'lying-nodes': async () => (await import('./lying-nodes.ts')).benchLyingNodes,
  'lying-pairs': async () => (await import('./lying-nodes.ts')).benchLyingPairs,
  'books-years': async () => (await import('./books-check.ts')).benchBooksYears,
  'folder-attacks': async () => (await import('./folder-attacks.ts')).benchFolderAttacks,
  'officer-attacks': async () => (await import('./folder-attacks.ts')).benchOfficerAttacks,
  stronghold: async () => (await import('./stronghold-speed.ts')).benchStronghold,
  scrypt: async () => (await import('./scrypt-speed.ts')).benchScrypt,
  fuzz: async () => (await import('./stronghold-fuzz.ts')).benchFuzz,
  properties: async () => (await import('./properties.ts')).benchProperties,
  desktop: async () => (await import('./desktop.ts')).benchDesktop,
  'desk-under-load': async () => (await import('./desk-under-load.ts')).benchDeskUnderLoad,
  'key-to-paint': async () => (await import('./key-to-paint.ts')).benchKeyToPaint,
  'event-loops': async () => (await import('./event-loops.ts')).benchEventLoops,
};

/** Takes so long that it is done only where it is asked for. */
const ONLY_ASKED = ['books-years', 'practice-ledger'];

const asked = readCommandLine(process.argv.slice(2), Object.keys(benches));
if ('wrong' in asked) {
  console.error(asked.wrong);
  process.exit(2);
}
const { names, json } = asked;
const options: BenchOptions = { ...asked.options, log: json ? console.error : console.log };
const rows: BenchRow[] = [];
for (const [name, load] of Object.entries(benches)) {
  if (names.length > 0 ? !names.includes(name) : ONLY_ASKED.includes(name)) continue;
  const bench = await load();
  options.log(`measuring ${name} ...`);
  const measured = await bench(options);
  if (json) for (const measure of measured.flatMap((row) => row.measures)) console.log(measureLine(measure));
  rows.push(...measured);
}
options.log('');
for (const row of rows) {
  const { what, measured, target } = row;
  const held = isRowHeld(row);
  const verdict = held === null ? '      ' : held ? 'met   ' : 'MISSED';
  options.log(`${verdict} ${what}\n         ${measured}${target === null ? '' : ` (target: ${target})`}`);
}
if (rows.some((row) => isRowHeld(row) === false)) process.exitCode = 1;
