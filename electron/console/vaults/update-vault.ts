import type { Movement } from '../../books/books.ts';
import type { Rejection } from '../../core/approval/approval.ts';
import type { StateMark } from '../../core/journal/state-mark.ts';
import type { Version } from '../../core/projection/version.ts';
import { ok, type Result } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import { theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { isUnsigned } from '../movements/record-signature.ts';
import type { Decision, EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { readVaultMark } from './vault-mark.ts';

/** What a vault's signer has sealed. */
export interface Sealed {
  readonly mark: StateMark;
  /** Movements whose rejections it has sealed now. */
  readonly rejected: readonly string[];
  /** Those of them that were stopped: they are rejected from now on. */
  readonly stopped: readonly Pick<Movement, 'id' | 'version'>[];
}

type UpdateParts = Pick<Station, 'treasury' | 'hold' | 'books' | 'recorder' | 'keys' | 'effects'>;

/** Rejections that one flush of the signer keeps. */
const AT_ONCE = 500;

/**
 * Has a vault's signer seal every policy and every rejection that it has not seen. Of what was stopped it says first
 * whether it had signed it: then that signature is stored, and nothing is sealed.
 */
export async function sealUnseen(
  station: UpdateParts,
  client: SignerClient,
  vaultId: string,
): Promise<Result<Sealed>> {
  const policies = [...station.treasury.file().policies];
  const governed = await client.ask('seal', { kind: 'policies', vaultId, policies });
  if (!governed.ok) return governed;
  const settled = await sealSettlement(station, client, governed.value);
  if (!settled.ok) return settled;
  const unseen = await unseenRejections(station, client, vaultId);
  if (!unseen.ok) return unseen;
  let mark = settled.value;
  for (let from = 0; from < unseen.value.length; from += AT_ONCE) {
    const rejections = unseen.value.slice(from, from + AT_ONCE).map(({ rejection }) => rejection);
    const sealed = await client.ask('seal', { kind: 'void', rejections });
    if (!sealed.ok) return sealed;
    mark = sealed.value;
  }
  const movements = unseen.value.map(({ movement }) => movement);
  return ok({
    mark,
    rejected: movements.map(({ id }) => id),
    stopped: movements.filter(({ state }) => state === 'stopped'),
  });
}

/** The newest settlement of officers, if there is one: the vault itself refuses what is from before it. */
async function sealSettlement(
  { hold, treasury }: Pick<Station, 'hold' | 'treasury'>,
  client: SignerClient,
  mark: StateMark,
): Promise<Result<StateMark>> {
  const { last } = hold.settled();
  if (last === null) return ok(mark);
  return client.ask('seal', {
    kind: 'settlement',
    settlement: last,
    policies: [...treasury.file().policies],
  });
}

interface Unseen {
  readonly movement: Movement;
  readonly rejection: Rejection;
}

async function unseenRejections(
  station: UpdateParts,
  client: SignerClient,
  vaultId: string,
): Promise<Result<readonly Unseen[]>> {
  const { movements } = station.books;
  const unseen: Unseen[] = [];
  for (const { movementId, rejection } of await movements.unsealedRejections(vaultId)) {
    const movement = await movements.get(movementId);
    if (movement?.state !== 'rejected' && movement?.state !== 'stopped') continue; // it was signed before it was stopped
    if (movement.state === 'stopped') {
      const unsigned = await isUnsigned(station, client, movementId);
      if (!unsigned.ok) return unsigned;
      if (!unsigned.value) continue;
    }
    unseen.push({ movement, rejection });
  }
  return ok(unseen);
}

/** The ends of stopped movements whose vault has sealed the no. */
export function stopsSealed(
  vaultId: string,
  { stopped }: Pick<Sealed, 'stopped'>,
): { readonly expects: readonly Version[]; readonly entries: readonly EntryDraft[] } {
  return {
    expects: stopped.map(({ id, version }) => ({ of: 'movement', id, version })),
    entries: stopped.map(({ id }) => ({
      kind: 'stop-sealed',
      actor: theStation('stop-sealed'),
      body: { movementId: id, vaultId },
    })),
  };
}

/** What the journal is told of a vault that has sealed something new; nothing where it knows as much already. */
export function decideSealed(vaultId: string, sealed: Sealed, known: StateMark): Decision<void> {
  const { mark, rejected } = sealed;
  const isKnown = rejected.length === 0 && mark.era === known.era && mark.counter <= known.counter;
  if (isKnown) return { expects: [], entries: [], answer: undefined };
  const body = { vaultId, ...mark, rejected: [...rejected] };
  const stops = stopsSealed(vaultId, sealed);
  return {
    expects: stops.expects,
    entries: [{ kind: 'vault-sealed', actor: theStation('vault-updated'), body }, ...stops.entries],
    answer: undefined,
  };
}

/** Does both for a vault that is open, and journals it. A locked vault is told when it opens. */
export async function updateVault(station: UpdateParts, vaultId: string): Promise<Result<void>> {
  const { books, recorder, keys } = station;
  const client = keys.vaults.client(vaultId);
  if (!client.ok) return ok(undefined);
  return decideAndCommit(
    recorder,
    async () => {
      const sealed = await sealUnseen(station, client.value, vaultId);
      if (!sealed.ok) return sealed;
      const known = await readVaultMark(books, station.hold.stations(), vaultId);
      return known.ok ? ok({ sealed: sealed.value, known: known.value }) : known;
    },
    ({ sealed, known }) => ok(decideSealed(vaultId, sealed, known)),
  );
}
