import type { StateMark } from '../../core/journal/state-mark.ts';
import { ok, type Result } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import { theStation } from '../actor.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { readVaultMark } from './vault-mark.ts';

/** What a vault's signer has sealed. */
export interface Sealed {
  readonly mark: StateMark;
  /** Movements whose rejections it has sealed now. */
  readonly rejected: readonly string[];
}

/** Rejections that one flush of the signer keeps. */
const AT_ONCE = 500;

/** Has a vault's signer seal every policy and every rejection that it has not seen. */
export async function sealUnseen(
  { treasury, books }: Pick<Station, 'treasury' | 'books'>,
  client: Pick<SignerClient, 'ask'>,
  vaultId: string,
): Promise<Result<Sealed>> {
  const policies = [...treasury.file().policies];
  const governed = await client.ask('seal', { kind: 'policies', vaultId, policies });
  if (!governed.ok) return governed;
  let mark = governed.value;
  const unsealed = await books.movements.unsealedRejections(vaultId);
  for (let from = 0; from < unsealed.length; from += AT_ONCE) {
    const rejections = unsealed.slice(from, from + AT_ONCE).map(({ rejection }) => rejection);
    const sealed = await client.ask('seal', { kind: 'void', rejections });
    if (!sealed.ok) return sealed;
    mark = sealed.value;
  }
  return ok({ mark, rejected: unsealed.map(({ movementId }) => movementId) });
}

/** What the journal is told of a vault that has sealed something new; nothing where it knows as much already. */
export function decideSealed(
  vaultId: string,
  { mark, rejected }: Sealed,
  known: StateMark,
): Decision<void> | null {
  const isKnown = rejected.length === 0 && mark.era === known.era && mark.counter <= known.counter;
  if (isKnown) return null;
  const body = { vaultId, ...mark, rejected: [...rejected] };
  return {
    expects: [],
    entries: [{ kind: 'vault-sealed', actor: theStation, body }],
    answer: undefined,
  };
}

/** Does both for a vault that is open, and journals it. A locked vault is told when it opens. */
export async function updateVault(
  station: Pick<Station, 'treasury' | 'books' | 'recorder' | 'keys'>,
  vaultId: string,
): Promise<Result<void>> {
  const { treasury, books, recorder, keys } = station;
  const client = keys.vaults.client(vaultId);
  if (!client.ok) return ok(undefined);
  const sealed = await sealUnseen(station, client.value, vaultId);
  if (!sealed.ok) return sealed;
  const known = await readVaultMark(books, treasury.key, vaultId);
  if (!known.ok) return known;
  const decision = decideSealed(vaultId, sealed.value, known.value);
  return decision ? recorder.commit(decision) : ok(undefined);
}
