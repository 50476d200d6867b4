import type { Chain } from '../../chains/chain.ts';
import type { Line } from '../../chains/line.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { CeremonyClient } from '../../signer/ceremony/client.ts';
import { holdingsOf } from '../holdings-of.ts';
import type { ConcludeParts } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import { atStep, type FoundAccount, note } from './session.ts';

/** Addresses without any use after which an account's search ends, and accounts after which the vault's does. */
const ADDRESS_GAP = 20;
const ACCOUNT_GAP = 2;

/** Addresses at which one search looks at most: a node that calls every address used would be asked for ever. */
export const MAX_SEARCHED = 20_000;

/**
 * Looks on the network for accounts and addresses that were ever paid, change addresses too, with the usual gaps, or passes
 * it over.
 * Refuses `search-too-long` where it does not end, and what the node refuses: then it can be passed over.
 */
export const searchAccounts = inTurn(
  async (
    { ceremonies, line, chain, effects }: ConcludeParts,
    { passOver }: { readonly passOver: boolean },
  ): Promise<Result<void>> => {
    const session = atStep(ceremonies, 'accounts-searched');
    if (!session.ok) return session;
    const { client } = session.value;
    const found = passOver ? null : await findUsed(line && { line: line.line, chain }, client);
    if (found?.ok) session.value.found = found.value;
    note(session.value, found === null ? 'passed-over' : found.ok ? 'done' : 'failed', effects.now());
    effects.notify(['ceremony']);
    return found === null || found.ok ? ok(undefined) : found;
  },
);

interface Searched {
  readonly line: Pick<Line, 'received' | 'holdings'>;
  readonly chain: Pick<Chain, 'asset'>;
}
/** How many addresses may still be looked at. */
interface SearchLeft {
  left: number;
}
type Derives = Pick<CeremonyClient, 'ask'>;

async function findUsed(
  searched: Searched | null,
  client: Derives,
): Promise<Result<readonly FoundAccount[]>> {
  if (searched === null) return refuse('node-unreachable', 'this station has no connection to a network');
  const found: FoundAccount[] = [];
  const search = { left: MAX_SEARCHED };
  for (let account = 0, empty = 0; empty < ACCOUNT_GAP; account++) {
    const used = await searchAccount(searched, client, { account, search });
    if (!used.ok) return used;
    const isUsed = used.value.addresses + used.value.changeAddresses > 0;
    if (isUsed) found.push(used.value);
    empty = isUsed ? 0 : empty + 1;
  }
  return ok(found);
}

/** Other wallets gave their remainders to change addresses, which nobody else was ever told. */
const PUBLIC = 0;
const CHANGE = 1;

async function searchAccount(
  searched: Searched,
  client: Derives,
  { account, search }: { readonly account: number; readonly search: SearchLeft },
): Promise<Result<FoundAccount>> {
  const known = await searchKind(searched, client, { account, change: PUBLIC, search });
  if (!known.ok) return known;
  const change = await searchKind(searched, client, { account, change: CHANGE, search });
  if (!change.ok) return change;
  return ok({
    account,
    addresses: known.value.addresses,
    changeAddresses: change.value.addresses,
    balance: known.value.balance + change.value.balance,
  });
}

async function searchKind(
  { line, chain }: Searched,
  client: Derives,
  { account, change, search }: { account: number; change: number; search: SearchLeft },
): Promise<Result<{ readonly addresses: number; readonly balance: bigint }>> {
  let addresses = 0;
  let balance = 0n;
  for (let from = 0; from - addresses < ADDRESS_GAP; from += ADDRESS_GAP) {
    if (search.left < ADDRESS_GAP) {
      return refuse('search-too-long', `expected no more than ${MAX_SEARCHED} addresses to look at`);
    }
    search.left -= ADDRESS_GAP;
    const derived = await client.ask('addresses', { account, change, from, count: ADDRESS_GAP });
    if (!derived.ok) return derived;
    for (const { path, address } of derived.value) {
      const received = await line.received(address);
      if (!received.ok) return received;
      if (received.value.length === 0) continue;
      addresses = path.index + 1;
      const holdings = await holdingsOf(line, chain, address);
      if (!holdings.ok) return holdings;
      balance += holdings.value.reduce((sum, { amount }) => sum + BigInt(amount.units), 0n);
    }
  }
  return ok({ addresses, balance });
}
