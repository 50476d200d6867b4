import { expect, test } from 'vitest';
import type { VaultView } from '../../../electron/contract/vaults.ts';
import { proposedVault, vaultsInUse } from '../../../renderer/state/vaults-in-use.ts';

const vault = (name: string, kind: VaultView['kind'], retired = false): VaultView => ({
  id: name,
  name,
  kind,
  state: 'locked',
  failure: null,
  balance: '0',
  reserved: '0',
  free: '0',
  receiveAddress: `0x${'ab'.repeat(32)}`,
  accounts: 0,
  requestsFrom: null,
  sealedAhead: null,
  retired,
});

const cold = vault('cold', 'cold');
const oldHot = vault('old hot', 'hot', true);
const newHot = vault('new hot', 'hot');

test('a vault that a rotation replaced is neither offered nor proposed', () => {
  expect(vaultsInUse([oldHot, cold, newHot])).toEqual([cold, newHot]);
  expect(proposedVault([oldHot, cold, newHot])).toBe(newHot);
});

test('without a hot vault in use another one is proposed, and none where all are retired', () => {
  expect(proposedVault([oldHot, cold])).toBe(cold);
  expect(proposedVault([oldHot])).toBeUndefined();
});
