import { aliasKey, parseAlias } from '../../core/account/alias.ts';
import { MOST_GROUPS } from '../../core/book/book-word.ts';
import { splitGroups } from '../../core/book/read-import.ts';
import { parseReference } from '../../core/movement/reference.ts';
import type { Officer } from '../../core/officer/officer.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, type OfficerSession, requireOfficer } from '../actor.ts';
import { hasOwnVaults } from '../movements/movement-facts.ts';
import type { Station } from '../station.ts';
import { tellVaults } from '../vaults/tell-vaults.ts';
import type { BookRecords } from './book-log.ts';

/** What a change of the address book takes. */
export type BookParts = Pick<
  Station,
  | 'treasury'
  | 'hold'
  | 'books'
  | 'check'
  | 'policy'
  | 'attested'
  | 'chain'
  | 'recorder'
  | 'keys'
  | 'addressBook'
  | 'effects'
>;

/** What people say of a recipient, as typed; groups are separated by commas or semicolons. */
export interface TypedRecipient {
  readonly name: string;
  readonly note: string;
  readonly groups: string;
}

/** The same, read. */
export interface Described {
  readonly name: string;
  readonly note: string;
  readonly groups: string[];
}

/**
 * The officer who changes the book. Refuses `officer-not-signed-in`, `role-missing` for somebody who only looks, and `book-at-desk`
 * at a station without vaults: its book comes by envelope.
 */
export function requireKeeper(station: Pick<BookParts, 'treasury'>, actor: Actor): Result<OfficerSession> {
  const session = requireOfficer(actor);
  if (!session.ok) return session;
  const may = requireKeeperRole(station, session.value.officer);
  return may.ok ? session : may;
}

/** Whether an officer may change the book at this station: refuses `role-missing` and `book-at-desk`. */
export function requireKeeperRole(
  station: Pick<BookParts, 'treasury'>,
  officer: Pick<Officer, 'name' | 'roles'>,
): Result<void> {
  if (officer.roles.every((role) => role === 'auditor')) {
    return refuse('role-missing', `${officer.name} only looks, and changes no address book`);
  }
  return hasOwnVaults(station)
    ? ok(undefined)
    : refuse('book-at-desk', 'expected the desk that has the vaults, this station has none');
}

/** Refuses as names and references are refused, and `book-groups-malformed`. */
export function readDescription({ name, note, groups }: TypedRecipient): Result<Described> {
  const alias = parseAlias(name);
  if (!alias.ok) return alias;
  const reference = parseReference(note);
  if (!reference.ok) return reference;
  const split = splitGroups(groups);
  const keys = new Set(split.map(aliasKey));
  if (split.length > MOST_GROUPS || keys.size !== split.length) {
    return refuse('book-groups-malformed', `expected at most ${MOST_GROUPS} groups, each once`);
  }
  for (const group of split) {
    const parsed = parseAlias(group);
    if (!parsed.ok) return refuse('book-groups-malformed', parsed.message);
  }
  return ok({ name: alias.value, note: reference.value, groups: split.toSorted() });
}

/** Refuses `book-name-known` for a name that reads like that of another recipient. */
export function requireOwnName(records: BookRecords, id: string, name: string): Result<void> {
  const key = aliasKey(name);
  for (const entry of records.held.entries()) {
    if (entry.id === id) continue;
    for (const digest of [entry.trusted?.digest, entry.pending?.digest]) {
      const other = records.signed.get(digest ?? '');
      if (other?.nameKey === key) {
        return refuse('book-name-known', `${other.statement.name} is the name of another recipient`);
      }
    }
  }
  return ok(undefined);
}

/** Who signs a document of the book, under which policy. */
export const headOf = (
  { treasury, policy }: Pick<BookParts, 'treasury' | 'policy'>,
  { officer }: OfficerSession,
) => ({
  treasuryId: treasury.file().id,
  network: treasury.network,
  policy: policy.reference(),
  officerId: officer.id,
});

/** What follows each change: vaults that are open seal it, or are locked; screens are told. */
export async function afterChange(station: BookParts): Promise<void> {
  await tellVaults(station, () => true);
  station.effects.notify(['app', 'movements', 'journal']);
}
