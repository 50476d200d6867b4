import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openStore } from '../books/sqlite/store.ts';
import { parseAlias } from '../core/account/alias.ts';
import type { StateMark } from '../core/journal/state-mark.ts';
import { NANOS_PER_IOTA } from '../core/money.ts';
import type { Officer, Role } from '../core/officer/officer.ts';
import { checkPassword } from '../core/password.ts';
import { type Policy, policyDigest, type SignedPolicy } from '../core/policy/policy.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { SignerClient } from '../signer/client.ts';
import { replaceFile } from '../stronghold/atomic-file.ts';
import type { ConsoleEffects } from './effects.ts';
import { Journal } from './journal.ts';
import { createStationKey } from './station-key.ts';
import { type TreasuryFile, treasuryPaths } from './treasury-folder.ts';

export interface PracticeTreasuryRequest {
  /** Where the treasury's folder is to be; it must not exist. */
  readonly folder: string;
  readonly name: string;
  /** One password for every file of it: play money. Raw UTF-8; the caller wipes it. */
  readonly password: Uint8Array;
  /** log2 of scrypt's N for the Stronghold files; 19 outside of tests. */
  readonly workFactor: number;
  /** Milliseconds between the practice network's checkpoints. */
  readonly checkpointMs: number;
  /** A practice node that runs elsewhere; left out: one of its own, embedded. */
  readonly nodeUrl?: { readonly url: string; readonly chain: string };
}

const practiceOfficers: readonly { name: string; file: string; roles: Role[] }[] = [
  { name: 'Mara Lindqvist', file: 'mara-lindqvist', roles: ['maker'] },
  { name: 'Ben Okafor', file: 'ben-okafor', roles: ['approver'] },
  { name: 'Chiara Rossi', file: 'chiara-rossi', roles: ['approver'] },
  { name: 'Dev Patel', file: 'dev-patel', roles: ['policy-admin', 'auditor'] },
];

const iota = (amount: number): string => (BigInt(amount) * NANOS_PER_IOTA).toString();

/**
 * Makes a whole practice treasury: a hot and a cold vault, four officers with own key files, a signed policy that both
 * vaults have sealed, a journal. It is made in a folder beside its place and moved there at the end, so that a crash
 * leaves no half treasury. Its vaults have no backup: the ceremony belongs to real money, which this cannot hold.
 * @returns refuses `treasury-exists`, the codes of the name (`alias-*`), of the password, of the Stronghold files, and
 * what keeps the practice node from starting
 */
export async function createPracticeTreasury(
  request: PracticeTreasuryRequest,
  effects: ConsoleEffects,
): Promise<Result<TreasuryFile>> {
  const name = parseAlias(request.name);
  if (!name.ok) return name;
  const usable = checkPassword(request.password);
  if (!usable.ok) return usable;
  const draft = `${request.folder}.unfinished-${effects.uuid().slice(0, 8)}`;
  const ready = await makeReady(draft, request.folder);
  if (!ready.ok) return ready;
  const open: SignerClient[] = [];
  try {
    const made = await fill(draft, { ...request, name: name.value }, effects, open);
    if (!made.ok) return made;
    return await moveIntoPlace(draft, request.folder, made.value);
  } finally {
    for (const client of open) client.kill();
    await rm(draft, { recursive: true, force: true });
  }
}

/** Makes the draft's folders; asks first, so that nobody waits for six scrypts to hear that the place is taken. */
async function makeReady(draft: string, folder: string): Promise<Result<void>> {
  const parent = path.dirname(folder);
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    if (await isOccupied(folder)) return occupied(folder);
    // What a creation left that was killed: never a treasury, since that gets its name at the very end.
    const leftover = `${path.basename(folder)}.unfinished-`;
    for (const name of await readdir(parent)) {
      if (name.startsWith(leftover) && /^[0-9a-f]{8}$/.test(name.slice(leftover.length)))
        await rm(path.join(parent, name), { recursive: true, force: true });
    }
    for (const part of ['', 'vaults', 'officers', 'practice-node']) {
      await mkdir(path.join(draft, part), { recursive: true, mode: 0o700 });
    }
    return ok(undefined);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return refuse('file-not-written', `no folder can be made at ${folder} (${code})`);
  }
}

