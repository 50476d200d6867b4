import type { StateMark } from '../core/journal/state-mark.ts';
import { ok, type Result } from '../core/result.ts';
import type { SignerClient } from '../signer/client.ts';
import type { Treasury } from './treasury.ts';
import { readVaultMark } from './vault-mark.ts';

/** What a vault's signer was brought up to. */
export interface BroughtUp {
  readonly mark: StateMark;
  /** Movements whose rejections it has sealed now. */
  readonly rejected: readonly string[];
}

/** Tells a vault's signer of every policy and every rejection that it has not seen. */
export async function sealWhatIsNew(
  { file, store }: Treasury,
  client: SignerClient,
  vaultId: string,
): Promise<Result<BroughtUp>> {
  const governed = await client.ask('seal', { kind: 'policies', vaultId, policies: [...file.policies] });
  if (!governed.ok) return governed;
  let mark = governed.value;
  const rejected: string[] = [];
  for (const { movementId, rejection } of store.movements.unsealedRejections(vaultId)) {
    const sealed = await client.ask('seal', { kind: 'void', rejection });
    if (!sealed.ok) return sealed;
    mark = sealed.value;
    rejected.push(movementId);
  }
  return ok({ mark, rejected });
}

/** Does that for a vault that is open, and journals it. A locked vault is told when it opens. */
export async function bringVaultUp(treasury: Treasury, vaultId: string): Promise<Result<void>> {
  const { sessions, store, journal } = treasury;
  const client = sessions.vault(vaultId);
  if (!client.ok) return ok(undefined);
  const brought = await sealWhatIsNew(treasury, client.value, vaultId);
  if (!brought.ok) return brought;
  const { mark, rejected } = brought.value;
  const known = readVaultMark(treasury, vaultId);
  if (!known.ok) return known;
  if (rejected.length === 0 && mark.era === known.value.era && mark.counter <= known.value.counter) {
    return ok(undefined);
  }
  const body = { vaultId, ...mark, rejected: [...rejected] };
  const written = await journal.record({ kind: 'vault-sealed', body }, () => {
    for (const movementId of rejected) store.movements.markRejectionSealed(movementId);
    return ok(undefined);
  });
  return written.ok ? ok(undefined) : written;
}
