import { setTimeout as sleep } from 'node:timers/promises';
import { listAddresses } from '../console/account-views.ts';
import { approve } from '../console/approve.ts';
import { createAccount } from '../console/create-account.ts';
import { createPracticeTreasury } from '../console/create-practice-treasury.ts';
import { readMovement } from '../console/movement-views.ts';
import { openTreasury } from '../console/open-treasury.ts';
import { openVault } from '../console/open-vault.ts';
import { practiceDeposit } from '../console/practice-deposit.ts';
import { requestWithdrawal } from '../console/request-withdrawal.ts';
import { sign } from '../console/sign.ts';
import { signIn } from '../console/sign-in.ts';
import { readSweepPlan, requestSweep } from '../console/sweep.ts';
import { type Treasury, vaultOfKind } from '../console/treasury.ts';
import { treasuryPaths } from '../console/treasury-folder.ts';
import { listDeposits, readDashboard } from '../console/treasury-view.ts';
import { exportJournal, verifyJournal } from '../console/verify-journal.ts';
import type { DecodedView, MovementDetail } from '../contract/movements.ts';
import { formatAmount } from '../core/money.ts';
import type { Result } from '../core/result.ts';
import { VAULT_WORK_FACTOR } from '../stronghold/scrypt.ts';
import { nodeConsoleEffects } from './node-console-effects.ts';

/** A step of the day was refused. */
export class DemoFailure extends Error {}

export interface DemoOptions {
  /** Where the treasury is made; it must not exist. */
  readonly folder: string;
  readonly say: (line: string) => void;
  /** log2 of scrypt's N; 19 unless a test says less. */
  readonly workFactor?: number;
}

const PASSWORD = 'practice';
/** Slow enough that a deposit can be seen before it is final. */
const CHECKPOINT_MS = 1_500;
const PATIENCE_MS = 30_000;

/**
 * One treasury day through the use cases that the desktop uses, told line by line: vaults, accounts, deposits, a
 * withdrawal with two approvals and a refused tampering, a sweep to the cold vault, the journal verified.
 * @throws DemoFailure where any step is refused
 */
export async function tellTreasuryDay({
  folder,
  say,
  workFactor = VAULT_WORK_FACTOR,
}: DemoOptions): Promise<void> {
  const password = () => new TextEncoder().encode(PASSWORD);
  const heading = (text: string) => say(`\n${text}\n${'-'.repeat(text.length)}`);

  heading('1. A treasury with play money');
  say(`Six key files are made, each guarded by scrypt (N = 2^${workFactor}). This takes a few seconds ...`);
  must(
    await createPracticeTreasury(
      { folder, name: 'Practice treasury', password: password(), workFactor, checkpointMs: CHECKPOINT_MS },
      nodeConsoleEffects,
    ),
  );
  const treasury = must(await openTreasury(folder, nodeConsoleEffects));
  try {
    const paths = treasuryPaths(folder);
    for (const { id, name, receiveAddress } of treasury.policy.vaults) {
      say(`  ${name.padEnd(11)} ${paths.vault(treasury.file.vaultFiles[id]!)}`);
      say(`  ${''.padEnd(11)} first address ${receiveAddress}`);
    }
    for (const { name, roles } of treasury.policy.officers)
      say(`  Officer     ${name} (${roles.join(', ')})`);
    say(
      `  Network     ${treasury.file.network.id}, chain ${treasury.file.network.chain}, ${treasury.network.url}`,
    );
    await live(treasury, { say, heading, password });
  } finally {
    await treasury.close();
  }
  heading('What is left behind');
  say(`  ${folder}`);
  say('    vaults/*.stronghold    two Stronghold v3 files that IOTA wallets open (password "practice")');
  say('    officers/*.stronghold  four officers (same password)');
  say('    journal.jsonl          npm run verify-journal -- FILE');
  say('    treasury.sqlite        the database, practice-node/ the ledger of the practice network');
  say(`\nOpen the desktop on it:\n  npm start -- ${folder}`);
}

