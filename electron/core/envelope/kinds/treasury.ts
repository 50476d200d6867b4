import * as v from 'valibot';
import { bookWordSchema } from '../../book/book-word.ts';
import { checkBookWords } from '../../book/check-words.ts';
import { sameNetwork } from '../../network-id.ts';
import type { VerifySignature } from '../../officer/officer.ts';
import { checkPolicies } from '../../policy/next-policy.ts';
import { policyDigest, type SignedPolicy, signedPolicySchema } from '../../policy/policy.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { nameSchema } from '../../schema.ts';
import { checkSettlement, signedSettlementSchema } from '../../station/settlement.ts';
import type { StationIdentity } from '../../station/station-chain.ts';
import type { EnvelopeHead } from '../head.ts';
import { attestedListsSchema, checkAttestedLists } from './address-list.ts';
import { epochEndsSchema } from './epoch-ends.ts';

/** Documents of the address book that one envelope carries at most. */
const MOST_WORDS = 30_000;

/** Kind `treasury`: what another station needs to know a treasury, or to catch up. Officers and vaults are in the policies. */
export const treasurySchema = v.strictObject({
  /** As people call it. */
  name: nameSchema,
  /** All of them, from the first to the present one. */
  policies: v.pipe(v.array(signedPolicySchema), v.minLength(1), v.maxLength(1000)),
  lists: attestedListsSchema,
  /** By which officers put one station in the place of another, in their order. */
  settlements: v.pipe(v.array(signedSettlementSchema), v.maxLength(100)),
  /** The documents of the address book that count, in their order; left out where there are none. */
  book: v.exactOptional(v.pipe(v.array(bookWordSchema), v.minLength(1), v.maxLength(MOST_WORDS))),
  /** What proves who certifies the ledger; null where the station that made it had none. The chain verifies it. */
  epochs: v.nullable(epochEndsSchema),
});
export type Treasury = Readonly<v.InferOutput<typeof treasurySchema>>;

/**
 * Checks a treasury: that its policies follow on each other, each signed by those who must, that it is the treasury of the
 * head, that it begins with all that is known, and that vaults have signed the addresses.
 * @param known the policies that this station has, verified; none before its first treasury envelope
 * @returns refuses `envelope-other-treasury`, `envelope-other-network`, `policy-forked`, `envelope-policy-older`, and as
 * {@link checkPolicies}, {@link checkBookWords} and {@link checkAttestedLists} do
 */
export function checkTreasury(
  { policies, lists, book = [] }: Treasury,
  head: EnvelopeHead,
  { known, verify }: { readonly known: readonly SignedPolicy[]; readonly verify: VerifySignature },
): Result<readonly SignedPolicy[]> {
  for (const [i, { policy }] of policies.entries()) {
    if (policy.treasuryId !== head.treasuryId) {
      return refuse('envelope-other-treasury', 'a policy in the envelope is of another treasury');
    }
    if (!sameNetwork(policy.network, head.network)) {
      return refuse('envelope-other-network', `a policy in the envelope is for network ${policy.network.id}`);
    }
    const here = known[i];
    if (here && policyDigest(here.policy) !== policyDigest(policy)) {
      return refuse('policy-forked', `there are two policies of version ${policy.version}`);
    }
  }
  if (policies.length < known.length) {
    return refuse(
      'envelope-policy-older',
      `this station has policy version ${known.length}, the envelope ends with ${policies.length}`,
    );
  }
  const checked = checkPolicies(policies, verify);
  if (!checked.ok) return checked;
  const newest = checked.value;
  if (newest.version !== head.policy.version || policyDigest(newest) !== head.policy.digest) {
    return refuse('policy-forked', 'the envelope names another policy than the newest that is in it');
  }
  const words = checkBookWords(book, policies, verify);
  if (!words.ok) return words;
  const listed = checkAttestedLists(lists, newest, verify);
  return listed.ok ? ok(policies) : listed;
}

/**
 * Whether officers have put the station that made a treasury envelope in the place of one that is known: a restored or copied
 * folder is a new station.
 * @param from stations that are known and not retired
 * @returns the known station whose place it takes. Refuses `envelope-station-unknown`, and as {@link checkTreasury} and
 * {@link checkSettlement} do
 */
export function placeTakenBy(
  contents: Treasury,
  head: EnvelopeHead,
  {
    from,
    ...context
  }: {
    readonly from: readonly StationIdentity[];
    readonly known: readonly SignedPolicy[];
    readonly verify: VerifySignature;
  },
): Result<string> {
  const checked = checkTreasury(contents, head, context);
  if (!checked.ok) return checked;
  /** Who is in the place of each known station. */
  const places = new Map(from.map((station) => [station.stationId, station]));
  for (const signed of contents.settlements) {
    const { stationId, stationKey, retires, policy } = signed.settlement;
    const under = checked.value[policy.version - 1];
    const place = [...places].find(([, station]) => station.stationId === retires)?.[0];
    if (!under || place === undefined) continue;
    const settled = checkSettlement(signed, under.policy, context.verify);
    if (!settled.ok) return settled;
    places.set(place, { stationId, stationKey });
  }
  const { id, key } = head.station;
  const taken = [...places].find(([, { stationId, stationKey }]) => stationId === id && stationKey === key);
  return taken
    ? ok(taken[0])
    : refuse('envelope-station-unknown', 'the envelope was made by a station that is not known here');
}
