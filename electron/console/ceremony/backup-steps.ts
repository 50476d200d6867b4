import { ok, type Result, refuse } from '../../core/result.ts';
import type { Backup } from '../../signer/ceremony/protocol.ts';
import type { Vault } from '../vaults/vault-of.ts';
import type { ConcludeParts } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import { recognise } from './recognise.ts';
import { atStep, type CeremonySession, nameSheets, note } from './session.ts';
import { pass } from './words-steps.ts';

/** Takes the words or shares that were typed from their sheets. */
export const enterBackup = inTurn(async (station: ConcludeParts, backup: Backup): Promise<Result<void>> => {
  const { ceremonies, treasury, policy, effects } = station;
  const session = atStep(ceremonies, 'backup-entered');
  if (!session.ok) return session;
  const taken = await session.value.client.ask('take', { network: treasury.network.id, backup });
  if (!taken.ok) {
    note(session.value, 'failed', effects.now());
    effects.notify(['ceremony']);
    return taken;
  }
  const { firstAddress } = taken.value;
  const recognised = recognise(policy.present(), session.value, firstAddress);
  if (!recognised.ok) return recognised;
  note(session.value, 'done', effects.now());
  const { kind } = session.value.state.plan;
  if (kind === 'check-backup') answerCheck(session.value, recognised.value, effects.now());
  const proven = kind === 'shares' ? proveVault(station, session.value, firstAddress) : ok(undefined);
  effects.notify(['ceremony']);
  return proven;
});

/** Shares are made of the words of the vault in question only. The process has taken these; others need another ceremony. */
function proveVault(
  { policy, effects }: ConcludeParts,
  session: CeremonySession,
  firstAddress: string,
): Result<void> {
  const vault = policy.present().vaults.find(({ id }) => id === session.about?.id);
  const proven = vault?.receiveAddress === firstAddress;
  note(session, proven ? 'done' : 'failed', effects.now());
  if (!proven) {
    return refuse('fingerprint-other', 'the words belong to another vault; abandon and begin again');
  }
  nameSheets(session, firstAddress, effects.random);
  return ok(undefined);
}

function answerCheck(session: CeremonySession, known: Vault | null, at: number): void {
  session.vault = known && { id: known.id, name: known.name, kind: known.kind };
  session.belongsTo = known?.name ?? null;
  if (!known) session.firstAddress = null;
  note(session, 'done', at); // backup-answered
  if (!known) note(session, 'passed-over', at); // library-asked: there is no vault to ask about
}

/** The officers say that the first address is the one that they expect. */
export const confirmAddress = inTurn((station: ConcludeParts) => pass(station, 'address-proven'));
