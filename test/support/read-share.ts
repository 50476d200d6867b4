import { type ShareView, shareView } from '../../electron/core/ceremony/slip39/read-share.ts';
import { decodeShare } from '../../electron/core/ceremony/slip39/share-code.ts';
import { ok, type Result } from '../../electron/core/result.ts';

/** Reads one share of words as the signer does, for comparison; everything but its value. */
export function readShare(mnemonic: string): Result<ShareView> {
  const share = decodeShare(mnemonic);
  return share.ok ? ok(shareView(share.value)) : share;
}
