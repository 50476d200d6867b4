import { ok, type Result, refuse } from '../../result.ts';
import { decryptMaster } from './master-cipher.ts';
import { missingShares } from './missing-shares.ts';
import { shareView } from './read-share.ts';
import { joinPoints, type Point } from './shamir.ts';
import { decodeShare, type Share } from './share-code.ts';

/**
 * The secret of a complete set of SLIP-39 shares, exactly as many as needed (`missingShares` says which). It takes
 * `10000 * 2^e` iterations of PBKDF2, with the exponent that the shares carry: look at it first, off every thread that
 * draws or serves.
 * @param passphrase printable ASCII; only for sets made elsewhere. A wrong one is not noticed
 * @returns the secret, which the caller zeroes; else the refusals of `decodeShare` and `missingShares`,
 * `share-set-incomplete`, `share-excess`, or `share-digest` where shares fit in form and not in content
 */
export function combineShares(
  mnemonics: readonly string[],
  passphrase: Uint8Array = new Uint8Array(),
): Result<Uint8Array> {
  const shares: Share[] = [];
  try {
    for (const [place, mnemonic] of mnemonics.entries()) {
      const share = decodeShare(mnemonic);
      if (!share.ok) return refuse(share.code, `share ${place + 1}: ${share.message}`);
      shares.push(share.value);
    }
    const progress = missingShares(shares.map(shareView));
    if (!progress.ok) return progress;
    const { complete, groupsMissing, use } = progress.value;
    if (!complete) {
      return refuse('share-set-incomplete', `more shares are needed: ${groupsMissing} group(s) not complete`);
    }
    if (use.length < shares.length) {
      return refuse('share-excess', `expected exactly ${use.length} shares, got ${shares.length}`);
    }
    return joinGroups(shares, passphrase);
  } finally {
    for (const share of shares) share.value.fill(0);
  }
}

function joinGroups(shares: readonly Share[], passphrase: Uint8Array): Result<Uint8Array> {
  const [first] = shares;
  if (!first) throw new RangeError('expected shares, got none');
  const wipe: Uint8Array[] = [];
  try {
    const ofGroups: Point[] = [];
    for (const [x, members] of Map.groupBy(shares, (share) => share.groupIndex)) {
      const points = members.map((member) => ({ x: member.memberIndex, y: member.value }));
      const y = joinPoints(members[0]?.memberThreshold ?? 0, points);
      if (y === null) return refuse('share-digest', `the shares of group ${x + 1} do not give one secret`);
      wipe.push(y);
      ofGroups.push({ x, y });
    }
    const encrypted = joinPoints(first.groupThreshold, ofGroups);
    if (encrypted === null) return refuse('share-digest', 'the groups do not give one secret');
    wipe.push(encrypted);
    return ok(decryptMaster(encrypted, { ...first, passphrase }));
  } finally {
    for (const bytes of wipe) bytes.fill(0);
  }
}
