import { createAccount } from '../console/accounts/create-account.ts';
import type { Actor } from '../console/actor.ts';
import { listAddresses } from '../console/addresses/list-addresses.ts';
import { listDeposits } from '../console/deposits/list-deposits.ts';
import { exportJournal } from '../console/journal/export-journal.ts';
import { verifyJournal } from '../console/journal/verify-journal.ts';
import { readGatherPlan, requestGather } from '../console/mandates/gather.ts';
import { approve } from '../console/movements/approve.ts';
import { readMovement } from '../console/movements/movement-views.ts';
import { presentEpoch } from '../console/movements/present-epoch.ts';
import { requestWithdrawal } from '../console/movements/request-withdrawal.ts';
import { sign } from '../console/movements/sign.ts';
import { readSweepPlan, requestSweep } from '../console/movements/sweep.ts';
import { signIn } from '../console/officers/sign-in.ts';
import { actorOf, nobody } from '../console/officers/viewer.ts';
import { readDashboard } from '../console/treasury/dashboard.ts';
import { treasuryPaths } from '../console/treasury/treasury-folder.ts';
import { openVault } from '../console/vaults/open-vault.ts';
import { vaultAtWork } from '../console/vaults/vault-of.ts';
import type { DecodedView, MovementDetail } from '../contract/movements.ts';
import { type Desk, openDesk } from '../stations/desk.ts';
import { practiceDeposit } from '../stations/practice-deposit.ts';
import { createPracticeTreasury } from '../stations/practice-treasury.ts';
import { VAULT_WORK_FACTOR } from '../stronghold/scrypt.ts';
import {
  type Say,
  tellDecoded,
  tellFloat,
  tellMandate,
  tellProof,
  tellSettled,
  unitsText,
} from './day-texts.ts';
import { DemoFailure, decodedOf, heading, must, password, settled, until } from './demo-steps.ts';
import { nodeConsoleEffects } from './node-console-effects.ts';
import {
  type OfficersDesk,
  openOfficersDesk,
  tellMandateThere,
  tellWithdrawalThere,
} from './tell-officers-desk.ts';

export interface DemoOptions {
  /** Where the treasury is made; it must not exist. */
  readonly folder: string;
  readonly say: Say;
  /** log2 of scrypt's N; 19 unless a test says less. */
  readonly workFactor?: number;
}

/**
 * One treasury day through the use cases that the desktop uses, told line by line: vaults, accounts, deposits, a
 * withdrawal with two approvals and a refused tampering, a sweep to the cold vault, a withdrawal and a mandate approved at another
 * station, the journal verified.
 * @throws DemoFailure where any step is refused
 */
export async function tellTreasuryDay({
  folder,
  say,
  workFactor = VAULT_WORK_FACTOR,
}: DemoOptions): Promise<void> {
  heading(say, '1. A treasury with play money');
  say(`Six key files are made, each guarded by scrypt (N = 2^${workFactor}). This takes a few seconds ...`);
  const request = { folder, name: 'Practice treasury', password: password(), workFactor };
  must(await createPracticeTreasury(request, nodeConsoleEffects));
  const desk = must(await openDesk(folder, nodeConsoleEffects));
  try {
    tellTreasury(desk, say);
    await tellDay(desk, say);
  } finally {
    await desk.close();
  }
  heading(say, 'What is left behind');
  say(`  ${folder}-officers-desk`);
  say('    the desk of Chiara Rossi: her key, a journal of its own, no vault');
  say(`  ${folder}`);
  say('    vaults/*.stronghold    two Stronghold v3 files that IOTA wallets open (password "practice")');
  say('    officers/*.stronghold  four officers (same password)');
  say('    journal.jsonl          npm run verify-journal -- FILE');
  say('    treasury.sqlite        the books, practice-node/ the ledger of the practice network');
  say(`\nOpen the desktop on it:\n  npm start -- ${folder}`);
}

function tellTreasury({ treasury, policy, line }: Desk, say: Say): void {
  const paths = treasuryPaths(treasury.folder);
  const { vaultFiles, network } = treasury.file();
  for (const { id, name, receiveAddress } of policy.present().vaults) {
    say(`  ${name.padEnd(11)} ${paths.vault(vaultFiles[id] ?? '')}`);
    say(`  ${''.padEnd(11)} first address ${receiveAddress}`);
  }
  for (const { name, roles } of policy.present().officers) say(`  Officer     ${name} (${roles.join(', ')})`);
  say(`  Network     ${network.id}, genesis ${network.genesis}, ${line.line.url}`);
}