interface Telling {
  readonly say: (line: string) => void;
  readonly heading: (text: string) => void;
  readonly password: () => Uint8Array;
}

async function live(treasury: Treasury, { say, heading, password }: Telling): Promise<void> {
  const hot = vaultOfKind(treasury, 'hot');
  const as = async (name: string) => {
    const officer = treasury.policy.officers.find((candidate) => candidate.name.startsWith(name))!;
    must(await signIn(treasury, { officerId: officer.id, password: password() }));
    return officer.name;
  };

  heading('2. Accounts and deposit addresses');
  say(`${await as('Mara')} signs in and unlocks the hot vault.`);
  must(await openVault(treasury, { vaultId: hot.id, password: password() }));
  const addresses: string[] = [];
  for (const alias of ['user-1001 Aurora Ltd', 'user-1002 Blue Fjord']) {
    const account = must(await createAccount(treasury, { vaultId: hot.id, alias }));
    const [first] = must(
      listAddresses(treasury, { vaultId: hot.id, account: account.index, search: '', offset: 0, limit: 1 }),
    ).rows;
    say(`  ${alias}\n    ${first!.pathText}\n    ${first!.address}`);
    addresses.push(first!.address);
  }

  heading('3. Customers deposit');
  const [aurora, fjord] = addresses;
  must(await practiceDeposit(treasury, { address: aurora!, amount: '18000' }));
  must(await practiceDeposit(treasury, { address: fjord!, amount: '12500.75' }));
  const seen = new Set<string>();
  await until('both deposits to become final', async () => {
    await treasury.follow();
    const { rows } = listDeposits(treasury, { search: '', offset: 0, limit: 10, state: null });
    for (const { id, state, amount, accountAlias, transaction, checkpoint } of rows) {
      if (seen.has(`${id} ${state}`)) continue;
      seen.add(`${id} ${state}`);
      const where = state === 'final' ? `final in checkpoint ${checkpoint}` : 'seen, not yet irreversible';
      say(`  ${amountText(amount)}  ${accountAlias}: ${where}\n    ${transaction}`);
    }
    const dashboard = readDashboard(treasury);
    return dashboard.depositsToday.count === 2 && dashboard.hot.balance === '30500750000000';
  });
  tellFloat(treasury, say);

  heading('4. A withdrawal, approved by two officers');
  const recipient = `0x${Buffer.from(treasury.effects.random(32)).toString('hex')}`;
  const withdrawal = must(
    await requestWithdrawal(treasury, {
      vaultId: hot.id,
      recipient,
      amount: '2500',
      reference: 'payout 2026-0417',
    }),
  );
  let detail = must(readMovement(treasury, withdrawal));
  if (!detail.decoded) throw new DemoFailure(`the proposal was not built: ${detail.row.trouble?.message}`);
  say('Mara Lindqvist requests; the proposal is built and decoded from its own bytes:');
  tellDecoded(detail.decoded, say);
  say(`  Rule       "${detail.ruleTitle}": ${detail.row.approvalsNeeded} approvals`);
  for (const name of ['Ben', 'Chiara']) {
    say(`${await as(name)} compares the word code and approves.`);
    must(await approve(treasury, { id: withdrawal.id, ...digests(detail.decoded) }));
  }

  heading('5. A tampered copy meets the signer');
  await tamper(treasury, detail, say);

  heading('6. The true one is signed, sent and becomes final');
  detail = await signAndSettle(treasury, withdrawal.id);
  tellSettled(detail, say);

  heading('7. The surplus goes to the cold vault');
  await as('Mara');
  const plan = must(await readSweepPlan(treasury));
  say(`The hot vault is above its band, ${amountText(plan.surplus)} over the target; the plan:`);
  for (const move of plan.moves) say(`  ${amountText(move.amount)}  from ${move.accountAlias}`);
  const { ids } = must(await requestSweep(treasury));
  await as('Ben');
  for (const id of ids) {
    const { decoded, row } = must(readMovement(treasury, { id }));
    if (!decoded) throw new DemoFailure(`the sweep was not built: ${row.trouble?.message}`);
    tellDecoded(decoded, say);
    must(await approve(treasury, { id, ...digests(decoded) }));
    tellSettled(await signAndSettle(treasury, id), say);
  }
  tellFloat(treasury, say);

  heading('8. The journal is verified');
  must(await verifyJournal(treasury));
  const report = must(await exportJournal(treasury, `${treasury.folder}/journal.jsonl`));
  say(`  ${report.entries} entries, ${report.signedByOfficers} of them signed by officers, all by station`);
  say(`  station key ${report.stationKey}`);
  say(`  head        ${report.head}`);
}

