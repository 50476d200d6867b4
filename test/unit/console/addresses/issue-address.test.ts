import { describe, expect, it } from 'vitest';
import { theStation } from '../../../../electron/console/actor.ts';
import { decideIssue } from '../../../../electron/console/addresses/issue-address.ts';

const at = (index: number) => ({ address: `address ${index}`, path: { account: 2, change: 0, index } });
const of = { vaultId: 'v', account: 2 };

describe('giving out an address', () => {
  it('rests on it that the address is known and nobody has it yet', () => {
    expect(decideIssue({ ...of, next: at(5), derived: [] }, theStation('ledger-followed'))).toMatchObject({
      expects: [{ of: 'address', address: 'address 5', version: 1 }],
      entries: [{ kind: 'address-issued', body: { ...of, index: 5, address: 'address 5' } }],
      answer: { vaultId: 'v', address: 'address 5', path: { index: 5 } },
    });
  });

  it('that was derived just now is written with those after it, in one commit', () => {
    const derived = [at(20), at(21)];
    expect(decideIssue({ ...of, next: at(20), derived }, theStation('ledger-followed'))).toMatchObject({
      expects: [{ of: 'address', address: 'address 20', version: 0 }],
      entries: [
        { kind: 'addresses-derived', body: { ...of, addresses: derived } },
        { kind: 'address-issued', body: { ...of, index: 20 } },
      ],
    });
  });
});
