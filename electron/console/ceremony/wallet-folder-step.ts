import { ok, type Result, refuse } from '../../core/result.ts';
import type { CeremonyClient } from '../../signer/ceremony/client.ts';
import type { FormerWallet } from '../../wallet-folder/former-wallet.ts';
import { accountsOf, namesHere, wishedName } from './account-names.ts';
import type { ConcludeParts } from './conclude.ts';
import { type Derived, decideImport, placeOf, withinBounds } from './decide-import.ts';
import { inTurn } from './in-turn.ts';
import { atStep } from './session.ts';

/** Addresses for which the ceremony's process is asked at once. */
const PAGE = 500;

/**
 * Reads the folder of another wallet, derives each of its addresses again from the seed of this restore, and shows what
 * comes and what does not: a dry run. What comes is carried out with the ceremony, all or nothing. The folder is only read.
 * Refuses what `ReadWalletFolder` refuses, and `wallet-folder-other-seed` where no account is of this seed.
 */
export const chooseWalletFolder = inTurn(
  async ({ ceremonies, books, chain, effects }: ConcludeParts, folder: string): Promise<Result<void>> => {
    const found = atStep(ceremonies, 'accounts-searched');
    if (!found.ok) return found;
    const session = found.value;
    const read = await effects.readWalletFolder(folder);
    if (!read.ok) return read;
    const derived = await deriveAgain(read.value, session.client);
    if (!derived.ok) return derived;
    if (session.ended) return calledOff;
    const decided = decideImport(read.value, folder, { chain, derived: derived.value });
    const { accounts } = decided;
    if (accounts.length > 0 && accounts.every(({ outcome }) => outcome === 'differs')) {
      return refuse('wallet-folder-other-seed', 'expected addresses of this seed, got none of it');
    }
    const former = { ...session, former: decided };
    const wished = accountsOf(former).map((account) => ({
      account,
      alias: wishedName(former, account, chain.derivation.coinType),
    }));
    const names = await namesHere(books, session.vault?.id, wished);
    if (session.ended) return calledOff;
    session.former = { ...decided, names };
    effects.notify(['ceremony']);
    return ok(undefined);
  },
);

const calledOff = refuse('ceremony-over', 'the ceremony was called off meanwhile');

/** Goes on without the folder that was read. */
export const leaveWalletFolder = inTurn(
  async ({ ceremonies, effects }: ConcludeParts): Promise<Result<void>> => {
    const session = atStep(ceremonies, 'accounts-searched');
    if (!session.ok) return session;
    session.value.former = null;
    effects.notify(['ceremony']);
    return ok(undefined);
  },
);

async function deriveAgain(
  wallet: FormerWallet,
  client: Pick<CeremonyClient, 'ask'>,
): Promise<Result<Derived>> {
  const derived = new Map<string, string>();
  for (const { index: account, coinType, publicAddresses, internalAddresses } of withinBounds(wallet)) {
    for (const [change, list] of [publicAddresses, internalAddresses].entries()) {
      for (let from = 0; from < list.length; from += PAGE) {
        const indexes = list.slice(from, from + PAGE).map(({ index }) => index);
        const answer = await client.ask('former-addresses', { coinType, account, change, indexes });
        if (!answer.ok) return answer;
        for (const [i, index] of indexes.entries()) {
          derived.set(placeOf(account, change, index), answer.value[i] ?? '');
        }
      }
    }
  }
  return ok(derived);
}
