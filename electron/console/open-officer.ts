import { ok, type Result, refuse } from '../core/result.ts';
import { SignerClient } from '../signer/client.ts';
import type { Treasury } from './treasury.ts';
import { treasuryPaths } from './treasury-folder.ts';

/**
 * Opens an officer's key file in a signer process of its own, for one purpose; the caller ends it. Whoever is signed in
 * stays so.
 * @param password raw UTF-8; the caller wipes it
 */
export async function openOfficer(
  { policy, file, folder, effects, passwords }: Treasury,
  { officerId, password }: { readonly officerId: string; readonly password: Uint8Array },
): Promise<Result<SignerClient>> {
  const officer = policy.officers.find((candidate) => candidate.id === officerId);
  const keyFile = file.officerFiles[officerId];
  if (!officer || keyFile === undefined) return refuse('officer-unknown', 'no such officer in this treasury');
  const client = new SignerClient(effects.spawnSigner());
  const opened = await passwords.try(officerId, password, () =>
    client.ask('open', {
      file: treasuryPaths(folder).officer(keyFile),
      password,
      purpose: 'officer',
      journal: null,
    }),
  );
  if (opened.ok && opened.value.publicKey === officer.publicKey) return ok(client);
  client.kill();
  return opened.ok ? refuse('officer-unknown', `the key file is not that of ${officer.name}`) : opened;
}
