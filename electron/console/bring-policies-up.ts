import { ok, type Result } from '../core/result.ts';
import type { Treasury } from './treasury.ts';

/** Gives an open vault's signer the policies that it has not seen. A locked vault gets them when it opens. */
export async function bringPoliciesUp(
  { sessions, file, store }: Treasury,
  vaultId: string,
): Promise<Result<void>> {
  const client = sessions.vault(vaultId);
  if (!client.ok) return ok(undefined);
  const sealed = await client.value.ask('seal', { kind: 'policies', vaultId, policies: [...file.policies] });
  if (!sealed.ok) return sealed;
  store.journal.raiseCounter(vaultId, sealed.value.counter);
  return ok(undefined);
}
