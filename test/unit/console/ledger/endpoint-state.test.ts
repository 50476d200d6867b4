import { describe, expect, it } from 'vitest';
import { endpointState } from '../../../../electron/console/ledger/endpoint-state.ts';
import type { EndpointState } from '../../../../electron/contract/network.ts';
import { type ErrorCode, proofCodes } from '../../../../electron/core/error-code.ts';

const well = { state: 'connected', stopped: null, problem: null } as const;
const wrong = (code: ErrorCode) => ({ ...well, state: 'problem', problem: { code, message: '' } }) as const;

describe('an endpoint', () => {
  it('that answers is proven by gRPC alone', () => {
    expect([endpointState(well, true), endpointState(well, false)]).toEqual(['proven', 'word']);
    expect(endpointState({ ...well, restsOn: 'two' }, false)).toBe('two-agree');
  });

  it('that was not asked yet, or is still read, claims nothing', () => {
    expect(endpointState({ ...well, state: 'connecting' }, true)).toBe('connecting');
    expect(endpointState({ ...well, state: 'catching-up' }, true)).toBe('reading');
  });

  it.each([
    ['node-behind', 'behind'],
    ['node-index-late', 'behind'],
    ['node-pruned', 'pruned'],
    ['node-network-mismatch', 'other-network'],
    ['node-other-history', 'other-history'],
    ['trust-root-foreign', 'other-network'],
    ['histories-two', 'two-histories'],
    ['node-unproven', 'unproven'],
    ['node-rate-limited', 'rate-limited'],
    ['node-unreachable', 'away'],
    ['node-timeout', 'away'],
    ['node-answer-malformed', 'problem'],
  ] as const satisfies readonly (readonly [ErrorCode, EndpointState])[])('with %s is %s', (code, state) => {
    expect(endpointState(wrong(code), true)).toBe(state);
  });

  it('is never called proven while something is wrong with it, whatever it is', () => {
    for (const code of proofCodes) expect(endpointState(wrong(code), true), code).not.toBe('proven');
    const stopped = { code: 'node-unreachable', message: 'ended' } as const;
    expect(endpointState({ ...well, stopped }, true)).toBe('away');
  });
});
