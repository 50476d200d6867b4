import { ok, type Result } from '../../../../core/result.ts';
import type { CreationProofs } from '../../../chain.ts';
import type { Committee } from '../ledger/committee.ts';
import { decodeSummary } from '../ledger/summary.ts';
import { isAmong } from './creation-proof.ts';
import { beginAtRoot, decodeClosing } from './epoch-proofs.ts';
import { type LightClient, leap, type OfferedSummary } from './light-client.ts';
import { decodeCommittee, encodeCommittee, parseTrustRoot } from './trust-root.ts';
import { verifyCreations } from './verify-creations.ts';

/** How a station without a line knows IOTA's committees, and what a certified transaction made. */
export const creationProofs: CreationProofs = {
  committees,
  creations,
  isMade: (input, made) => isAmong(input, new Set(made)),
};

function committees(
  from: Parameters<CreationProofs['committees']>[0],
  closings: readonly Uint8Array[],
): Result<readonly Uint8Array[]> {
  const begin = 'known' in from ? atKnown(from) : atRoot(from);
  if (!begin.ok) return begin;
  const found = 'known' in from ? [] : [encodeCommittee(begin.value.committee)];
  let client = begin.value;
  for (const bytes of closings) {
    const closing = closingAfter(client, bytes);
    if (!closing.ok) return closing;
    if (closing.value === null) continue;
    const walked = leap(client, [closing.value], null);
    if (!walked.ok) return walked;
    client = walked.value.client;
    found.push(encodeCommittee(client.committee));
  }
  return ok(found);
}

function atRoot({ trustRoot, root }: { readonly trustRoot: string; readonly root: Uint8Array }) {
  const parsed = parseTrustRoot(trustRoot);
  return parsed.ok ? beginAtRoot(parsed.value, root) : parsed;
}

/** Of what was proven before, only who certifies the epoch is remembered. */
function atKnown({ trustRoot, known }: { readonly trustRoot: string; readonly known: Uint8Array }) {
  const parsed = parseTrustRoot(trustRoot);
  if (!parsed.ok) return parsed;
  const committee = decodeCommittee(known);
  if (!committee.ok) return committee;
  const { genesis } = parsed.value;
  return ok<LightClient>({ genesis, committee: committee.value, last: null, closing: null });
}

/** Null for the end of an epoch whose successor's committee is known already. */
function closingAfter({ committee }: LightClient, bytes: Uint8Array): Result<OfferedSummary | null> {
  const closing = decodeClosing(bytes);
  if (!closing.ok) return closing;
  const summary = decodeSummary(closing.value.summary);
  if (!summary.ok) return summary;
  return ok(summary.value.epoch < committee.epoch ? null : closing.value);
}

function creations(known: readonly Uint8Array[], proofs: readonly Uint8Array[]) {
  const byEpoch = new Map<bigint, Committee>();
  for (const bytes of known) {
    const committee = decodeCommittee(bytes);
    if (committee.ok) byEpoch.set(committee.value.epoch, committee.value);
  }
  return verifyCreations(proofs, (epoch) => byEpoch.get(epoch) ?? null);
}