async function tellDay(desk: Desk, say: Say): Promise<void> {
  const { asset } = desk.chain;
  const caller = desk.callers.open();
  const as = async (name: string): Promise<Actor> => {
    const officer = desk.policy.present().officers.find((candidate) => candidate.name.startsWith(name));
    if (!officer) throw new DemoFailure(`there is no officer ${name}`);
    if (!caller.officers.get(officer.id)) {
      must(await signIn(desk, caller, { officerId: officer.id, password: password() }));
    }
    return must(actorOf(caller, officer.id));
  };
  const hot = vaultAtWork(desk.policy.present(), await desk.books.vaults.retired(), 'hot');

  heading(say, '2. Accounts and deposit addresses');
  say('Mara Lindqvist signs in and unlocks the hot vault.');
  const mara = await as('Mara');
  must(await openVault(desk, mara, { vaultId: hot.id, password: password() }));
  const [aurora, fjord] = await tellAccounts(desk, { vaultId: hot.id, actor: mara, say });

  heading(say, '3. Customers deposit');
  must(await practiceDeposit(desk, { address: aurora ?? '', amount: '18000' }));
  must(await practiceDeposit(desk, { address: fjord ?? '', amount: '12500.75' }));
  await tellDeposits(desk, say);
  await tellFloat(desk, say);

  heading(say, '4. A withdrawal, approved by two officers');
  const recipient = `0x${Buffer.from(desk.effects.random(32)).toString('hex')}`;
  const typed = { vaultId: hot.id, recipient, amount: '2500', reference: 'payout 2026-0417' };
  const withdrawal = must(await requestWithdrawal(desk, mara, typed));
  const detail = must(await readMovement(desk, nobody, withdrawal));
  const decoded = decodedOf(detail);
  say('Mara Lindqvist requests; the proposal is built and decoded from its own bytes:');
  tellDecoded(decoded, asset, say);
  say(`  Rule       "${detail.ruleTitle}": ${detail.row.approvalsNeeded} approvals`);
  for (const name of ['Ben Okafor', 'Chiara Rossi']) {
    say(`${name} compares the word code and approves.`);
    must(await approve(desk, await as(name), { id: withdrawal.id, ...digests(decoded) }));
  }

  heading(say, '5. A tampered copy meets the signer');
  await tamper(desk, detail, say);

  heading(say, '6. The true one is signed, sent and becomes final');
  tellSettled(await signAndSettle(desk, mara, withdrawal.id), asset, say);

  heading(say, '7. The surplus goes to the cold vault');
  const plan = must(await readSweepPlan(desk));
  say(`The hot vault is above its band, ${unitsText(plan.surplus, asset)} over the target; the plan:`);
  for (const move of plan.moves) say(`  ${unitsText(move.amount, asset)}  from ${move.accountAlias}`);
  const { ids } = must(await requestSweep(desk, mara));
  await tellTogether(desk, { ids, maker: mara, approver: await as('Ben'), say });
  await tellFloat(desk, say);

  heading(say, '8. An officer approves at a desk of their own');
  const parts = await openOfficersDesk(desk, mara, say);
  try {
    await tellWithdrawalThere(parts, hot.id);
    heading(
      say,
      '9. What is left at many addresses is gathered into one, by a mandate that is approved there',
    );
    await tellGather(parts, hot.id);
  } finally {
    await parts.officer.close();
  }

  heading(say, '10. The journal is verified');
  must(await verifyJournal(desk));
  const file = `${desk.treasury.folder}/journal.jsonl`;
  const report = must(await exportJournal(desk, mara, { file }));
  say(`  ${report.entries} entries, ${report.signedByOfficers} of them signed by officers, all by station`);
  say(`  station key ${report.stationKey}`);
  say(`  head        ${report.head}`);
}

async function tellGather(parts: OfficersDesk, vaultId: string): Promise<void> {
  const { desk, maker, say } = parts;
  const { asset } = desk.chain;
  const { moves, dust } = must(await readGatherPlan(desk, { vaultId }));
  for (const move of moves) say(`  ${unitsText(move.amount, asset)}  from ${move.accountAlias}`);
  if (dust.addresses > 0) say(`  ${unitsText(dust.amount, asset)}  stays: too little to be worth a fee`);
  const { ids } = must(await requestGather(desk, maker, { vaultId }));
  await tellMandateThere(parts, ids);
}