/** Puts an attacker's address into a copy of the approved bytes and shows that the signer notices. */
async function tamper(treasury: Treasury, { row }: MovementDetail, say: Telling['say']): Promise<void> {
  const stored = treasury.store.movements.proposal(row.id)!;
  const attacker = `0x${'bad0'.repeat(16)}`;
  const bytes = Buffer.from(stored.proposal.bytes, 'base64');
  const at = bytes.indexOf(Buffer.from(row.recipient.slice(2), 'hex'));
  bytes.set(Buffer.from(attacker.slice(2), 'hex'), at);
  const approvals = treasury.store.movements.approvals(row.id).map(({ approval }) => approval);
  const client = must(treasury.sessions.vault(row.vaultId));
  say('Somebody swaps the recipient in the bytes, and brings the true approvals along:');
  const answer = await client.ask('sign', {
    proposal: { ...stored.proposal, bytes: bytes.toString('base64') },
    approvals,
  });
  if (answer.ok) throw new DemoFailure('the signer signed a tampered proposal');
  say(`  REFUSED (${answer.code}): ${answer.message}`);
}

async function signAndSettle(treasury: Treasury, id: string): Promise<MovementDetail> {
  must(await sign(treasury, { id }));
  await until('the payment to become final', async () => {
    await treasury.follow();
    const state = must(readMovement(treasury, { id })).row.state;
    if (state === 'failed') throw new DemoFailure('the network refused the payment');
    return state === 'final' && treasury.store.accounts.stale(1).length === 0;
  });
  return must(readMovement(treasury, { id }));
}

function tellDecoded(decoded: DecodedView, say: Telling['say']): void {
  say(`  From       ${decoded.sender}`);
  for (const { recipient, amount, ownVaultName } of decoded.payments) {
    say(`  Pays       ${amountText(amount)}`);
    say(`  To         ${recipient}${ownVaultName === null ? '' : ` (${ownVaultName})`}`);
  }
  say(`  Change     at least ${amountText(decoded.changeAtLeast)} back to the sender`);
  say(`  Gas        at most ${amountText(decoded.gasBudget)}`);
  say(`  Digest     ${decoded.digestText}`);
  say(`  Word code  ${decoded.wordCode.join(' ')}`);
}

function tellSettled({ transaction }: MovementDetail, say: Telling['say']): void {
  say(`  Signed, stored, sent; final in checkpoint ${transaction?.checkpoint}`);
  say(`  Transaction ${transaction?.digestText}, gas ${amountText(transaction?.gasUsed ?? '0')}`);
}

function tellFloat(treasury: Treasury, say: Telling['say']): void {
  const { hot, cold } = readDashboard(treasury);
  const { min, target, max } = hot.band;
  say(`  Hot   ${amountText(hot.balance)} (${hot.position === 'inside' ? 'inside' : hot.position} its band`);
  say(`        min ${amountText(min)}, target ${amountText(target)}, max ${amountText(max)})`);
  say(`  Cold  ${amountText(cold.balance)}`);
}

function digests({ transactionDigest, viewDigest }: DecodedView) {
  return { transactionDigest, viewDigest };
}

function amountText(nanos: string): string {
  return `${formatAmount(BigInt(nanos))} IOTA`;
}

async function until(what: string, reached: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(150)) {
    if (await reached()) return;
  }
  throw new DemoFailure(`waited ${PATIENCE_MS / 1000} seconds for ${what}`);
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new DemoFailure(`${result.code}: ${result.message}`);
  return result.value;
}
