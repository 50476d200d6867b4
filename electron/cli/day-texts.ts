import { nobody } from '../console/officers/viewer.ts';
import { readDashboard } from '../console/treasury/dashboard.ts';
import type { MandateView } from '../contract/mandates.ts';
import type { DecodedView, MovementDetail } from '../contract/movements.ts';
import type { NodeView } from '../contract/node.ts';
import type { Asset } from '../core/asset.ts';
import { amountText } from '../core/money.ts';
import type { Desk } from '../stations/desk.ts';

export type Say = (line: string) => void;

/** Units of the asset as a person reads them. */
export const unitsText = (units: string, asset: Asset): string => amountText(BigInt(units), asset);

/** Tells what the bytes of a transaction say: payers, payments, change, fee, digest and word code. */
export function tellDecoded(decoded: DecodedView, asset: Asset, say: Say): void {
  for (const { address } of decoded.payers) say(`  From       ${address}`);
  for (const { recipient, amount, ownVaultName } of decoded.payments) {
    say(`  Pays       ${unitsText(amount, asset)}`);
    say(`  To         ${recipient}${ownVaultName === null ? '' : ` (${ownVaultName})`}`);
  }
  say(`  Change     at least ${unitsText(decoded.changeAtLeast, asset)} back to the payer`);
  say(`  Fee        at most ${unitsText(decoded.feeAtMost, asset)}`);
  if (decoded.validUntil?.kind === 'epoch') {
    const { epoch, present } = decoded.validUntil;
    say(`  Valid      until the end of epoch ${epoch}; it is epoch ${present ?? 'unknown'} now`);
  }
  say(`  Digest     ${decoded.digestText}`);
  say(`  Word code  ${decoded.wordCode.join(' ')}`);
}

/** Tells what a mandate asks for, with the digest's words. */
export function tellMandate(
  { sources, total, destination, destinationVaultName, feeAtMost, wordCode }: MandateView,
  asset: Asset,
  say: Say,
): void {
  say(
    `One mandate: ${sources.length} ${sources.length === 1 ? 'address' : 'addresses'}, ${unitsText(total, asset)} in all,`,
  );
  say(`  to ${destinationVaultName}  ${destination}`);
  say(`  fees at most ${unitsText(feeAtMost, asset)}; word code ${wordCode.join(' ')}`);
}

/** Tells how a movement became final, and what it cost. */
export function tellSettled({ transaction }: MovementDetail, asset: Asset, say: Say): void {
  say(`  Signed, stored, sent; final in checkpoint ${transaction?.checkpoint}`);
  say(`  Transaction ${transaction?.idText}, fee ${unitsText(transaction?.feePaid ?? '0', asset)}`);
}

/** Tells what proves the figures: who certified the newest checkpoint. */
export function tellProof({ checkpoint, proof }: Pick<NodeView, 'checkpoint' | 'proof'>, say: Say): void {
  say(
    proof === null
      ? '  The word of one node: this line proves nothing.'
      : `  Proven up to checkpoint ${checkpoint}: certified by ${proof.weight} of ${proof.total} votes of ${proof.members} validators in epoch ${proof.epoch}`,
  );
}

/** Tells the hot vault's float with its band, and what the cold vault has. */
export async function tellFloat(desk: Desk, say: Say): Promise<void> {
  const { asset } = desk.chain;
  const { hot, cold } = await readDashboard(desk, nobody);
  const { min, target, max } = hot.band;
  say(
    `  Hot   ${unitsText(hot.balance, asset)} (${hot.position === 'inside' ? 'inside' : hot.position} its band`,
  );
  say(
    `        min ${unitsText(min, asset)}, target ${unitsText(target, asset)}, max ${unitsText(max, asset)})`,
  );
  say(`  Cold  ${unitsText(cold.balance, asset)}`);
}