/** An empty folder is no obstacle: the system's dialog makes one. */
async function isOccupied(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

const occupied = (folder: string) =>
  refuse('treasury-exists', `there is something at ${folder} already; it was left alone`);

async function moveIntoPlace(
  draft: string,
  folder: string,
  file: TreasuryFile,
): Promise<Result<TreasuryFile>> {
  try {
    // An empty folder (the system's dialog makes one) may be replaced; anything else stops the rename.
    await rename(draft, folder);
    return ok(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM'].includes(code)) {
      return occupied(folder);
    }
    return refuse('file-not-written', `the treasury could not be moved to ${folder} (${code})`);
  }
}

async function fill(
  draft: string,
  request: PracticeTreasuryRequest,
  effects: ConsoleEffects,
  open: SignerClient[],
): Promise<Result<TreasuryFile>> {
  const paths = treasuryPaths(draft);
  const create = async (file: string, purpose: 'vault' | 'officer') => {
    const client = new SignerClient(effects.spawnSigner());
    open.push(client);
    const { password, workFactor } = request;
    const made = await client.ask('create', { file, password, workFactor, purpose });
    return made.ok ? ok({ client, ...made.value }) : made;
  };

  const officers: (Officer & { file: string; client: SignerClient })[] = [];
  for (const { name, file, roles } of practiceOfficers) {
    const made = await create(paths.officer(`${file}.stronghold`), 'officer');
    if (!made.ok) return made;
    const { client, publicKey } = made.value;
    officers.push({
      id: effects.uuid(),
      name,
      publicKey: publicKey!,
      roles,
      file: `${file}.stronghold`,
      client,
    });
  }
  const vaults: (Policy['vaults'][number] & { file: string; client: SignerClient })[] = [];
  for (const kind of ['hot', 'cold'] as const) {
    const made = await create(paths.vault(`${kind}.stronghold`), 'vault');
    if (!made.ok) return made;
    const { client, firstAddress } = made.value;
    vaults.push({
      id: effects.uuid(),
      name: kind === 'hot' ? 'Hot vault' : 'Cold vault',
      kind,
      receiveAddress: firstAddress!,
      file: `${kind}.stronghold`,
      client,
    });
  }

  const seed = request.nodeUrl ? '' : effects.uuid();
  const chain = request.nodeUrl
    ? ok(request.nodeUrl.chain)
    : await chainOfNewNode(seed, paths.practiceNode, request, effects);
  if (!chain.ok) return chain;
  const policy = practicePolicy({
    treasuryId: effects.uuid(),
    network: { id: 'iota:practice', chain: chain.value },
    createdAt: effects.now(),
    officers: officers.map(({ id, name, publicKey, roles }) => ({ id, name, publicKey, roles })),
    vaults: vaults.map(({ id, name, kind, receiveAddress }) => ({ id, name, kind, receiveAddress })),
  });
  const signed = await signPolicy(policy, officers);
  if (!signed.ok) return signed;
  const marks = new Map<string, StateMark>();
  for (const { id, client } of vaults) {
    const sealed = await client.ask('seal', { kind: 'policies', vaultId: id, policies: [signed.value] });
    if (!sealed.ok) return sealed;
    marks.set(id, sealed.value);
  }

  const file: TreasuryFile = {
    format: 'sallyport/treasury/1',
    id: policy.treasuryId,
    name: request.name,
    createdAt: policy.createdAt,
    network: policy.network,
    node: request.nodeUrl
      ? { kind: 'url', url: request.nodeUrl.url }
      : { kind: 'embedded', seed, checkpointMs: request.checkpointMs },
    vaultFiles: Object.fromEntries(vaults.map(({ id, file }) => [id, file])),
    officerFiles: Object.fromEntries(officers.map(({ id, file }) => [id, file])),
    practicePassword: new TextDecoder('utf-8', { ignoreBOM: true }).decode(request.password),
    policies: [signed.value],
  };
  const written = await writeBooks(paths, file, { effects, vaults, marks });
  if (!written.ok) return written;
  await replaceFile(paths.treasury, new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`));
  return ok(file);
}

/** The first book entries: the journal's beginning and each vault's first account, at which it receives sweeps. */
async function writeBooks(
  paths: ReturnType<typeof treasuryPaths>,
  file: TreasuryFile,
  {
    effects,
    vaults,
    marks,
  }: {
    effects: ConsoleEffects;
    vaults: readonly (Policy['vaults'][number] & { client: SignerClient })[];
    marks: ReadonlyMap<string, StateMark>;
  },
): Promise<Result<void>> {
  const station = await createStationKey(paths.stationKey, effects);
  // SQLite would make it readable for others; its WAL takes the rights of the file.
  await writeFile(paths.database, '', { mode: 0o600, flag: 'wx' });
  const opened = openStore(paths.database);
  if (!opened.ok) return opened;
  const store = opened.value;
  try {
    const addresses: {
      vaultId: string;
      path: { account: number; change: number; index: number };
      address: string;
    }[] = [];
    for (const { id, client } of vaults) {
      const derived = await client.ask('addresses', { account: 0, change: 0, from: 0, count: 20 });
      if (!derived.ok) return derived;
      addresses.push(...derived.value.map((entry) => ({ vaultId: id, ...entry })));
    }
    const journal = new Journal(store, station, effects.now);
    const { policy } = file.policies[0]!;
    const written = await journal.record(
      {
        kind: 'treasury-created',
        body: {
          treasuryId: file.id,
          name: file.name,
          network: file.network.id,
          chain: file.network.chain,
          stationKey: station.publicKey,
          policy: policyDigest(policy),
          policyVersion: policy.version,
          officers: policy.officers.map(({ id, name, publicKey, roles }) => ({
            id,
            name,
            publicKey,
            roles: [...roles],
          })),
          vaults: policy.vaults.map(({ id, name, kind, receiveAddress }) => ({
            id,
            name,
            kind,
            receiveAddress,
          })),
        },
      },
      () => {
        for (const { id, name } of vaults) {
          const alias = name === 'Hot vault' ? 'Ops float' : 'Cold reserve';
          store.accounts.add({ vaultId: id, index: 0, alias, createdAt: file.createdAt });
        }
        for (const { vaultId, path, address } of addresses) {
          store.accounts.addAddress({
            address,
            vaultId,
            path,
            issuedAt: path.index === 0 ? file.createdAt : null,
          });
        }
        store.cursor.set(0n, file.createdAt);
        return ok(undefined);
      },
    );
    if (!written.ok) return written;
    for (const [vaultId, mark] of marks) {
      const told = await journal.record({ kind: 'vault-sealed', body: { vaultId, ...mark } });
      if (!told.ok) return told;
    }
    return ok(undefined);
  } finally {
    store.close();
  }
}

async function chainOfNewNode(
  seed: string,
  folder: string,
  { checkpointMs }: PracticeTreasuryRequest,
  effects: ConsoleEffects,
): Promise<Result<string>> {
  const node = await effects.startPracticeNode({ port: 0, seed, folder, checkpointMs });
  if (!node.ok) return node;
  const { chain } = node.value;
  await node.value.stop();
  return ok(chain);
}

async function signPolicy(
  policy: Policy,
  officers: readonly (Officer & { client: SignerClient })[],
): Promise<Result<SignedPolicy>> {
  const signatures: { officerId: string; signature: string }[] = [];
  for (const { id, roles, client } of officers) {
    if (!roles.includes('policy-admin')) continue;
    const signed = await client.ask('sign-statement', { kind: 'policy', policy });
    if (!signed.ok) return signed;
    signatures.push({ officerId: id, signature: signed.value.signature });
  }
  return ok({ policy, signatures });
}

/** The rules that a practice treasury starts with. */
function practicePolicy(
  facts: Pick<Policy, 'treasuryId' | 'network' | 'createdAt' | 'officers' | 'vaults'>,
): Policy {
  const [hot, cold] = facts.vaults;
  return {
    format: 'sallyport/policy/1',
    version: 1,
    ...facts,
    officers: [...facts.officers],
    vaults: [...facts.vaults],
    rules: [
      {
        id: 'sweep-to-cold',
        title: 'Sweep to the cold vault',
        vaultId: hot!.id,
        destination: 'own-vault',
        maxAmount: null,
        window: null,
        approvals: 1,
      },
      {
        id: 'everyday',
        title: 'Everyday withdrawal',
        vaultId: hot!.id,
        destination: 'anyone',
        maxAmount: iota(1_000),
        window: { seconds: 86_400, max: iota(5_000) },
        approvals: 1,
      },
      {
        id: 'large',
        title: 'Large withdrawal',
        vaultId: hot!.id,
        destination: 'anyone',
        maxAmount: null,
        window: { seconds: 86_400, max: iota(50_000) },
        approvals: 2,
      },
      {
        id: 'refill-hot',
        title: 'Refill the hot vault',
        vaultId: cold!.id,
        destination: 'own-vault',
        maxAmount: null,
        window: null,
        approvals: 2,
      },
    ],
    gasCap: (NANOS_PER_IOTA / 10n).toString(),
    floatBand: { min: iota(5_000), target: iota(10_000), max: iota(20_000) },
    approvalLifetime: 24 * 3600,
  };
}
