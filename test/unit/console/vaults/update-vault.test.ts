import { describe, expect, it } from 'vitest';
import { decideSealed } from '../../../../electron/console/vaults/update-vault.ts';

const era = 'ab'.repeat(16);
const known = { era, counter: 3 };

describe('what the journal is told of a vault that has sealed something new', () => {
  it('is nothing where it knows that much', () => {
    expect(decideSealed('v', { mark: known, rejected: [], stopped: [] }, known).entries).toEqual([]);
    expect(
      decideSealed('v', { mark: { era, counter: 2 }, rejected: [], stopped: [] }, known).entries,
    ).toEqual([]);
  });

  it('ends what was stopped, where nobody has ended it meanwhile', () => {
    const stopped = [{ id: 'm', version: 4 }];
    const sealed = { mark: { era, counter: 4 }, rejected: ['m', 'n'], stopped };
    const { expects, entries } = decideSealed('v', sealed, known);
    expect(expects).toEqual([{ of: 'movement', id: 'm', version: 4 }]);
    expect(entries).toMatchObject([
      { kind: 'vault-sealed', body: { rejected: ['m', 'n'] } },
      { kind: 'stop-sealed', actor: { kind: 'station' }, body: { movementId: 'm', vaultId: 'v' } },
    ]);
  });

  it.each([
    ['its state went on', { mark: { era, counter: 4 }, rejected: [] }],
    ['its state began anew', { mark: { era: 'cd'.repeat(16), counter: 1 }, rejected: [] }],
    ['a rejection is sealed, though the counter is known', { mark: known, rejected: ['m'] }],
  ])('is where it is now: %s', (_, sealed) => {
    expect(decideSealed('v', { ...sealed, stopped: [] }, known)).toMatchObject({
      expects: [],
      entries: [
        {
          kind: 'vault-sealed',
          actor: { kind: 'station' },
          body: { vaultId: 'v', ...sealed.mark, rejected: sealed.rejected },
        },
      ],
    });
  });
});