/** Approves and settles what was asked for together: by its mandate where it has one, else by its own bytes. */
async function tellTogether(
  desk: Desk,
  {
    ids,
    maker,
    approver,
    say,
  }: {
    readonly ids: readonly string[];
    readonly maker: Actor;
    readonly approver: Actor;
    readonly say: Say;
  },
): Promise<void> {
  const { asset } = desk.chain;
  const [first = ''] = ids;
  const { mandate, ...detail } = must(await readMovement(desk, nobody, { id: first }));
  if (mandate) {
    tellMandate(mandate, asset, say);
    say('Ben Okafor compares the word code and approves once; the vault holds each transaction against it.');
  } else tellDecoded(decodedOf({ mandate, ...detail }), asset, say);
  const { digest, viewDigest } = mandate ?? decodedOf({ mandate, ...detail });
  must(await approve(desk, approver, { id: first, digest, viewDigest }));
  must(await sign(desk, maker, { id: first }));
  for (const id of ids) tellSettled(await settled(desk, id), asset, say);
}

async function tellAccounts(
  desk: Desk,
  { vaultId, actor, say }: { readonly vaultId: string; readonly actor: Actor; readonly say: Say },
): Promise<readonly string[]> {
  const addresses: string[] = [];
  for (const alias of ['user-1001 Aurora Ltd', 'user-1002 Blue Fjord']) {
    const { index } = must(await createAccount(desk, actor, { vaultId, alias }));
    const window = { search: '', offset: 0, limit: 1 };
    const { rows } = must(await listAddresses(desk, { vaultId, account: index, ...window }));
    for (const { pathText, address } of rows) {
      if (address === null) throw new Error('an address that was given out just now is not attested');
      say(`  ${alias}\n    ${pathText}\n    ${address}`);
      addresses.push(address);
    }
  }
  return addresses;
}

async function tellDeposits(desk: Desk, say: Say): Promise<void> {
  const seen = new Set<string>();
  await until('both deposits to become final', async () => {
    await desk.line.follow();
    const { rows } = await listDeposits(desk, { search: '', offset: 0, limit: 10, state: null });
    for (const { id, state, amount, accountAlias, transaction, checkpoint } of rows) {
      if (seen.has(`${id} ${state}`)) continue;
      seen.add(`${id} ${state}`);
      if (state !== 'final') continue;
      say(`  ${unitsText(amount, desk.chain.asset)}  ${accountAlias}: final in checkpoint ${checkpoint}`);
      say(`    ${transaction}`);
    }
    const { depositsToday, hot } = await readDashboard(desk, nobody);
    return depositsToday.count === 2 && hot.balance === depositsToday.total;
  });
  tellProof(desk.line.view(), say);
}

/** Puts an attacker's address into a copy of the approved intent and shows that the signer notices. */
async function tamper({ books, keys, chain }: Desk, { row }: MovementDetail, say: Say): Promise<void> {
  const stored = await books.movements.proposal(row.id);
  if (!stored) throw new DemoFailure('there is no proposal to tamper with');
  const bytes = Buffer.from(stored.proposal.intent, 'base64');
  const at = bytes.indexOf(Buffer.from(row.recipient.slice(2), 'hex'));
  bytes.set(Buffer.from('bad0'.repeat(16), 'hex'), at);
  const approvals = (await books.movements.approvals(row.id)).map(({ approval }) => approval);
  const client = must(keys.vaults.client(row.vaultId));
  const epoch = must(await presentEpoch({ books, chain }))?.toString() ?? null;
  say('Somebody swaps the recipient in the bytes, and sends the true approvals with it:');
  const proposal = { ...stored.proposal, intent: bytes.toString('base64') };
  const answer = await client.ask('sign', { proposal, approvals, fields: null, epoch, journal: null });
  if (answer.ok) throw new DemoFailure('the signer signed a tampered proposal');
  say(`  REFUSED (${answer.code}): ${answer.message}`);
}

async function signAndSettle(desk: Desk, actor: Actor, id: string): Promise<MovementDetail> {
  must(await sign(desk, actor, { id }));
  return settled(desk, id);
}

const digests = ({ digest, viewDigest }: DecodedView) => ({ digest, viewDigest });
