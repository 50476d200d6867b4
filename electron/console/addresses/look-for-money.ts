import { aliasKey, MAX_ALIAS_LENGTH } from '../../core/account/alias.ts';
import { type Attestation, attestationDigest, type PathAddress } from '../../core/attestation/attestation.ts';
import { MOST_DOCUMENTS } from '../../core/journal/journal-entry.ts';
import type { Version } from '../../core/projection/version.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { namesHere } from '../ceremony/account-names.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision, EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { type Vault, vaultOf } from '../vaults/vault-of.ts';
import { ADDRESSES_AHEAD } from './addresses-ahead.ts';
import type { SearchRoom } from './search-room.ts';
import { type Searched, type SearchReach, searchUsed, type UsedAccount } from './search-used.ts';

type LookParts = Pick<
  Station,
  'books' | 'recorder' | 'policy' | 'attested' | 'chain' | 'keys' | 'line' | 'effects'
>;

/** Addresses that a signer derives and attests at once here. */
const PAGE = 1000;

export interface LookAsked extends SearchReach {
  readonly vaultId: string;
  /** The account that is looked at first. */
  readonly from: number;
}

/** What a search found that the treasury did not know. */
export interface MoneyFound {
  readonly looked: number;
  /** Accounts and addresses that were added. */
  readonly accounts: number;
  readonly addresses: number;
  /** Base units, by the node's word, on addresses that the treasury had not seen them on. */
  readonly units: bigint;
  readonly next: number | null;
}

/**
 * Looks on the network for accounts and addresses of an open vault that were used and that the treasury does not know, and for
 * money on known ones that it has not seen. What is found is derived and attested by the signer, joins the accounts, and is
 * read by the follower from then on.
 * @returns refuses `officer-not-signed-in`, `vault-unknown`, `vault-locked`, `node-unreachable` without a network,
 * `search-under-way`, `search-called-off`, `search-too-long`, and what the node refuses: nothing was recorded then
 */
export async function lookForMoney(
  station: LookParts,
  actor: Actor,
  { room, ...asked }: LookAsked & { readonly room: SearchRoom },
): Promise<Result<MoneyFound>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const { books, policy, keys, line, chain, effects } = station;
  const vault = vaultOf(policy.present(), asked.vaultId);
  if (!vault.ok) return vault;
  const client = keys.vaults.client(asked.vaultId);
  if (!client.ok) return client;
  if (line === null) return refuse('node-unreachable', 'this station has no connection to a network');
  const found = await room.search(asked.vaultId, async (go): Promise<Result<MoneyFound>> => {
    const searched = await searchUsed({
      line: line.line,
      chain,
      derive: async (of) => {
        const derived = await client.value.ask('addresses', of);
        return derived.ok ? ok(derived.value.addresses) : derived;
      },
      reach: asked,
      from: asked.from,
      known: async (account) =>
        (await books.accounts.get(asked.vaultId, account))
          ? books.addresses.nextPosition(asked.vaultId, account)
          : null,
      go,
    });
    if (!searched.ok) return searched;
    // What the ledger has shown by now is a deposit and no find.
    await line.follow();
    return decideAndCommit(
      station.recorder,
      () => gather(station, client.value, { vault: vault.value, asked, searched: searched.value }),
      (facts) => ok(decideFound(facts, actor)),
    );
  });
  if (!found.ok) return found;
  effects.notify(['app', 'accounts', 'journal']);
  await line.follow();
  return found;
}

/** What was used beyond what the treasury knows of one account. */
export interface AccountFound {
  readonly account: number;
  /** The name that it gets; null where it has one. */
  readonly alias: string | null;
  readonly derived: readonly {
    readonly addresses: readonly PathAddress[];
    readonly attestation: Attestation;
  }[];
  /** Addresses that were derived ahead, and turned out to be used. */
  readonly ready: readonly (PathAddress & { readonly batch: string })[];
  /** Up to here public addresses are used. */
  readonly used: number;
}

export interface FoundFacts {
  readonly vaultId: string;
  readonly searched: Pick<Searched, 'looked' | 'next'>;
  readonly reach: SearchReach;
  readonly accounts: readonly AccountFound[];
  /** Addresses with money of which the treasury knows nothing yet. */
  readonly holding: readonly string[];
  readonly units: bigint;
}

async function gather(
  station: LookParts,
  client: Pick<SignerClient, 'ask'>,
  {
    vault,
    asked,
    searched,
  }: { readonly vault: Vault; readonly asked: LookAsked; readonly searched: Searched },
): Promise<Result<FoundFacts>> {
  const { books } = station;
  const wished = searched.used.map(({ account }) => ({ account, alias: wishedName(vault, account) }));
  const names = await namesHere(books, vault.id, wished);
  const accounts: AccountFound[] = [];
  for (const used of searched.used) {
    const found = await beyondKnown(station, client, { vaultId: vault.id, used });
    if (!found.ok) return found;
    const name = names.get(used.account);
    const alias = name && name.why !== 'kept' ? name.alias : null;
    const { derived, ready } = found.value;
    if (alias !== null || derived.length + ready.length > 0) accounts.push({ ...found.value, alias });
  }
  const unseen = await unseenOf(station, searched.used);
  if (!unseen.ok) return unseen;
  const { accountGap, addressGap } = asked;
  return ok({
    vaultId: vault.id,
    searched,
    reach: { accountGap, addressGap },
    accounts,
    ...unseen.value,
  });
}

