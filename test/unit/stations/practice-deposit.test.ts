import { expect, it } from 'vitest';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { codeOf } from '../../support/treasury-steps.ts';

/** A desk of which nothing may be asked but its network. */
const deskOn = (id: string) => {
  const nothing = new Proxy({}, { get: () => expect.unreachable('nothing else is asked') });
  const treasury = { network: { id, genesis: 'c0ffee00' } };
  return { treasury, books: nothing, chain: nothing, line: nothing } as unknown as Parameters<
    typeof practiceDeposit
  >[0];
};

it.each(['iota:mainnet', 'iota:testnet', 'iota:own', 'practice:mainnet'])(
  'play money is not paid on %s: no node of a real network is asked for it',
  async (id) => {
    const deposit = practiceDeposit(deskOn(id), { address: `0x${'a1'.repeat(32)}`, amount: '5' });
    expect(codeOf(await deposit)).toBe('practice-only');
  },
);
