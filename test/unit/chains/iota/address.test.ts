import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { address } from './samples.ts';

describe('an address that is a number below 0x100', () => {
  it.each([0x0, 0x1, 0x2, 0x5, 0x6, 0x8, 0x10, 0xff])('%i is one of the network itself', (number) => {
    expect(iotaChain.address.strange(address(number))).toBe('system-object');
    expect(iotaChain.address.parse(address(number)).ok).toBe(true);
  });

  it.each([
    ['0x100', address(0x100)],
    ['its number at the other end', `0x02${'0'.repeat(62)}`],
    ['a single digit elsewhere', `0x1${'0'.repeat(63)}`],
  ])('%s is none', (_, other) => {
    expect(iotaChain.address.strange(other)).toBeNull();
  });
});