const wishedName = ({ name }: Pick<Vault, 'name'>, account: number): string => {
  const suffix = ` account ${account}`;
  return [...name].slice(0, MAX_ALIAS_LENGTH - suffix.length).join('') + suffix;
};

/** Derives what was used beyond the known addresses of an account, with the usual ones ahead. */
async function beyondKnown(
  { books, attested }: Pick<LookParts, 'books' | 'attested'>,
  client: Pick<SignerClient, 'ask'>,
  { vaultId, used }: { readonly vaultId: string; readonly used: UsedAccount },
): Promise<Result<Omit<AccountFound, 'alias'>>> {
  const { account } = used;
  const isNew = !(await books.accounts.get(vaultId, account));
  const next = isNew ? 0 : await books.addresses.nextPosition(vaultId, account);
  // The first address of an account is given out with it.
  const publicUsed = Math.max(used.addresses, isNew ? 1 : 0);
  const wanted = [
    { change: 0, from: next, to: publicUsed > next ? publicUsed + ADDRESSES_AHEAD : next },
    { change: 1, from: 0, to: used.changeAddresses },
  ];
  const derived: AccountFound['derived'][number][] = [];
  for (const { change, from, to } of wanted) {
    for (let at = from; at < to; at += PAGE) {
      const count = Math.min(PAGE, to - at);
      const more = await client.ask('addresses', { account, change, from: at, count });
      if (!more.ok) return more;
      const known = new Set(
        (await books.addresses.known(more.value.addresses.map(({ address }) => address))).map(
          ({ address }) => address,
        ),
      );
      if (more.value.addresses.every(({ address }) => known.has(address))) continue;
      derived.push(more.value);
    }
  }
  const ready: (PathAddress & { readonly batch: string })[] = [];
  for (let at = 0; at < Math.min(next, publicUsed); at += PAGE) {
    const count = Math.min(PAGE, Math.min(next, publicUsed) - at);
    const before = await client.ask('addresses', { account, change: 0, from: at, count });
    if (!before.ok) return before;
    const rows = await attested.known(before.value.addresses.map(({ address }) => address));
    for (const { address, path, issuedAt, attested: by } of rows) {
      if (issuedAt === null && by) ready.push({ address, path, batch: by.batch });
    }
  }
  return ok({ account, derived, ready, used: publicUsed });
}

/** The addresses with money of which the books have none at all. */
async function unseenOf(
  { books, line, chain }: Pick<LookParts, 'books' | 'line' | 'chain'>,
  used: readonly UsedAccount[],
): Promise<Result<{ readonly holding: readonly string[]; readonly units: bigint }>> {
  const holding: string[] = [];
  let units = 0n;
  for (const address of used.flatMap((account) => account.holding)) {
    if ((await books.inputs.of(address)).length > 0) continue;
    const inputs = await line?.line.holdings(address);
    if (!inputs) continue;
    if (!inputs.ok) return inputs;
    const gone = await books.inputs.consumed(inputs.value.map(({ key }) => key));
    const there = inputs.value.filter(
      ({ key, amount }) => !gone.includes(key) && amount.asset === chain.asset.id,
    );
    if (there.length === 0) continue;
    holding.push(address);
    units += there.reduce((sum, { amount }) => sum + BigInt(amount.units), 0n);
  }
  return ok({ holding, units });
}

/**
 * Decides on what a search found: one entry tells what joins the accounts, and one each which addresses count as given out from
 * now on, since somebody was told them already. Nothing is written where nothing is new.
 */
export function decideFound(
  { vaultId, searched, reach, accounts, holding, units }: FoundFacts,
  actor: Actor,
): Decision<MoneyFound> {
  const batches = accounts.flatMap(({ derived }) => derived);
  const addresses = batches.flatMap((batch) => batch.addresses);
  const added = accounts.flatMap(({ account, alias }) => (alias === null ? [] : [{ account, alias }]));
  const answer = {
    looked: searched.looked,
    next: searched.next,
    accounts: added.length,
    addresses: addresses.length,
    units,
  };
  const issued = accounts.flatMap((found) => issuedOf(found));
  if (addresses.length + issued.length + holding.length === 0) return { expects: [], entries: [], answer };
  if (batches.length > MOST_DOCUMENTS) throw new Error('a search looks at fewer addresses than that');
  const expects: Version[] = [
    ...added.flatMap(({ account, alias }): Version[] => [
      { of: 'alias', key: aliasKey(alias), version: 0 },
      { of: 'account', vaultId, account, version: 0 },
    ]),
    ...accounts.flatMap(({ ready }) =>
      ready.map(({ address }): Version => ({ of: 'address', address, version: 1 })),
    ),
  ];
  const found: EntryDraft = {
    kind: 'money-found',
    actor,
    documents: batches.map(({ attestation }) => ({ kind: 'attestation', document: attestation })),
    body: {
      vaultId,
      accounts: added,
      addresses: addresses.map(({ address, path }) => ({ address, path })),
      holding: [...holding],
      looked: searched.looked,
      ...reach,
    },
  };
  const given = issued.map(
    ({ address, path, batch }): EntryDraft => ({
      kind: 'address-issued',
      actor,
      body: { vaultId, ...path, address, batch },
    }),
  );
  return { expects, entries: [found, ...given], answer };
}

/** Public addresses up to the last used one: nobody else may be given them. */
const issuedOf = ({ derived, ready, used }: AccountFound) => [
  ...ready,
  ...derived.flatMap(({ addresses, attestation }) =>
    addresses
      .filter(({ path }) => path.change === 0 && path.index < used)
      .map((address) => ({ ...address, batch: attestationDigest(attestation.statement) })),
  ),
];
