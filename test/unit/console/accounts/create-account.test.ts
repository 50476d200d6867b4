import { describe, expect, it } from 'vitest';
import { decideAccount } from '../../../../electron/console/accounts/create-account.ts';
import { theStation } from '../../../../electron/console/actor.ts';
import { attestation } from '../../../support/core-samples.ts';
import { codeOf, must } from '../../../support/treasury-steps.ts';

const at = (index: number) => ({ address: `address ${index}`, path: { account: 4, change: 0, index } });
const facts = {
  vaultId: 'v',
  alias: 'Fjord',
  index: 4,
  namesake: undefined,
  derived: { addresses: [at(0), at(1)], attestation },
  now: 7,
};

describe('a new account', () => {
  it('rests on its name being free and its number being the next', () => {
    const { expects } = must(decideAccount(facts, theStation('ledger-followed')));
    expect(expects).toEqual([
      { of: 'alias', key: 'fjord', version: 0 },
      { of: 'next-account', vaultId: 'v', version: 4 },
    ]);
  });

  it('comes with its first addresses, of which the first is given out', () => {
    expect(must(decideAccount(facts, theStation('ledger-followed')))).toMatchObject({
      entries: [
        {
          kind: 'account-created',
          documents: [{ kind: 'attestation', document: attestation }],
          body: {
            vaultId: 'v',
            account: 4,
            alias: 'Fjord',
            addresses: [
              { address: 'address 0', issued: true },
              { address: 'address 1', issued: false },
            ],
          },
        },
      ],
      answer: { vaultId: 'v', index: 4, alias: 'Fjord', createdAt: 7 },
    });
  });

  it('is refused under a name that reads like that of another', () => {
    expect(
      codeOf(decideAccount({ ...facts, namesake: { alias: 'FJORD' } }, theStation('ledger-followed'))),
    ).toBe('alias-duplicate');
  });
});
