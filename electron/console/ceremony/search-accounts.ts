import { ok, type Result, refuse } from '../../core/result.ts';
import { searchUsed, USUAL_REACH } from '../addresses/search-used.ts';
import type { ConcludeParts } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import { atStep, type CeremonySession, type FoundAccount, note } from './session.ts';

/**
 * Looks on the network for accounts and addresses that were ever used, change addresses too, with the usual gaps, or passes
 * it over.
 * Refuses `search-too-long` where it does not end, and what the node refuses: then it can be passed over.
 */
export const searchAccounts = inTurn(
  async (station: ConcludeParts, { passOver }: { readonly passOver: boolean }): Promise<Result<void>> => {
    const { ceremonies, effects } = station;
    const session = atStep(ceremonies, 'accounts-searched');
    if (!session.ok) return session;
    const found = passOver ? null : await findUsed(station, session.value);
    if (found?.ok) session.value.found = found.value;
    note(session.value, found === null ? 'passed-over' : found.ok ? 'done' : 'failed', effects.now());
    effects.notify(['ceremony']);
    return found === null || found.ok ? ok(undefined) : found;
  },
);

async function findUsed(
  { line, chain }: Pick<ConcludeParts, 'line' | 'chain'>,
  session: Pick<CeremonySession, 'client'>,
): Promise<Result<readonly FoundAccount[]>> {
  if (line === null) return refuse('node-unreachable', 'this station has no connection to a network');
  const searched = await searchUsed({
    line: line.line,
    chain,
    derive: (of) => session.client.ask('addresses', of),
    reach: USUAL_REACH,
    from: 0,
    known: async () => null,
    go: () => ok(undefined),
  });
  if (!searched.ok) return searched;
  const { used, next } = searched.value;
  if (next !== null)
    return refuse('search-too-long', `expected a search that ends, got one at account ${next}`);
  return ok(used.map(({ holding, ...account }) => account));
}
