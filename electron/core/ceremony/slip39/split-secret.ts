import { ok, type Result, refuse } from '../../result.ts';
import { drawBytes, type RandomBytes } from '../random-bytes.ts';
import { encryptMaster } from './master-cipher.ts';
import { type Point, splitPoints } from './shamir.ts';
import { encodeShare } from './share-code.ts';

/** One group of a set: any `threshold` of its `count` shares complete it. */
export interface GroupPlan {
  readonly threshold: number;
  readonly count: number;
}

export interface SplitPlan {
  /** 16 or 32 bytes: the entropy of 12 or 24 words. It is left as it is; the caller zeroes it. */
  readonly secret: Uint8Array;
  /** 1 to 16 groups. */
  readonly groups: readonly GroupPlan[];
  /** How many groups have to be complete. */
  readonly groupThreshold: number;
  /** 0 to 15; see `CipherSettings`. */
  readonly iterationExponent: number;
  readonly random: RandomBytes;
}

const MOST = 16;

/**
 * Splits a secret into SLIP-39 shares of an extendable set without passphrase.
 * @returns for each group its shares as words; `share-parameters` for a plan that SLIP-0039 does not allow
 */
export function splitSecret(plan: SplitPlan): Result<string[][]> {
  const faulty = checkPlan(plan);
  if (faulty) return refuse('share-parameters', faulty);
  const { secret, groups, groupThreshold, iterationExponent, random } = plan;
  const [high = 0, low = 0] = drawBytes(random, 2);
  const identifier = ((high << 8) | low) & 0x7fff;
  const set = { identifier, extendable: true, iterationExponent, groupThreshold, groupCount: groups.length };
  const wipe: Uint8Array[] = [];
  const kept = (points: Point[]) => {
    wipe.push(...points.map((point) => point.y));
    return points;
  };
  try {
    const encrypted = encryptMaster(secret, { ...set, passphrase: new Uint8Array() });
    wipe.push(encrypted);
    const ofGroups = kept(
      splitPoints(encrypted, { threshold: groupThreshold, count: groups.length }, random),
    );
    return ok(
      groups.map((group, x) => {
        const ofGroup = ofGroups[x];
        if (!ofGroup) throw new RangeError(`expected a point for each group, got ${ofGroups.length}`);
        return kept(splitPoints(ofGroup.y, group, random)).map((ofMember) =>
          encodeShare({
            ...set,
            groupIndex: ofGroup.x,
            memberIndex: ofMember.x,
            memberThreshold: group.threshold,
            value: ofMember.y,
          }),
        );
      }),
    );
  } finally {
    for (const bytes of wipe) bytes.fill(0);
  }
}

function checkPlan({ secret, groups, groupThreshold, iterationExponent }: SplitPlan): string | null {
  const within = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (secret.length !== 16 && secret.length !== 32) {
    return `expected a secret of 16 or 32 bytes, got ${secret.length}`;
  }
  if (!within(groups.length, 1, MOST)) return `expected 1 to ${MOST} groups, got ${groups.length}`;
  if (!within(groupThreshold, 1, groups.length)) {
    return `expected a group threshold of 1 to ${groups.length}, got ${groupThreshold}`;
  }
  if (!within(iterationExponent, 0, 15)) {
    return `expected an iteration exponent of 0 to 15, got ${iterationExponent}`;
  }
  for (const [place, { threshold, count }] of groups.entries()) {
    const name = `group ${place + 1}`;
    if (!within(count, 1, MOST)) return `${name}: expected 1 to ${MOST} shares, got ${count}`;
    if (!within(threshold, 1, count))
      return `${name}: expected a threshold of 1 to ${count}, got ${threshold}`;
    // Copies of one share under different numbers would look like a sharing and be none (SLIP-0039).
    if (threshold === 1 && count > 1)
      return `${name}: one share of ${count} would be copies; use 1 of 1, or 2 or more`;
  }
  return null;
}
