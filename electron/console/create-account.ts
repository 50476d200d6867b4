import { parseAlias } from '../core/account/alias.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { accountRow } from './account-views.ts';
import { refuseRetired, type Treasury, vaultOf } from './treasury.ts';
import type { AccountRow } from '../contract/accounts.ts';

/** Addresses that are derived ahead, so that a locked vault can still give out deposit addresses. */
export const ADDRESSES_AHEAD = 20;

/**
 * Creates the next account of an open vault under a unique name, and derives its first addresses; address 0 is issued
 * at once.
 */
export async function createAccount(
  treasury: Treasury,
  { vaultId, alias: typed }: { vaultId: string; alias: string },
): Promise<Result<AccountRow>> {
  const { store, sessions, journal, effects } = treasury;
  const vault = vaultOf(treasury, vaultId);
  if (!vault.ok) return vault;
  const inUse = refuseRetired(treasury, vaultId);
  if (!inUse.ok) return inUse;
  const alias = parseAlias(typed);
  if (!alias.ok) return alias;
  const free = store.accounts.checkAlias(alias.value);
  if (!free.ok) return free;
  const client = sessions.vault(vaultId);
  if (!client.ok) return client;
  const index = store.accounts.nextIndex(vaultId);
  const derived = await client.value.ask('addresses', {
    account: index,
    change: 0,
    from: 0,
    count: ADDRESSES_AHEAD,
  });
  if (!derived.ok) return derived;
  const [first] = derived.value;
  const createdAt = effects.now();
  const account = { vaultId, index, alias: alias.value, createdAt };
  const officer = sessions.officer;
  const written = await journal.record(
    {
      kind: 'account-created',
      body: { vaultId, account: index, alias: alias.value, address: first!.address },
      ...(officer && { officer }),
    },
    () => {
      const stillFree = store.accounts.checkAlias(alias.value);
      if (!stillFree.ok) return stillFree;
      // Another account may have taken this index while the signer derived its addresses.
      if (store.accounts.nextIndex(vaultId) !== index) {
        return refuse('request-state', 'another account was created meanwhile');
      }
      store.accounts.add(account);
      for (const { path, address } of derived.value) {
        store.accounts.addAddress({ address, vaultId, path, issuedAt: path.index === 0 ? createdAt : null });
      }
      return ok(undefined);
    },
  );
  if (!written.ok && written.code === 'request-state')
    return createAccount(treasury, { vaultId, alias: typed });
  if (!written.ok) return written;
  effects.notify(['app', 'accounts', 'journal']);
  return ok(accountRow(treasury, { ...account, issuedAddresses: 1, balance: 0n }));
}
