import type { EndpointState } from '../../contract/network.ts';
import type { NodeView } from '../../contract/node.ts';
import { type ErrorCode, proofCodes } from '../../core/error-code.ts';

const byCode: Partial<Readonly<Record<ErrorCode, EndpointState>>> = {
  'node-behind': 'behind',
  'node-index-late': 'behind',
  'node-pruned': 'pruned',
  'node-network-mismatch': 'other-network',
  'node-other-history': 'other-history',
  'trust-root-foreign': 'other-network',
  'histories-two': 'two-histories',
  'node-unproven': 'unproven',
  'node-rate-limited': 'rate-limited',
  'node-unreachable': 'away',
  'node-timeout': 'away',
  'proxy-unreachable': 'away',
  'proxy-login-wanted': 'away',
  'proxy-refused': 'away',
  'proxy-not-http': 'away',
};

/** What the endpoint that is followed is worth, in one word. What is wrong with it comes first. */
export function endpointState(
  {
    state,
    stopped,
    problem,
    restsOn = 'one',
  }: Pick<NodeView, 'state' | 'stopped' | 'problem'> & Partial<Pick<NodeView, 'restsOn'>>,
  proves: boolean,
): EndpointState {
  if (stopped !== null) return 'away';
  if (problem !== null) {
    return byCode[problem.code] ?? (proofCodes.includes(problem.code) ? 'refused' : 'problem');
  }
  switch (state) {
    case 'connecting':
      return 'connecting';
    case 'catching-up':
      return 'reading';
    case 'connected':
      if (proves) return 'proven';
      return restsOn === 'two' ? 'two-agree' : 'word';
    case 'problem':
      return 'problem';
  }
}
