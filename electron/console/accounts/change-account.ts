import type { AccountInList } from '../../books/rows.ts';
import type { AccountRow } from '../../contract/accounts.ts';
import { aliasKey, parseAlias } from '../../core/account/alias.ts';
import { parseNote } from '../../core/account/note.ts';
import { amountOf } from '../../core/amount.ts';
import type { Version } from '../../core/projection/version.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { duplicate } from './create-account.ts';
import { accountRow } from './list-accounts.ts';

type ChangeParts = Pick<Station, 'books' | 'recorder' | 'policy' | 'attested' | 'chain' | 'effects'>;

interface OfAccount {
  readonly vaultId: string;
  readonly account: number;
}

/** What is to be written of an account, and what that rests on; no entry where it is so already. */
interface Changed {
  readonly entry: EntryDraft | null;
  readonly expects?: readonly Version[];
}

/**
 * Gives an account another name, which no other account has or ever had. The former one stays its own, and it is found by
 * it. Refuses as `parseAlias` does, `alias-duplicate`, and `address-not-attested` where the present name is not the journal's:
 * the entry would tell it as the former one.
 */
export function renameAccount(
  station: ChangeParts,
  actor: Actor,
  { alias: typed, vaultId, account }: OfAccount & { readonly alias: string },
): Promise<Result<AccountRow>> {
  const of = { vaultId, account };
  return change(station, actor, of, async (present) => {
    const parsed = parseAlias(typed);
    if (!parsed.ok) return parsed;
    const alias = parsed.value;
    if (alias === present.alias) return ok({ entry: null });
    const [other] = await station.attested.checkAccounts([present]);
    if (other) return other;
    const key = aliasKey(alias);
    const namesake = await station.books.accounts.byAliasKey(key);
    const isOwn = namesake?.vaultId === vaultId && namesake.index === account;
    if (namesake && !isOwn) return duplicate(namesake);
    return ok({
      expects: [{ of: 'alias', key, version: isOwn ? 1 : 0 }],
      entry: { kind: 'account-renamed', actor, body: { ...of, from: present.alias, alias } },
    });
  });
}

/** Writes a note about an account, or takes it away with an empty one. */
export function noteAccount(
  station: ChangeParts,
  actor: Actor,
  { note: typed, vaultId, account }: OfAccount & { readonly note: string },
): Promise<Result<AccountRow>> {
  const of = { vaultId, account };
  return change(station, actor, of, async (present) => {
    const note = parseNote(typed);
    if (!note.ok) return note;
    return ok({
      entry:
        note.value === present.note
          ? null
          : { kind: 'account-noted', actor, body: { ...of, alias: present.alias, note: note.value } },
    });
  });
}

/**
 * Puts an account into the archive: it leaves the lists, gets no new addresses, and is watched as before.
 * @param input.holds base units that the officer was told to lie on it; refuses `account-balance-changed` where it is another sum
 */
export function archiveAccount(
  station: ChangeParts,
  actor: Actor,
  { holds, vaultId, account }: OfAccount & { readonly holds: string },
): Promise<Result<AccountRow>> {
  const of = { vaultId, account };
  return change(station, actor, of, async ({ alias, balance, archivedAt }) => {
    if (archivedAt !== null) return ok({ entry: null });
    if (balance !== BigInt(holds)) {
      return refuse('account-balance-changed', `expected ${holds} base units, it has ${balance}`);
    }
    const held = amountOf(balance, station.chain.asset);
    return ok({
      expects: [{ of: 'balance', ...of, version: balance }],
      entry: { kind: 'account-archived', actor, body: { ...of, alias, held } },
    });
  });
}

/** Takes an account back from the archive. */
export function restoreAccount(
  station: ChangeParts,
  actor: Actor,
  { vaultId, account }: OfAccount,
): Promise<Result<AccountRow>> {
  const of = { vaultId, account };
  return change(station, actor, of, async ({ alias, archivedAt }) =>
    ok({ entry: archivedAt === null ? null : { kind: 'account-restored', actor, body: { ...of, alias } } }),
  );
}

/** Every change is an officer's, and rests on the name that the account had when it was decided, and on whether it was archived. */
async function change(
  station: ChangeParts,
  actor: Actor,
  { vaultId, account }: OfAccount,
  decide: (present: AccountInList) => Promise<Result<Changed>>,
): Promise<Result<AccountRow>> {
  const { books, recorder, policy, attested, effects } = station;
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const find = () => books.accounts.one(vaultId, account);
  const done = await decideAndCommit(
    recorder,
    async () => {
      const present = await find();
      if (!present) return refuse('account-unknown', 'expected an account of this treasury');
      const changed = await decide(present);
      const archived = present.archivedAt === null ? 0 : 1;
      return changed.ok ? ok({ ...changed.value, version: present.entry, archived } as const) : changed;
    },
    ({ entry, expects = [], version, archived }) =>
      ok({
        expects: [
          { of: 'account', vaultId, account, version },
          { of: 'archived', vaultId, account, version: archived },
          ...expects,
        ],
        entries: entry === null ? [] : [entry],
        answer: undefined,
      }),
  );
  if (!done.ok) return done;
  effects.notify(['accounts', 'deposits', 'journal']);
  const row = await find();
  if (!row) return refuse('account-unknown', 'expected an account of this treasury');
  const [problem] = await attested.checkAccounts([row]);
  return ok(accountRow(policy.present(), row, problem ?? null));
}
