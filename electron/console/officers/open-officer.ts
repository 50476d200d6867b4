import type { Officer } from '../../core/officer/officer.ts';
import { hasKey } from '../../core/officer/officer.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import type { SignerRequest } from '../../signer/protocol.ts';
import type { Station } from '../station.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';

export interface OfficerPassword {
  readonly officerId: string;
  /** Raw UTF-8; the caller wipes it. */
  readonly password: Uint8Array;
}

/** An officer of the policy, and what opens their key file; refuses `officer-unknown`. */
export function keyFileOf(
  { treasury, policy }: Pick<Station, 'treasury' | 'policy'>,
  { officerId, password }: OfficerPassword,
): Result<{ readonly officer: Officer; readonly request: SignerRequest<'open'> }> {
  const officer = policy.present().officers.find(({ id }) => id === officerId);
  const keyFile = treasury.file().officerFiles[officerId];
  if (!officer || keyFile === undefined) return refuse('officer-unknown', 'no such officer in this treasury');
  const file = treasuryPaths(treasury.folder).officer(keyFile);
  return ok({ officer, request: { file, password, purpose: 'officer', network: null, journal: null } });
}

/**
 * Opens an officer's key file in a signer process of its own, for one purpose; the caller ends it. Whoever is signed in
 * stays so.
 */
export async function openOfficer(
  station: Pick<Station, 'treasury' | 'policy' | 'keys' | 'effects'>,
  { officerId, password }: OfficerPassword,
): Promise<Result<SignerClient>> {
  const found = keyFileOf(station, { officerId, password });
  if (!found.ok) return found;
  const { officer, request } = found.value;
  const client = new SignerClient(station.effects.spawnSigner());
  const opened = await station.keys.passwords.try(officerId, password, () => client.ask('open', request));
  if (opened.ok && hasKey(officer, opened.value.publicKey ?? '')) return ok(client);
  client.kill();
  return opened.ok ? refuse('officer-unknown', `the key file is not that of ${officer.name}`) : opened;
}
