import { describe, expect, it } from 'vitest';
import { attestationDigest } from '../../../../electron/core/attestation/attestation.ts';
import { JournalVerifier } from '../../../../electron/core/journal/verify-journal.ts';
import { address, attested, cold, hot, officers, proposal, uuid } from '../../../support/core-samples.ts';
import { sampleBodies } from '../../../support/journal-bodies.ts';
import {
  accountCreated,
  attestedAddresses,
  type Event,
  journalOf,
  sealOf,
  verifyExport,
} from '../../../support/journal-samples.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

const { mara } = officers;
const hostile = address(0xbad);
const [first, second, third] = attestedAddresses as [
  (typeof attestedAddresses)[0],
  (typeof attestedAddresses)[0],
  (typeof attestedAddresses)[0],
];
const swapped = [first, { ...second, address: hostile }, third];
const { batch, index } = { batch: attestationDigest(attested(attestedAddresses).statement), index: 1 };

const issued = (changes: object = {}): Event => ({
  kind: 'address-issued',
  body: { vaultId: hot.id, account: 4, change: 0, index, address: second.address, batch, ...changes },
  by: mara,
});
const paid = (to: string): Event => ({
  kind: 'deposit-final',
  body: { ...sampleBodies['deposit-final'], address: to },
  by: null,
});
const payingFrom = (source: typeof first, vaultId = hot.id): Event => ({
  kind: 'proposal-built',
  body: { ...sampleBodies['proposal-built'] },
  documents: [{ kind: 'proposal', document: proposal({ vaultId, sources: [source] }) }],
  by: mara,
});

/** `accepted`, or the first refusal's code and message. */
function verified(...events: readonly Event[]): string {
  const entries = journalOf(events);
  const verifier = new JournalVerifier(verifyDigest);
  for (const entry of entries) {
    const added = verifier.add(entry);
    if (!added.ok) return `${added.code}: ${added.message}`;
  }
  return verifyExport(entries, sealOf(entries));
}

it('addresses that their vault has signed are accepted: new, given out, paid and paying', () => {
  expect(
    verified(accountCreated(), issued(), paid(second.address), paid(third.address), payingFrom(second)),
  ).toBe('accepted');
});

describe('an address that its vault did not sign is a fault with the number of its entry, signed as it is', () => {
  it.each<[string, Event]>([
    [
      "the attacker's address among new ones, under the attestation of the true ones",
      accountCreated(swapped),
    ],
    [
      "the attacker's address beside the whole batch of true ones",
      accountCreated([...attestedAddresses, swapped[1]!]),
    ],
    ['new addresses without any attestation', accountCreated(attestedAddresses, [])],
    [
      'two new addresses that changed places',
      accountCreated([first, { ...second, address: third.address }, { ...third, address: second.address }]),
    ],
    ['one of the new addresses left out', accountCreated([first, second])],
    [
      'an attestation for another treasury',
      accountCreated(attestedAddresses, [attested(attestedAddresses, { treasuryId: uuid(9) })]),
    ],
    [
      'an attestation for another network',
      accountCreated(attestedAddresses, [
        attested(attestedAddresses, { network: { id: 'iota:testnet', genesis: '2304aa97' } }),
      ]),
    ],
    [
      "an attestation by the hot vault's key in the name of the cold one",
      accountCreated(attestedAddresses, [attested(attestedAddresses, { vaultId: cold.id })]),
    ],
    [
      'an attestation whose signature was changed',
      accountCreated(attestedAddresses, [{ ...attested(attestedAddresses), signature: '00'.repeat(64) }]),
    ],
    [
      'an attestation in an entry that has no new address',
      { ...issued(), documents: [{ kind: 'attestation', document: attested(attestedAddresses) }] },
    ],
  ])('%s', (_, event) => {
    expect(verified(event)).toMatch(/^address-not-attested: entry 2 (has|names) /);
  });

  it.each<[string, Event]>([
    ["the attacker's address given out", issued({ address: hostile })],
    ['a true address given out at another path', issued({ index: 2 })],
    ['a true address given out to another account', issued({ account: 5 })],
    ['a true address given out under another batch', issued({ batch: 'ab'.repeat(32) })],
    ['a true address given out as one of another vault', issued({ vaultId: cold.id })],
    [
      'an address that was given out when the account was made, a second time',
      issued({ index: 0, address: first.address }),
    ],
    ["a deposit on the attacker's address", paid(hostile)],
    ["a payment from the attacker's address", payingFrom({ ...second, address: hostile })],
    ['a payment from a true address at another path', payingFrom({ ...second, path: third.path })],
    ['a payment of another vault from a true address', payingFrom(second, cold.id)],
  ])('%s', (_, event) => {
    expect(verified(accountCreated(), event)).toMatch(/^address-not-attested: entry 3 (gives out|names) /);
  });

  it('an address that was given out before, a second time', () => {
    expect(verified(accountCreated(), issued(), issued())).toMatch(
      /^address-not-attested: entry 4 gives out /,
    );
  });

  it('addresses told again by a restore are accepted in their places, and moved ones are not', () => {
    const again = accountCreated(attestedAddresses);
    expect(verified(accountCreated(), issued(), again)).toBe('accepted');
    expect(verified(accountCreated(), issued(), again, issued())).toMatch(/entry 5 gives out/);
    const moved = attestedAddresses.map((each) => ({ ...each, path: { ...each.path, account: 5 } }));
    expect(verified(accountCreated(), accountCreated(moved, [attested(moved)]))).toMatch(
      /^address-not-attested: entry 3 /,
    );
  });
});
