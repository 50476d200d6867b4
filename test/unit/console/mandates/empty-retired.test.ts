import { expect, it } from 'vitest';
import { successorOf } from '../../../../electron/console/mandates/empty-retired.ts';
import { hot } from '../../../support/core-samples.ts';

const vault = (id: string) => ({
  ...hot,
  kind: 'hot' as const,
  receiveAddress: '',
  attestationKey: '',
  id,
  name: id,
});
const vaults = ['a', 'b', 'c', 'd'].map(vault);
const rotation = (from: string, to: string) => ({ retires: from, vaultFile: { vaultId: to, file: '' } });
const successor = (
  of: string,
  retired: readonly string[],
  ...records: readonly ReturnType<typeof rotation>[]
) => successorOf(vault(of), { vaults, retired, records }).id;

it('what is left in a retired vault goes to the one that took its place, or to the one after that', () => {
  expect(successor('a', ['a'], rotation('a', 'b'))).toBe('b');
  expect(successor('a', ['a', 'b'], rotation('a', 'b'), rotation('b', 'c'))).toBe('c');
});

it('and to the newest vault of its kind where no transcript says which one took its place', () => {
  expect(successor('a', ['a'])).toBe('d');
  expect(successor('a', ['a', 'b'], rotation('a', 'b'))).toBe('d');
  expect(successor('a', ['a'], rotation('a', 'unknown'))).toBe('d');
});

it('records that lead in a circle lead to the vault at work', () => {
  expect(successor('a', ['a', 'b'], rotation('a', 'b'), rotation('b', 'a'))).toBe('d');
});
