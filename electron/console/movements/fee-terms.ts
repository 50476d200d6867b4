import type { FeeTerms } from '../../chains/chain.ts';
import { type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/** What the network asks for a transaction now; refuses `node-unreachable` on a station without a line. */
export async function feeTerms({ line }: Pick<Station, 'line'>): Promise<Result<FeeTerms>> {
  return line === null
    ? refuse('node-unreachable', 'this station has no connection to a network')
    : line.line.terms();
}
