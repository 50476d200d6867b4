import { ok, type Result, refuse } from '../core/result.ts';
import { addressRow } from './account-views.ts';
import { ADDRESSES_AHEAD } from './create-account.ts';
import { refuseRetired, type Treasury, vaultOf } from './treasury.ts';
import type { AddressRow } from '../contract/accounts.ts';

/**
 * Gives out the next deposit address of an account. A locked vault gives out those that were derived ahead; when they
 * are used up, it must be unlocked to derive more.
 */
export async function issueAddress(
  treasury: Treasury,
  { vaultId, account }: { vaultId: string; account: number },
): Promise<Result<AddressRow>> {
  const { store, sessions, journal, effects } = treasury;
  const vault = vaultOf(treasury, vaultId);
  if (!vault.ok) return vault;
  const inUse = refuseRetired(treasury, vaultId);
  if (!inUse.ok) return inUse;
  if (!store.accounts.get(vaultId, account))
    return refuse('account-unknown', `no account ${account} in this vault`);
  if (!store.accounts.nextReady(vaultId, account)) {
    const more = await deriveMore(treasury, vaultId, account);
    if (!more.ok) return more;
  }
  const ready = store.accounts.nextReady(vaultId, account);
  if (!ready) throw new Error('derived addresses are missing');
  const issuedAt = effects.now();
  const officer = sessions.officer;
  const written = await journal.record(
    {
      kind: 'address-issued',
      body: { vaultId, account, index: ready.path.index, address: ready.address },
      ...(officer && { officer }),
    },
    () => {
      // Two customers must never be given one address: another call may have taken it while this one waited.
      if (store.accounts.find(ready.address)?.issuedAt !== null) {
        return refuse('request-state', 'this address was given out meanwhile');
      }
      store.accounts.markIssued(ready.address, issuedAt);
      return ok(undefined);
    },
  );
  if (!written.ok && written.code === 'request-state') return issueAddress(treasury, { vaultId, account });
  if (!written.ok) return written;
  effects.notify(['accounts', 'journal']);
  return ok(addressRow({ ...ready, issuedAt, balance: 0n }));
}

async function deriveMore(
  { store, sessions }: Treasury,
  vaultId: string,
  account: number,
): Promise<Result<void>> {
  const client = sessions.vault(vaultId);
  if (!client.ok)
    return refuse('vault-locked', 'every address derived ahead is given out; unlock the vault for more');
  const from = store.accounts.nextPosition(vaultId, account);
  const derived = await client.value.ask('addresses', { account, change: 0, from, count: ADDRESSES_AHEAD });
  if (!derived.ok) return derived;
  store.transaction(() => {
    for (const { path, address } of derived.value) {
      store.accounts.addAddress({ address, vaultId, path, issuedAt: null });
    }
  });
  return ok(undefined);
}
