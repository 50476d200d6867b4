import { writeFile } from 'node:fs/promises';
import type { Books } from '../../books/books.ts';
import type { Chain } from '../../chains/chain.ts';
import { parseAlias } from '../../core/account/alias.ts';
import type { NetworkId, NetworkIdentity } from '../../core/network-id.ts';
import { checkPassword } from '../../core/password.ts';
import { ok, type Result } from '../../core/result.ts';
import type { ConsoleEffects } from '../effects.ts';
import { Recorder } from '../recorder.ts';
import { checkStrength } from '../strong-password.ts';
import { fillDraft } from './draft-folder.ts';
import { type BeginningFacts, decideBeginning } from './first-entries.ts';
import { firstPolicy, type NewOfficer, type NewRules, type NewVault } from './first-policy.ts';
import { beginVaults, KeyMaker, signFirstPolicy } from './make-keys.ts';
import { createStationKey, type StationKey } from './station-key.ts';
import {
  type TreasuryFile,
  type TreasuryPaths,
  treasuryPaths,
  writeTreasuryFile,
} from './treasury-folder.ts';

/** A network, and what all proof of it begins with. */
export interface PinnedNetwork {
  readonly network: NetworkIdentity;
  /** See `Chain.checkTrustRoot`. */
  readonly trustRoot: string | null;
}

/** A treasury to be made, on whatever network. */
export interface NewTreasury extends NewRules {
  /** Where the treasury's folder is to be; it must not exist. */
  readonly folder: string;
  readonly name: string;
  /** Says which network it is, once the folder's draft is there: an embedded node puts its ledger into it. */
  readonly identify: (paths: TreasuryPaths) => Promise<Result<PinnedNetwork>>;
  readonly node: TreasuryFile['node'];
  /** The first checkpoint to take in: nobody can have paid its addresses before. */
  readonly firstCheckpoint: bigint;
  readonly officers: readonly NewOfficer[];
  /** Where this desk stands, as people call it: the officers' keys live there. */
  readonly site: string;
  readonly vaults: readonly NewVault[];
  /** Shown to everybody who opens it; null where money is at stake. */
  readonly practicePassword: string | null;
  /** log2 of scrypt's N for the Stronghold files. */
  readonly workFactor: number;
}

/** What a creation is made with. */
export interface CreationParts {
  readonly chain: Chain;
  readonly openBooks: (file: string) => Promise<Result<Books>>;
  readonly effects: Pick<
    ConsoleEffects,
    'now' | 'random' | 'uuid' | 'spawnSigner' | 'guessesFor' | 'keychain'
  >;
}

/**
 * Makes a whole treasury: vaults, officers with own key files, a policy that all of them sign and its vaults seal, a
 * journal. It is made in a folder beside its place and moved there at the end, so that a crash leaves no half treasury.
 * @returns refuses `treasury-exists`, `file-not-written`, the codes of the names (`alias-*`), of the passwords, of the
 * policy and of the Stronghold files, and what `identify` refuses
 */
export async function createTreasury(
  parts: CreationParts,
  wanted: NewTreasury,
): Promise<Result<TreasuryFile>> {
  const name = checkWanted(parts, wanted);
  if (!name.ok) return name;
  const { spawnSigner: spawn, uuid } = parts.effects;
  const keys = new KeyMaker({ spawn, uuid, workFactor: wanted.workFactor });
  const { folder } = wanted;
  const draft = { folder, parts: ['vaults', 'officers', 'practice-node'], suffix: uuid().slice(0, 8) };
  try {
    return await fillDraft(draft, (place) =>
      fill(parts, { ...wanted, folder: place, name: name.value }, keys),
    );
  } finally {
    keys.end();
  }
}

/**
 * What would only be refused after all keys were made is refused before: names, passwords, and the policy, with made-up
 * keys and addresses. @returns the treasury's name as it will be written
 */
export function checkWanted(
  parts: Pick<CreationParts, 'chain' | 'effects'>,
  wanted: NewTreasury,
): Result<string> {
  const name = parseAlias(wanted.name);
  if (!name.ok) return name;
  for (const { password } of [...wanted.officers, ...wanted.vaults]) {
    const usable = checkPassword(password);
    if (!usable.ok) return usable;
  }
  for (const { alias } of wanted.vaults) {
    const named = parseAlias(alias);
    if (!named.ok) return named;
  }
  // Which network it is, only a node says: what real money asks for is checked once that is known.
  const possible = checkPossible(parts, wanted, `${parts.chain.kind}:practice`);
  return possible.ok ? name : possible;
}

