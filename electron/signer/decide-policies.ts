import type { Chain } from '../chains/chain.ts';
import { chainKindOf } from '../core/network-id.ts';
import { type KnownPolicy, type Policy, policyDigest } from '../core/policy/policy.ts';
import { readChain, takePolicy } from '../core/policy/read-chain.ts';
import { newestOf, type Standing } from '../core/policy/standing.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { verifySignature } from './ed25519.ts';
import type { Governed } from './vault-memory.ts';

/** A vault as its keys say it. */
interface Self {
  readonly vaultId: string;
  readonly receiveAddress: string;
  readonly attestationKey: string;
}

interface Deciding {
  readonly self: Self;
  readonly chain: Pick<Chain, 'kind' | 'asset' | 'checkTrustRoot'>;
  /** Null for a vault without a policy. */
  readonly governed: Governed | null;
  /** By the clock, and never below what was sealed; milliseconds. */
  readonly now: number;
  /** Why the clock is wrong; null where it is not. */
  readonly clockOff: Refusal | null;
}

/**
 * Pure: how a vault's own policy stands with those of the treasury. A vault that has one takes what follows its newest, each
 * known from now on by its own sealed time, whatever a console says of times. One that has none takes them all, with the
 * times of whoever opens it: it has no time of its own yet. A version that only people of one that still waits have signed is left
 * for later, with all that follow it.
 * @param policies all of the treasury's, from the first on
 * @returns null where nothing is new; refuses `policy-malformed`, `policy-version`, `clock-*`, and as {@link takePolicy} does
 */
export function decidePolicies(
  policies: readonly KnownPolicy[],
  deciding: Deciding,
): Result<Standing | null> {
  const { governed, now, self } = deciding;
  const standing = governed === null ? takeAll(policies, now) : takeAfter(governed, policies, deciding);
  if (!standing.ok) return standing;
  if (standing.value === null) return ok(null);
  const wrong = whyNotOurs(newestOf(standing.value), deciding);
  if (wrong) return wrong;
  return governed === null || governed.vaultId === self.vaultId
    ? standing
    : refuse('policy-version', 'expected the policies of this vault, got those of another');
}

const takeAll = (policies: readonly KnownPolicy[], now: number): Result<Standing> =>
  readChain(
    policies.map((each) => ({ ...each, knownSince: Math.min(each.knownSince, now) })),
    verifySignature,
  );

function takeAfter(
  governed: Governed,
  policies: readonly KnownPolicy[],
  { self, now, clockOff }: Deciding,
): Result<Standing | null> {
  const newest = newestOf(governed.standing);
  const known = policies[newest.version - 1];
  if (governed.vaultId !== self.vaultId || !known || policyDigest(known.policy) !== policyDigest(newest)) {
    return refuse(
      'policy-version',
      `expected the policies after version ${newest.version} of this vault, got others`,
    );
  }
  let standing: Standing = governed.standing;
  for (const next of policies.slice(newest.version)) {
    if (clockOff) return clockOff;
    const taken = takePolicy(standing, { ...next, knownSince: now }, verifySignature);
    if (!taken.ok) {
      const waits = standing.waiting !== null && taken.code === 'policy-signature-bad';
      if (!waits) return taken;
      break;
    }
    standing = taken.value;
  }
  return ok(standing === governed.standing ? null : standing);
}

function whyNotOurs(newest: Policy, { self, chain }: Deciding): Refusal | null {
  const { network, asset, trustRoot, vaults } = newest;
  if (chainKindOf(network.id) !== chain.kind || asset !== chain.asset.id) {
    return refuse('policy-malformed', `expected a policy of a ${chain.kind} network and its asset`);
  }
  const rooted = chain.checkTrustRoot(trustRoot, network);
  if (!rooted.ok) return rooted;
  const own = vaults.find((vault) => vault.id === self.vaultId);
  if (own?.receiveAddress !== self.receiveAddress) {
    return refuse('policy-malformed', "the policy does not name this vault with this vault's own address");
  }
  return own.attestationKey === self.attestationKey
    ? null
    : refuse('policy-malformed', "the policy does not name this vault with this vault's attestation key");
}
