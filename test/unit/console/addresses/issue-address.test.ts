import { describe, expect, it } from 'vitest';
import { theStation } from '../../../../electron/console/actor.ts';
import { decideIssue } from '../../../../electron/console/addresses/issue-address.ts';
import { attestationDigest } from '../../../../electron/core/attestation/attestation.ts';
import { attestation } from '../../../support/core-samples.ts';

const at = (index: number) => ({ address: `address ${index}`, path: { account: 2, change: 0, index } });
const of = { vaultId: 'v', account: 2 };

describe('giving out an address', () => {
  it('rests on it that the address is known, nobody has it yet and the account is not archived meanwhile', () => {
    const facts = { ...of, next: at(5), batch: 'b0'.repeat(32), derived: null };
    expect(decideIssue(facts, theStation('ledger-followed'))).toMatchObject({
      expects: [
        { of: 'archived', vaultId: 'v', account: 2, version: 0 },
        { of: 'address', address: 'address 5', version: 1 },
      ],
      entries: [
        {
          kind: 'address-issued',
          body: { ...of, change: 0, index: 5, address: 'address 5', batch: facts.batch },
        },
      ],
      answer: { address: 'address 5', path: { index: 5 } },
    });
  });

  it('that was derived just now is written with those after it, in one commit', () => {
    const addresses = [at(20), at(21)];
    const batch = attestationDigest(attestation.statement);
    const facts = { ...of, next: at(20), batch, derived: { addresses, attestation } };
    expect(decideIssue(facts, theStation('ledger-followed'))).toMatchObject({
      expects: [
        { of: 'archived', vaultId: 'v', account: 2, version: 0 },
        { of: 'address', address: 'address 20', version: 0 },
      ],
      entries: [
        {
          kind: 'addresses-derived',
          documents: [{ kind: 'attestation', document: attestation }],
          body: { ...of, addresses },
        },
        { kind: 'address-issued', body: { ...of, index: 20, batch } },
      ],
    });
  });
});
