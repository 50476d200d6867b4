import { ok, type Result } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import type { VaultTimes } from '../../signer/protocol.ts';
import type { Station } from '../station.ts';

type HandOverParts = Pick<Station, 'chain' | 'keys'> & {
  readonly line: Pick<NonNullable<Station['line']>, 'line'> | null;
};

/**
 * Hands an open vault the ends of epochs that it has not verified yet, as the node gives them: it verifies each itself, so that
 * nobody else says which epoch it is. A vault that is locked, a chain that proves none, and a node that gives none are left as
 * they are.
 * @returns what the node or the vault refuses; what the vault has taken before that, it keeps
 */
export async function handOverClosings(
  { chain, keys, line }: HandOverParts,
  vaultId: string,
): Promise<Result<void>> {
  const session = keys.vaults.session(vaultId);
  if (chain.epochProofs === null || line === null || !session.ok) return ok(undefined);
  const { client } = session.value;
  let known = await timesOf(client);
  if (!known.ok) return known;
  for (;;) {
    const { epoch } = known.value;
    const read = await line.line.closings(epoch === null ? null : BigInt(epoch));
    if (!read.ok) return read;
    if (read.value === null || (read.value.root === null && read.value.closings.length === 0)) break;
    const { root, closings } = read.value;
    const taken = await client.ask('take-closings', { root, closings: [...closings] });
    if (taken.ok) known = ok(taken.value.times);
    else {
      // Somebody else may have handed it over meanwhile.
      known = await timesOf(client);
      if (!known.ok) return known;
      if (known.value.epoch === epoch) return taken;
    }
    keys.vaults.noteTimes(vaultId, known.value);
  }
  return ok(undefined);
}

async function timesOf(client: SignerClient): Promise<Result<VaultTimes>> {
  const said = await client.ask('times', {});
  return said.ok ? ok(said.value.times) : said;
}

/** What a node did not give, or a vault did not take, is tried again after this. */
const AGAIN_MS = 10_000;

/**
 * Does so for every open vault that is behind the epoch of the ledger: after its unlocking, and when an epoch has ended.
 * @param ledgerEpoch by the proven checkpoints that were taken in
 * @param triedAt when it was tried last and failed, by vault; kept by the caller
 */
export async function handOverToOpenVaults(
  station: HandOverParts & Pick<Station, 'policy' | 'effects'>,
  ledgerEpoch: string,
  triedAt: Map<string, number>,
): Promise<void> {
  const { keys, policy, effects } = station;
  for (const { id } of policy.present().vaults) {
    if (keys.vaults.state(id) !== 'open' || isAt(keys.vaults.epoch(id), BigInt(ledgerEpoch))) continue;
    if (Math.abs(effects.now() - (triedAt.get(id) ?? 0)) < AGAIN_MS) continue;
    const handed = await handOverClosings(station, id);
    triedAt.set(id, effects.now()); // after the answer: a node that hangs must not be asked without pause
    if (!handed.ok) continue;
    // A vault that is still behind, of which the node has no more to give, waits as well.
    if (isAt(keys.vaults.epoch(id), BigInt(ledgerEpoch))) triedAt.delete(id);
    effects.notify(['app']);
  }
}

/**
 * The same before a signature, where the vault is behind. It goes by its own epoch whatever becomes of it, so that a node which
 * is not there keeps nobody from signing; but where the vault has one, what is missing is said by its own name.
 */
export async function catchUpVault(
  station: HandOverParts,
  vaultId: string,
  ledgerEpoch: bigint | null,
): Promise<Result<void>> {
  const known = station.keys.vaults.epoch(vaultId);
  if (ledgerEpoch === null || isAt(known, ledgerEpoch)) return ok(undefined);
  const handed = await handOverClosings(station, vaultId);
  return known === null ? ok(undefined) : handed;
}

const isAt = (known: string | null, epoch: bigint): boolean => known !== null && BigInt(known) >= epoch;
