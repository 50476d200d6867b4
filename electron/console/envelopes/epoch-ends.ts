import { base64 } from '@scure/base';
import { MOST_CLOSINGS } from '../../chains/chain.ts';
import type { EpochEnds } from '../../core/envelope/kinds/epoch-ends.ts';
import type { Station } from '../station.ts';

/** Ends of epochs in one envelope at most: more than five years. */
const MOST = 2000;

/**
 * All ends of epochs from what the policy pins on, as the node gives them; null where it gives none, or not all: nothing is
 * believed here, and an envelope without them is as good for everything else.
 */
export async function readEpochEnds({
  line,
  chain,
  policy,
}: Pick<Station, 'line' | 'chain' | 'policy'>): Promise<EpochEnds | null> {
  const { trustRoot } = policy.present();
  if (line === null || trustRoot === null || chain.epochProofs === null) return null;
  const first = await line.line.closings(null);
  if (!first.ok || first.value === null || first.value.root === null) return null;
  const { root } = first.value;
  const begun = chain.epochProofs.begin(trustRoot, base64.decode(root));
  if (!begun.ok) return null;
  const closings = [...first.value.closings];
  for (let read = closings.length; read === MOST_CLOSINGS && closings.length < MOST; ) {
    const next = await line.line.closings(begun.value.epoch + BigInt(closings.length));
    if (!next.ok || next.value === null) return null;
    read = next.value.closings.length;
    closings.push(...next.value.closings);
  }
  return { root, closings };
}