/** Checks the policy with made-up keys and addresses, before any key is made. */
function checkPossible(
  { chain, effects: { uuid, now } }: Pick<CreationParts, 'chain' | 'effects'>,
  wanted: NewTreasury,
  network: NetworkId,
): Result<unknown> {
  const station = uuid();
  return firstPolicy(
    {
      treasuryId: uuid(),
      network: { id: network, genesis: '00000000' },
      trustRoot: null,
      asset: chain.asset,
      createdAt: now(),
      officers: wanted.officers.map(({ name, roles }, i) => ({
        id: uuid(),
        name,
        roles: [...roles],
        keys: [{ publicKey: i.toString(16).padStart(64, '0'), station, site: wanted.site }],
        expiresAt: null,
      })),
      vaults: wanted.vaults.map(({ name, kind }, i) => ({
        id: uuid(),
        name,
        kind,
        receiveAddress: `address-${i}`,
        attestationKey: (0xa77e57 + i).toString(16).padStart(64, '0'),
      })),
    },
    wanted,
  );
}

async function fill(
  parts: CreationParts,
  wanted: NewTreasury,
  keys: KeyMaker,
): Promise<Result<TreasuryFile>> {
  const paths = treasuryPaths(wanted.folder);
  const pinned = await wanted.identify(paths);
  if (!pinned.ok) return pinned;
  const { network, trustRoot } = pinned.value;
  const rooted = parts.chain.checkTrustRoot(trustRoot, network);
  if (!rooted.ok) return rooted;
  const passwords = [...wanted.officers, ...wanted.vaults].map(({ password }) => password);
  const strong = await checkStrength(network.id, parts.effects, passwords);
  if (!strong.ok) return strong;
  const possible = checkPossible(parts, wanted, network.id);
  if (!possible.ok) return possible;
  const stationKey = await createStationKey(paths.stationKey, parts.effects);
  const home = { station: stationKey.stationId, site: wanted.site };
  const officers = await keys.officers(paths, wanted.officers, home);
  if (!officers.ok) return officers;
  const vaults = await keys.vaults(paths, network.id, wanted.vaults);
  if (!vaults.ok) return vaults;
  const policy = firstPolicy(
    {
      treasuryId: parts.effects.uuid(),
      network,
      trustRoot,
      asset: parts.chain.asset,
      createdAt: parts.effects.now(),
      officers: officers.value.map(({ officer }) => officer),
      vaults: vaults.value.map(({ vault }) => vault),
    },
    wanted,
  );
  if (!policy.ok) return policy;
  const signed = await signFirstPolicy(policy.value, officers.value);
  if (!signed.ok) return signed;
  const known = { ...signed.value, knownSince: policy.value.createdAt };
  const begun = await beginVaults(vaults.value, known);
  if (!begun.ok) return begun;
  const { node, practicePassword, firstCheckpoint } = wanted;
  const file: TreasuryFile = {
    format: 'sallyport/treasury/5',
    id: policy.value.treasuryId,
    name: wanted.name,
    createdAt: policy.value.createdAt,
    network,
    node,
    vaultFiles: Object.fromEntries(vaults.value.map(({ vault, file }) => [vault.id, file])),
    officerFiles: Object.fromEntries(officers.value.map(({ officer, file }) => [officer.id, file])),
    practicePassword,
    policies: [known],
  };
  const books = { file, policy: signed.value, vaults: begun.value, firstCheckpoint };
  const written = await writeBooks(parts, { paths, stationKey }, books);
  if (!written.ok) return written;
  const named = await writeTreasuryFile(wanted.folder, file);
  return named.ok ? ok(file) : named;
}

async function writeBooks(
  { openBooks, effects }: CreationParts,
  { paths, stationKey: key }: { readonly paths: TreasuryPaths; readonly stationKey: StationKey },
  beginning: Omit<BeginningFacts, 'stationKey'>,
): Promise<Result<void>> {
  // SQLite would make it readable for others; its WAL takes the rights of the file.
  await writeFile(paths.database, '', { mode: 0o600, flag: 'wx' });
  const books = await openBooks(paths.database);
  if (!books.ok) return books;
  try {
    const recorder = new Recorder({ books: books.value, key, now: effects.now });
    return await recorder.commit(decideBeginning({ ...beginning, stationKey: key.publicKey }));
  } finally {
    await books.value.close();
  }
}
