import type { Movement } from '../../books/rows.ts';
import type { MandateView } from '../../contract/mandates.ts';
import { mandateDigest, mandateTotals, mandateViewDigest } from '../../core/mandate/mandate.ts';
import { ok, type Result } from '../../core/result.ts';
import { wordCode } from '../../core/word-code.ts';
import { accountNames } from '../movements/account-names.ts';
import type { Station } from '../station.ts';
import { mandateOf, openStates } from './mandate-of.ts';
import { ownSources } from './own-sources.ts';

/** The mandate of a movement, from its signed document, with what has become of its sources; null where there is none. */
export async function mandateView(
  station: Pick<Station, 'books' | 'policy' | 'attested' | 'chain'>,
  movement: Movement,
): Promise<Result<MandateView | null>> {
  const { books, policy, chain } = station;
  const found = await mandateOf(station, movement);
  if (!found.ok) return found;
  if (found.value === null) return ok(null);
  const { statement } = found.value;
  const digest = mandateDigest(statement);
  const { vaultId, destination } = statement;
  const movements = new Map((await books.movements.underMandate(digest)).map((each) => [each.id, each]));
  const own = await ownSources(station, statement);
  const sources: MandateView['sources'] = [];
  let [moved, feesPaid, unusedFees] = [0n, 0n, 0n];
  for (const { requestId, address, path, amount, feeAtMost } of statement.sources) {
    const at = own.get(address) ?? null;
    const [accountAlias = ''] = await accountNames(station, at === null ? [] : [at]);
    const present = movements.get(requestId);
    const paid = present && (await books.movements.transaction(requestId))?.feePaid;
    const state = present?.state ?? 'expired';
    if (state === 'final') moved += BigInt(amount.units);
    if (state === 'final') unusedFees += BigInt(feeAtMost.units) - (paid ?? 0n);
    feesPaid += paid ?? 0n;
    sources.push({
      movementId: requestId,
      address,
      path: chain.derivation.format(path),
      accountAlias,
      amount: amount.units,
      feeAtMost: feeAtMost.units,
      state,
      stopped: (present?.stoppedAt ?? null) !== null,
      feePaid: paid?.toString() ?? null,
      foreign: !own.has(address),
      problem: present?.problem ?? null,
    });
  }
  const vaultName = (id: string) => policy.present().vaults.find((vault) => vault.id === id)?.name ?? '';
  const totals = mandateTotals(statement);
  return ok({
    digest,
    viewDigest: mandateViewDigest(statement, chain.asset),
    wordCode: [...wordCode(digest)],
    kind: statement.kind,
    vaultName: vaultName(vaultId),
    destination: destination.address,
    destinationForms: [...chain.address.otherForms(destination.address)],
    destinationVaultName: vaultName(destination.vaultId),
    total: totals.amount.toString(),
    feeAtMost: totals.feeAtMost.toString(),
    createdAt: statement.createdAt,
    expiresAt: statement.expiresAt,
    sources,
    done: sources.filter(({ state }) => state === 'final').length,
    ended: sources.filter(({ state }) => state !== 'final' && !openStates.has(state)).length,
    moved: moved.toString(),
    feesPaid: feesPaid.toString(),
    unusedFees: unusedFees.toString(),
  });
}
