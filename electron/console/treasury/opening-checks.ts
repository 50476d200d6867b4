import { documentOf } from '../../core/journal/documents.ts';
import { parseEntry } from '../../core/journal/journal-entry.ts';
import { isOwnNetwork, isPractice, type NetworkId, sameNetwork } from '../../core/network-id.ts';
import { isStoredLoopback } from '../../core/node-url.ts';
import type { VerifySignature } from '../../core/officer/officer.ts';
import { policyDigest } from '../../core/policy/policy.ts';
import { readChain } from '../../core/policy/read-chain.ts';
import type { Standing } from '../../core/policy/standing.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { storedJson } from '../stored-json.ts';
import { addressesOf, linePlaceOf } from './node-place.ts';
import type { TreasuryFile } from './treasury-folder.ts';

/**
 * What an evaluation runtime may touch: practice networks and own ones, which their chain keeps from being public ones, and
 * nodes and stores of this computer. Refuses `runtime-practice-only`.
 * @param urls addresses as they are stored
 */
export function checkEvaluation(network: NetworkId, urls: readonly string[]): Result<void> {
  if (!isPractice(network) && !isOwnNetwork(network)) {
    return refuse('runtime-practice-only', `this is an evaluation runtime, the treasury lives on ${network}`);
  }
  const far = urls.find((url) => !isStoredLoopback(url));
  return far === undefined
    ? ok(undefined)
    : refuse('runtime-practice-only', `this is an evaluation runtime, ${far} is not on this computer`);
}

/**
 * Checks a treasury's file before anything of it is used: its policies from the first one on, and that it is of the
 * treasury and network that they name. Refuses `runtime-practice-only` and `treasury-damaged`.
 * @returns how things stood when the newest policy became known
 */
export function checkTreasuryFile(
  file: TreasuryFile,
  { practiceOnly, verify }: { readonly practiceOnly: boolean; readonly verify: VerifySignature },
): Result<Standing> {
  if (practiceOnly) {
    const may = checkEvaluation(file.network.id, addressesOf(linePlaceOf(file)));
    if (!may.ok) return may;
  }
  const standing = readChain(file.policies, verify);
  if (!standing.ok) return refuse('treasury-damaged', `the policy in treasury.json: ${standing.message}`);
  const { treasuryId, network } = standing.value.inForce;
  return file.id === treasuryId && sameNetwork(file.network, network)
    ? standing
    : refuse('treasury-damaged', 'treasury.json and the policy in it name different treasuries or networks');
}

/**
 * The journal's first entry carries the policy that the treasury was made with. Refuses `treasury-damaged` where another
 * one was put in its place, and `file-newer` and `file-older` for a journal of another version.
 * @param first JSON of the first entry; undefined for an empty journal
 */
export function checkBeginning(first: string | undefined, file: TreasuryFile): Result<void> {
  const entry = parseEntry(storedJson(first ?? ''));
  if (!entry.ok && (entry.code === 'file-newer' || entry.code === 'file-older')) return entry;
  const begun = entry.ok ? documentOf(entry.value.documents, 'policy') : undefined;
  const [oldest] = file.policies;
  const same =
    entry.ok &&
    (entry.value.kind === 'treasury-created' || entry.value.kind === 'station-joined') &&
    begun !== undefined &&
    oldest !== undefined &&
    policyDigest(begun.policy) === policyDigest(oldest.policy);
  return same
    ? ok(undefined)
    : refuse('treasury-damaged', 'the policy in treasury.json is not the one that the journal begins with');
}
