import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { requireHeld } from '../journal/read-tail.ts';
import { expireApprovals } from '../movements/expire-approvals.ts';
import { expireRequests } from '../movements/expire-requests.ts';
import { recoverSignature } from '../movements/record-signature.ts';
import type { Station } from '../station.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';
import { noteTimes } from './correct-clock.ts';
import { sealPresent, sealUnseen, stopsSealed } from './update-vault.ts';
import { readVaultMark } from './vault-mark.ts';
import { type Vault, vaultOf } from './vault-of.ts';
import type { VaultSession } from './vault-sessions.ts';

type OpenParts = Pick<
  Station,
  | 'treasury'
  | 'hold'
  | 'books'
  | 'check'
  | 'recorder'
  | 'policy'
  | 'chain'
  | 'keys'
  | 'line'
  | 'addressBook'
  | 'ceremonies'
  | 'effects'
>;

/**
 * Unlocks a vault: its signer process starts, opens the Stronghold file and compares its sealed state with the journal,
 * and the journal with what that state has sealed of it: an older one is refused `journal-behind-seal`.
 * Before anything else can be asked of it, it gives back what it signed when the station died, takes the policies and
 * rejections that it has not seen, and the journal is told where its state is and who unlocked it. An officer unlocks it:
 * whoever only knows the password is refused `officer-not-signed-in` before it is tried.
 * @param input.password raw UTF-8; the caller wipes it
 */
export async function openVault(
  station: OpenParts,
  actor: Actor,
  { vaultId, password }: { readonly vaultId: string; readonly password: Uint8Array },
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const vault = vaultOf(station.policy.present(), vaultId);
  if (!vault.ok) return vault;
  const restored = refuseRestored(station, vaultId);
  if (!restored.ok) return restored;
  const opened = await station.keys.passwords.try(vaultId, password, () =>
    openInTurn(station, { vault: vault.value, password, actor }),
  );
  station.effects.notify(['app', 'movements', 'journal']);
  if (!opened.ok) return opened;
  // It was told of freezes while it opened.
  const client = station.keys.vaults.client(vaultId);
  if (client.ok) await noteTimes(station, client.value, vaultId);
  // What was kept until this vault could say that it did not sign it.
  await afterwards(() => expireApprovals(station));
  await afterwards(() => expireRequests(station));
  return ok(undefined);
}

interface Turn {
  readonly vault: Vault;
  readonly password: Uint8Array;
  readonly actor: Actor;
}

/**
 * File and mark are those of the moment in which the try has its turn: while it waited, the vault may have got another
 * file. From the last check to the start of the signer nothing else runs, and what is opening then, a restore locks.
 */
async function openInTurn(station: OpenParts, turn: Turn): Promise<Result<void>> {
  const { treasury, books, keys } = station;
  const { id, receiveAddress } = turn.vault;
  for (;;) {
    const name = treasury.file().vaultFiles[id];
    const mark = await readVaultMark(books, station.hold.stations(), id);
    const restored = refuseRestored(station, id);
    if (!restored.ok) return restored;
    if (!mark.ok) return mark;
    if (name === undefined) return refuse('stronghold-missing', 'the treasury names no file of this vault');
    // A whole restore may have happened while the books were asked.
    if (treasury.file().vaultFiles[id] !== name) continue;
    return keys.vaults.open(id, {
      firstAddress: receiveAddress,
      request: {
        file: treasuryPaths(treasury.folder).vault(name),
        password: turn.password,
        purpose: 'vault',
        network: treasury.network.id,
        journal: mark.value,
      },
      prepare: async (client, told) => {
        const prepared = await prepare(station, { client, told }, turn);
        return prepared.ok ? refuseRestored(station, id) : prepared;
      },
    });
  }
}

async function prepare(
  station: OpenParts,
  session: Pick<VaultSession, 'client' | 'told'>,
  { vault: { id: vaultId }, actor }: Turn,
): Promise<Result<void>> {
  const { client, told } = session;
  const held = told.at === null ? ok(undefined) : await requireHeld(station.books, told.at);
  if (!held.ok) {
    // Unless officers have settled since that this journal goes on.
    const present = await sealPresent(station, session, vaultId);
    if (!present.ok || told.at !== null) return present.ok ? held : present;
  }
  for (const movement of await station.books.movements.inState(['approved'])) {
    if (movement.vaultId !== vaultId) continue;
    const recovered = await recoverSignature(station, client, movement);
    // One proposal that the signer refuses must not keep the whole vault shut; that one waits, and says why when signed.
    if (!recovered.ok && recovered.code === 'signer-crashed') return recovered;
  }
  const sealed = await sealUnseen(station, session, vaultId, true);
  if (!sealed.ok) return sealed;
  const { mark, rejected } = sealed.value;
  const stops = stopsSealed(vaultId, sealed.value);
  return station.recorder.commit({
    expects: stops.expects,
    entries: [
      { kind: 'vault-opened', actor, body: { vaultId, ...mark, rejected: [...rejected] } },
      ...stops.entries,
    ],
    answer: undefined,
  });
}

/** From the writing of its new file on, the old one must not sign any more: the new one has a copy of its memory. */
export function refuseRestored({ ceremonies }: Pick<Station, 'ceremonies'>, vaultId: string): Result<void> {
  return ceremonies.restoring === vaultId
    ? refuse('ceremony-busy', 'this vault is being restored; end that ceremony first')
    : ok(undefined);
}
