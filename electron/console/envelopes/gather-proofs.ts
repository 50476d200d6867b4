import { base64 } from '@scure/base';
import type { Proposals } from '../../core/envelope/kinds/proposals.ts';
import type { InputEvidence } from '../../core/proposal/evidence.ts';
import type { Station } from '../station.ts';

/** Transactions whose proofs are asked for at most. */
const MOST = 2000;

/** Proofs as they go out, each once. */
export interface GatheredProofs {
  readonly proofs: Proposals['proofs'];
  /** For each proposal, which of them are of its inputs. */
  readonly places: readonly (readonly number[])[];
  /** Inputs that go without a proof. */
  readonly unproven: number;
}

/**
 * Gets what proves that inputs exist, as the node gives it. What it does not give goes without: the other station says so then.
 * Nothing is believed here.
 * @param inputs of each proposal
 */
export async function gatherProofs(
  { line, chain }: Pick<Station, 'line' | 'chain'>,
  inputs: readonly (readonly InputEvidence[])[],
): Promise<GatheredProofs> {
  const makers = inputs.map((each) => each.map((input) => chain.producedBy(input)));
  const ids = [...new Set(makers.flat())].filter((id) => id !== null).slice(0, MOST);
  const asked = line === null || ids.length === 0 ? null : await line.line.creations(ids);
  const proofs: Proposals['proofs'] = [];
  const placeOf = new Map<string, number>();
  for (const [i, bytes] of (asked?.ok ? asked.value : []).entries()) {
    if (bytes === null) continue;
    placeOf.set(ids[i] ?? '', proofs.length);
    proofs.push({ chain: chain.kind, bytes: base64.encode(bytes) });
  }
  const found = makers.map((each) => each.map((id) => (id === null ? undefined : placeOf.get(id))));
  return {
    proofs,
    places: found.map((each) => [...new Set(each.filter((place) => place !== undefined))]),
    unproven: found.flat().filter((place) => place === undefined).length,
  };
}
