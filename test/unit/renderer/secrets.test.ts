import { expect, test } from 'vitest';
import { strengthOf } from '../../../electron/meter/strength.ts';
import { withSecrets } from '../../../renderer/state/secrets.ts';

test('several passwords leave their fields at once and are wiped after use', async () => {
  const fields = [{ value: 'one' }, { value: 'two' }];
  let seen: readonly Uint8Array[] = [];
  const lengths = await withSecrets(fields, async (all) => {
    expect(fields.map(({ value }) => value)).toEqual(['', '']);
    seen = all;
    return all.map(({ length }) => length);
  });
  expect(lengths).toEqual([3, 3]);
  expect(seen.flatMap((bytes) => [...bytes]).every((byte) => byte === 0)).toBe(true);
});

test('they are wiped even if their use fails', async () => {
  let seen: readonly Uint8Array[] = [];
  const failing = withSecrets([{ value: 'one' }], async (all) => {
    seen = all;
    throw new Error('no bridge');
  });
  await expect(failing).rejects.toThrow('no bridge');
  expect([...seen[0]!]).toEqual([0, 0, 0]);
});

test('the meter tells a name of a month from a sentence', () => {
  expect(strengthOf('').score).toBe(0);
  expect(strengthOf('november').score).toBe(0);
  expect(strengthOf('harbour1').score).toBeLessThan(3);
  expect(strengthOf('seven grey lanterns under the pier').score).toBe(4);
});
