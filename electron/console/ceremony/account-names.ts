import type { Books } from '../../books/books.ts';
import { aliasKey, MAX_ALIAS_LENGTH } from '../../core/account/alias.ts';
import type { CeremonyRecord } from './ceremony-record.ts';
import type { ImportAccount, NameHere } from './decide-import.ts';
import type { CeremonySession } from './session.ts';

/** The name that the other wallet's folder gave the account, whose addresses are proven; else that of the file; else null. */
export function broughtName(
  { former, contents }: Pick<CeremonySession, 'former' | 'contents'>,
  account: number,
  coinType: number,
): string | null {
  const coming = comingOf({ former }).find(({ index }) => index === account);
  if (coming?.alias) return coming.alias;
  const listed = contents?.accounts.find(
    (known) => known.index === account && (known.coinType ?? coinType) === coinType,
  );
  return listed?.alias || null;
}

/** The name that was brought; else that of the vault, with a number where a search found more. */
export function wishedName(
  session: Pick<CeremonySession, 'vault' | 'found' | 'former' | 'contents'>,
  account: number,
  coinType: number,
): string {
  const brought = broughtName(session, account, coinType);
  if (brought !== null) return brought;
  const { vault, found, former } = session;
  const coming = comingOf({ former }).some(({ index }) => index === account);
  const suffix = found || coming ? ` account ${account}` : '';
  return [...(vault?.name ?? '')].slice(0, MAX_ALIAS_LENGTH - suffix.length).join('') + suffix;
}

/** The accounts that come out of another wallet's folder. */
export const comingOf = ({ former }: Pick<CeremonySession, 'former'>): readonly ImportAccount[] =>
  former?.accounts.filter(({ outcome }) => outcome === 'comes') ?? [];

/** The accounts that a vault gets which is written with this ceremony: its first, what was found, and what comes. */
export function accountsOf(session: Pick<CeremonySession, 'found' | 'former'>): readonly number[] {
  const found = (session.found ?? []).map(({ account }) => account);
  return [...new Set([0, ...found, ...comingOf(session).map(({ index }) => index)])];
}

/**
 * The names that accounts get: one that a vault has already keeps its own, and a wished one that another account has gets a
 * number.
 */
export async function namesHere(
  { accounts }: Pick<Books, 'accounts'>,
  vaultId: string | undefined,
  wished: CeremonyRecord['accounts'],
): Promise<ReadonlyMap<number, NameHere>> {
  const names = new Map<number, NameHere>();
  const taken = new Set<string>();
  for (const { account, alias: wish } of wished) {
    const known = vaultId === undefined ? undefined : await accounts.get(vaultId, account);
    if (known) {
      names.set(account, { alias: known.alias, why: 'kept' });
      continue;
    }
    for (let n = 1; ; n++) {
      const alias = numbered(wish, n);
      const key = aliasKey(alias);
      if (taken.has(key) || (await accounts.byAliasKey(key))) continue;
      taken.add(key);
      names.set(account, { alias, why: n === 1 ? 'wished' : 'numbered' });
      break;
    }
  }
  return names;
}

/** A name, or the same with a number where it is taken: `Reserve (2)`. */
function numbered(wished: string, n: number): string {
  const suffix = n === 1 ? '' : ` (${n})`;
  return [...wished].slice(0, MAX_ALIAS_LENGTH - suffix.length).join('') + suffix;
}
