import * as v from 'valibot';
import { bookWordSchema } from '../../book/book-word.ts';
import { checkBookWords } from '../../book/check-words.ts';
import { canonicalJson } from '../../canonical-json.ts';
import { sameNetwork } from '../../network-id.ts';
import type { VerifySignature } from '../../officer/officer.ts';
import { type KnownPolicy, knownPolicySchema, policyDigest } from '../../policy/policy.ts';
import { readChain, takePolicy } from '../../policy/read-chain.ts';
import { knownVaults, type Standing } from '../../policy/standing.ts';
import { DATE_TOLERANCE_MS } from '../../proposal/request.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
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
  /** All of them, from the first to the newest, and since when the station that made the envelope has known of each. */
  policies: v.pipe(v.array(knownPolicySchema), v.minLength(1), v.maxLength(1000)),
  lists: attestedListsSchema,
  /** By which officers put one station in the place of another, in their order. */
  settlements: v.pipe(v.array(signedSettlementSchema), v.maxLength(100)),
  /** The documents of the address book that count, in their order; left out where there are none. */
  book: v.exactOptional(v.pipe(v.array(bookWordSchema), v.minLength(1), v.maxLength(MOST_WORDS))),
  /** What proves who certifies the ledger; null where the station that made it had none. The chain verifies it. */
  epochs: v.nullable(epochEndsSchema),
});
export type Treasury = Readonly<v.InferOutput<typeof treasurySchema>>;

/** What a station knows of policies when an envelope tells it of more. */
export interface PoliciesContext {
  /** Those that this station has, verified; none before its first treasury envelope. */
  readonly known: readonly KnownPolicy[];
  /** Milliseconds. */
  readonly now: number;
  readonly verify: VerifySignature;
}

/** Policies that can be taken in now, and how things stand with them. */
export interface TakenPolicies {
  readonly policies: readonly KnownPolicy[];
  readonly standing: Standing;
}

/**
 * Checks a treasury: that its policies follow on each other, each signed by those who must, that it is the treasury of the
 * head, that it begins with all that is known, and that vaults have signed the addresses. A station that knows none takes the
 * times of the one that tells it, whose digest people compare; a later version is known from now on. One that only a version
 * which still waits here lets others sign is left for a later envelope, with all that follow it.
 * @returns refuses `envelope-other-treasury`, `envelope-other-network`, `policy-forked`, `envelope-policy-older`,
 * `envelope-ahead`, and as {@link readChain}, {@link checkBookWords} and {@link checkAttestedLists} do
 */
export function checkTreasury(
  { policies, lists, book = [] }: Treasury,
  head: EnvelopeHead,
  context: PoliciesContext,
): Result<TakenPolicies> {
  const other = whyOtherPolicies(policies, head, context);
  if (other) return other;
  const taken = takeMore(policies, context);
  if (!taken.ok) return taken;
  const newest = policies.at(-1)?.policy;
  if (newest?.version !== head.policy.version || policyDigest(newest) !== head.policy.digest) {
    return refuse('policy-forked', 'the envelope names another policy than the newest that is in it');
  }
  const words = checkBookWords(book, taken.value.policies, context.verify);
  if (!words.ok) return words;
  const listed = checkAttestedLists(lists, knownVaults(taken.value.standing), context.verify);
  return listed.ok ? taken : listed;
}

function whyOtherPolicies(
  policies: readonly KnownPolicy[],
  head: EnvelopeHead,
  { known, now }: PoliciesContext,
): Refusal | null {
  for (const [i, { policy, signatures, knownSince }] of policies.entries()) {
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
    if (here && canonicalJson(here.signatures) !== canonicalJson(signatures)) {
      return refuse('policy-signature-bad', `expected version ${policy.version} as it was signed before`);
    }
    if (!here && knownSince > now + DATE_TOLERANCE_MS) {
      return refuse('envelope-ahead', 'a policy in the envelope is known from a time that lies ahead');
    }
  }
  return policies.length < known.length
    ? refuse(
        'envelope-policy-older',
        `this station has policy version ${known.length}, the envelope ends with ${policies.length}`,
      )
    : null;
}

function takeMore(
  policies: readonly KnownPolicy[],
  { known, now, verify }: PoliciesContext,
): Result<TakenPolicies> {
  if (known.length === 0) {
    const standing = readChain(policies, verify);
    return standing.ok ? ok({ policies, standing: standing.value }) : standing;
  }
  const before = readChain(known, verify);
  if (!before.ok) return before;
  let standing = before.value;
  const taken = [...known];
  for (const { policy, signatures } of policies.slice(known.length)) {
    const next = { policy, signatures, knownSince: now };
    const here = takePolicy(standing, next, verify);
    if (!here.ok) {
      return standing.waiting !== null && taken.length > known.length && needsOthers.has(here.code)
        ? ok({ policies: taken, standing })
        : here;
    }
    standing = here.value;
    taken.push(next);
  }
  return ok({ policies: taken, standing });
}

/** What a version is refused with that others than those in force have signed. */
const needsOthers: ReadonlySet<string> = new Set(['policy-signature-bad', 'officer-expired']);

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
  { from, ...context }: { readonly from: readonly StationIdentity[] } & PoliciesContext,
): Result<string> {
  const checked = checkTreasury(contents, head, context);
  if (!checked.ok) return checked;
  /** Who is in the place of each known station. */
  const places = new Map(from.map((station) => [station.stationId, station]));
  for (const signed of contents.settlements) {
    const { stationId, stationKey, retires, policy } = signed.settlement;
    const under = checked.value.policies[policy.version - 1];
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
