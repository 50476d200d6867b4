import type { Movement } from '../../books/rows.ts';
import type { Rejection } from '../../core/approval/approval.ts';
import type { StateMark } from '../../core/journal/state-mark.ts';
import type { Version } from '../../core/projection/version.ts';
import { ok, type Result } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { howMany, readTail } from '../journal/read-tail.ts';
import { isUnsigned } from '../movements/record-signature.ts';
import type { Decision, EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { readVaultMark } from './vault-mark.ts';
import type { VaultSession } from './vault-sessions.ts';

/** What a vault's signer has sealed. */
export interface Sealed {
  readonly mark: StateMark;
  /** Movements whose rejections it has sealed now. */
  readonly rejected: readonly string[];
  /** Those of them that were stopped: they are rejected from now on. */
  readonly stopped: readonly Pick<Movement, 'id' | 'version'>[];
}

type UpdateParts = Pick<Station, 'treasury' | 'hold' | 'books' | 'check' | 'recorder' | 'keys' | 'effects'>;

/**
 * Has a vault's signer seal every policy, and every rejection, withdrawal, freeze, lift and document of the address book that it has not seen: those of the signed
 * journal, whatever the tables have. Of what was stopped it says first whether it had signed it: then that signature is
 * stored, and nothing is sealed.
 * @param session a vault that is open or opening
 * @param always seals how far the journal is committed, though nothing is new
 */
export async function sealUnseen(
  station: UpdateParts,
  session: Pick<VaultSession, 'client' | 'told'>,
  vaultId: string,
  always = false,
): Promise<Result<Sealed>> {
  const present = await sealPresent(station, session, vaultId);
  if (!present.ok) return present;
  const unseen = await unseenRejections(station, session.client, vaultId);
  if (!unseen.ok) return unseen;
  const told = await tell(station, session, unseen.value, always);
  if (!told.ok) return told;
  const mark = told.value ?? present.value;
  const movements = unseen.value.map(({ movement }) => movement);
  return ok({
    mark,
    rejected: movements.map(({ id }) => id),
    stopped: movements.filter(({ state }) => state === 'stopped'),
  });
}

/**
 * Has a vault's signer seal every policy and the newest settlement of officers, if there is one: the vault itself refuses
 * what is from before it. A settlement that is new to it says which journal goes on: it has to be told all of it.
 */
export async function sealPresent(
  { hold, treasury }: Pick<Station, 'hold' | 'treasury'>,
  { client, told }: Pick<VaultSession, 'client' | 'told'>,
  vaultId: string,
): Promise<Result<StateMark>> {
  const policies = [...treasury.file().policies];
  const governed = await client.ask('seal', { kind: 'policies', vaultId, policies });
  const { last } = hold.settled();
  if (!governed.ok || last === null) return governed;
  const settled = await client.ask('seal', { kind: 'settlement', settlement: last, policies });
  if (settled.ok && settled.value.counter !== governed.value.counter) told.note(null);
  return settled;
}

/** Rejections of the tables that one flush of the signer keeps. */
const AT_ONCE = 500;

/**
 * Tells a vault what the journal has against requests, of freezes and of the address book, and the rows that wait for it. The journal comes first: a row
 * that was deleted changes nothing, and one that was forged is refused.
 * @param always seals how far the journal is committed, though nothing is new
 * @returns the mark after that; null where nothing was sealed
 */
export function tell(
  { treasury, hold, books }: Pick<Station, 'treasury' | 'hold' | 'books'>,
  { client, told }: Pick<VaultSession, 'client' | 'told'>,
  unseen: readonly Unseen[],
  always = false,
): Promise<Result<StateMark | null>> {
  return told.inTurn(async () => {
    let mark: StateMark | null = null;
    const policies = [...treasury.file().policies];
    const by = { stations: hold.stations(), verify: verifySignature };
    for await (const part of readTail(books, by, told.at)) {
      if (!part.ok) return part;
      const { rejections, withdrawals, freezes, book, journal } = part.value;
      if (always || howMany(part.value) > 0) {
        const ends = {
          rejections: [...rejections],
          withdrawals: [...withdrawals],
          freezes: [...freezes],
          book: [...book],
          journal,
          policies,
        };
        const sealed = await client.ask('seal', { kind: 'void', ...ends });
        if (!sealed.ok) return sealed;
        mark = sealed.value;
      }
      if (journal) told.note(journal);
    }
    for (let from = 0; from < unseen.length; from += AT_ONCE) {
      const rejections = unseen.slice(from, from + AT_ONCE).map(({ rejection }) => rejection);
      const ends = { rejections, withdrawals: [], journal: null, policies };
      const sealed = await client.ask('seal', { kind: 'void', ...ends });
      if (!sealed.ok) return sealed;
      mark = sealed.value;
    }
    return ok(mark);
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
      // Its end is for good: one whose row is not as the journal has it waits until the tables are made anew.
      if (!(await station.check.rowsOf(movementId)).ok) continue;
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
  const session = keys.vaults.session(vaultId);
  if (!session.ok) return ok(undefined);
  return decideAndCommit(
    recorder,
    async () => {
      const sealed = await sealUnseen(station, session.value, vaultId);
      if (!sealed.ok) return sealed;
      const known = await readVaultMark(books, station.hold.stations(), vaultId);
      return known.ok ? ok({ sealed: sealed.value, known: known.value }) : known;
    },
    ({ sealed, known }) => ok(decideSealed(vaultId, sealed, known)),
  );
}
