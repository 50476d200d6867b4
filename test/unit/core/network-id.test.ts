import { describe, expect, it } from 'vitest';
import {
  chainKindOf,
  isPractice,
  networkIdSchema,
  networkSchema,
  sameNetwork,
} from '../../../electron/core/network-id.ts';
import { parseWith } from '../../../electron/core/schema.ts';
import { codeOf, network } from '../../support/core-samples.ts';

describe('a network', () => {
  it.each(['iota:mainnet', 'stardust:shimmer-2', 'x:1', `toy:${'a'.repeat(32)}`])('%s is one', (id) => {
    expect(codeOf(parseWith(networkIdSchema, id))).toBe('accepted');
  });

  it.each([
    '',
    'iota',
    ':mainnet',
    'iota:',
    'Iota:mainnet',
    'iota:Mainnet',
    'iota2:x',
    'a:b:c',
    'a:b ',
    'a:b\n',
  ])('%j is none', (id) => expect(codeOf(parseWith(networkIdSchema, id))).toBe('input-malformed'));

  it('is of a kind of chain, and may be for practice', () => {
    expect(chainKindOf('iota:mainnet')).toBe('iota');
    expect(isPractice('toy:practice')).toBe(true);
    expect(isPractice('toy:practice-2')).toBe(false);
  });

  it('is named with its genesis, whole', () => {
    expect(codeOf(parseWith(networkSchema, network))).toBe('accepted');
    for (const genesis of ['1234567', 'a'.repeat(91), 'c0ffee0 ', 'c0ffee-0']) {
      expect(codeOf(parseWith(networkSchema, { ...network, genesis }))).toBe('input-malformed');
    }
    expect(codeOf(parseWith(networkSchema, { ...network, chain: 'c0ffee00' }))).toBe('input-malformed');
  });

  it('is another where its id or its genesis is another', () => {
    expect(sameNetwork(network, { ...network })).toBe(true);
    expect(sameNetwork(network, { ...network, id: 'toy:test' })).toBe(false);
    expect(sameNetwork(network, { ...network, genesis: 'c0ffee01' })).toBe(false);
  });
});
