import { documentsOf } from '../../core/journal/documents.ts';
import { type KnownPolicy, policyDigest } from '../../core/policy/policy.ts';
import { readChain } from '../../core/policy/read-chain.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { believedEntry } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';
import { raiseFileAlarm } from './books-alarm.ts';

/** Entries that are read at once. */
const PAGE = 50;

type Parts = Pick<Station, 'treasury' | 'books' | 'hold' | 'recorder' | 'effects'>;

/**
 * Holds the policies in `treasury.json` against the journal. A ceremony puts its policy there before the journal has it: so a
 * journal that has more, or others, tells of a file that was put back. The journal's are followed, with the files of the vaults
 * that came with them, and that is an alarm: signed under an older policy, entries would be of no use to anybody for good.
 * Since when each is known, is told by the journal, too: that is followed without an alarm, for a kill can leave it behind.
 * @returns refuses `treasury-damaged` where the journal's do not follow on the first one, `file-not-written`, and as a commit does
 */
export async function settlePolicies(parts: Parts): Promise<Result<void>> {
  const { treasury } = parts;
  const file = treasury.file();
  const [first] = file.policies;
  const told = await toldPolicies(parts);
  if (first === undefined) return ok(undefined);
  const more = told.policies.every((each, i) => isSame(each, file.policies[i + 1]))
    ? file.policies.slice(1 + told.policies.length)
    : null;
  if (more !== null) {
    const dated = [first, ...told.policies, ...more];
    const isDated = dated.every(({ knownSince }, i) => knownSince === file.policies[i]?.knownSince);
    return isDated ? ok(undefined) : treasury.adopt({ ...file, policies: dated });
  }
  const policies = [first, ...told.policies];
  const checked = readChain(policies, verifySignature);
  if (!checked.ok) return refuse('treasury-damaged', `the policies of the journal: ${checked.message}`);
  const words = `treasury.json has policy ${file.policies.length}, the journal ${policies.length}, which is followed`;
  const raised = await raiseFileAlarm(parts, words);
  const vaultFiles = { ...told.vaultFiles, ...file.vaultFiles };
  return raised.ok ? treasury.adopt({ ...file, vaultFiles, policies }) : raised;
}

const isSame = ({ policy }: KnownPolicy, other: KnownPolicy | undefined): boolean =>
  other !== undefined && policyDigest(policy) === policyDigest(other.policy);

/** The policies after the first one, and the file of each vault that came with one. */
async function toldPolicies({ treasury, books, hold }: Parts) {
  const signers = entrySigners({ treasury, hold });
  const policies: KnownPolicy[] = [];
  const vaultFiles: Record<string, string> = {};
  for (let after = 0; ; ) {
    const page = await books.journal.ceremonies(after, PAGE);
    for (const { seq, json } of page) {
      after = seq;
      const entry = believedEntry(json, seq, signers);
      if (entry?.kind !== 'ceremony-completed') continue;
      const { at: knownSince } = entry;
      policies.push(...documentsOf(entry.documents, 'policy').map((each) => ({ ...each, knownSince })));
      const { vaultId, vaultFile } = entry.body;
      if (vaultId !== null && vaultFile !== null) vaultFiles[vaultId] = vaultFile;
    }
    if (page.length < PAGE) return { policies, vaultFiles };
  }
}
