import type { Account } from '../../books/rows.ts';
import type { AccountRow } from '../../contract/accounts.ts';
import { aliasKey, parseAlias } from '../../core/account/alias.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { SignerAnswer } from '../../signer/protocol.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { ADDRESSES_AHEAD } from '../addresses/addresses-ahead.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { refuseRetired, vaultOf } from '../vaults/vault-of.ts';
import { accountRow } from './list-accounts.ts';

type AccountParts = Pick<Station, 'books' | 'recorder' | 'policy' | 'keys' | 'effects'>;

interface Wanted {
  readonly vaultId: string;
  readonly alias: string;
}

/**
 * Creates the next account of an open vault under a unique name, and derives its first addresses; address 0 is issued
 * at once.
 */
export async function createAccount(
  station: AccountParts,
  actor: Actor,
  { vaultId, alias: typed }: Wanted,
): Promise<Result<AccountRow>> {
  const { books, recorder, policy, effects } = station;
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const vault = vaultOf(policy.present(), vaultId);
  if (!vault.ok) return vault;
  const inUse = refuseRetired(await books.vaults.retired(), vaultId);
  if (!inUse.ok) return inUse;
  const alias = parseAlias(typed);
  if (!alias.ok) return alias;
  const created = await decideAndCommit(
    recorder,
    () => gather(station, { vaultId, alias: alias.value }),
    (facts) => decideAccount(facts, actor),
  );
  if (!created.ok) return created;
  effects.notify(['app', 'accounts', 'journal']);
  const account = { ...created.value, ...nothingYet };
  return ok(accountRow(policy.present(), account, null));
}

const nothingYet = {
  issuedAddresses: 1,
  balance: 0n,
  received: 0n,
  lastDepositAt: null,
  archivedAt: null,
  note: '',
} as const;

export interface AccountFacts extends Wanted {
  readonly index: number;
  /** Who has a name that reads the same; undefined for nobody. */
  readonly namesake: Pick<Account, 'alias'> | undefined;
  /** The first addresses, from 0 on. */
  readonly derived: SignerAnswer<'addresses'>;
  readonly now: number;
}

async function gather(
  { books, keys, effects }: AccountParts,
  { vaultId, alias }: Wanted,
): Promise<Result<AccountFacts>> {
  const namesake = await books.accounts.byAliasKey(aliasKey(alias));
  // Said before the vault is asked: a name that is taken needs no unlocking.
  if (namesake) return duplicate(namesake);
  const client = keys.vaults.client(vaultId);
  if (!client.ok) return client;
  const index = await books.accounts.nextIndex(vaultId);
  const derived = await client.value.ask('addresses', {
    account: index,
    change: 0,
    from: 0,
    count: ADDRESSES_AHEAD,
  });
  if (!derived.ok) return derived;
  return ok({ vaultId, alias, index, namesake, derived: derived.value, now: effects.now() });
}

/** Decides on a new account; refuses `alias-duplicate`. */
export function decideAccount(
  { vaultId, alias, index, namesake, derived, now }: AccountFacts,
  actor: Actor,
): Result<Decision<Omit<Account, 'entry'>>> {
  if (namesake) return duplicate(namesake);
  return ok({
    expects: [
      { of: 'alias', key: aliasKey(alias), version: 0 },
      { of: 'next-account', vaultId, version: index },
    ],
    entries: [
      {
        kind: 'account-created',
        actor,
        documents: [{ kind: 'attestation', document: derived.attestation }],
        body: {
          vaultId,
          account: index,
          alias,
          addresses: derived.addresses.map(({ address, path }) => ({
            address,
            path,
            issued: path.index === 0,
          })),
        },
      },
    ],
    answer: { vaultId, index, alias, createdAt: now },
  });
}

/** A name that another account has, or had. */
export const duplicate = ({ alias }: Pick<Account, 'alias'>) =>
  refuse('alias-duplicate', `expected a name of its own, account "${alias}" has it or had it`);
