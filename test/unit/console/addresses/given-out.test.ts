import { describe, expect, it } from 'vitest';
import { givenOut } from '../../../../electron/console/addresses/given-out.ts';
import { type Transcript, transcriptDigest } from '../../../../electron/core/ceremony/transcript.ts';
import type { JournalKind } from '../../../../electron/core/journal/bodies.ts';
import type { JournalEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { plans, sampleTranscript } from '../../../support/ceremony-samples.ts';
import {
  address,
  cold,
  hot,
  officers,
  policy,
  signAs,
  stranger,
  type TestOfficer,
  uuid,
} from '../../../support/core-samples.ts';
import { sampleBodies } from '../../../support/journal-bodies.ts';
import { chainOf, creation, type Event, station, stationId } from '../../../support/journal-samples.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

const { mara, ben } = officers;
const stations = [{ stationId, stationKey: station.publicKey, from: 1 }];
const trust = { stations, policy: policy(), verify: verifyDigest };
const event = (kind: JournalKind, by: TestOfficer | null, changes: object = {}): Event => ({
  kind,
  body: { ...(sampleBodies[kind] as Event['body']), ...changes },
  by,
});
/** What the second entry of a journal gives out. */
const read = (of: Event, change: (entry: JournalEntry) => object = (entry) => entry, seq = 2) => {
  const entry = chainOf([creation(), of])[1];
  if (!entry) throw new Error('expected an entry');
  return givenOut(JSON.stringify(change(entry)), seq, trust);
};
const path = { account: 1, change: 0, index: 2 };
const issued = event('address-issued', mara);

describe('an entry that gives an address out', () => {
  it('says which vault, path and batch it is, signed by the officer who did it', () => {
    expect(read(issued)?.addresses).toEqual(
      new Map([[address(9), { vaultId: hot.id, path, batch: sampleBodies['address-issued'].batch }]]),
    );
    const made = read(event('account-created', mara));
    expect(made?.accounts).toEqual([{ vaultId: hot.id, account: 1, alias: 'user-48213' }]);
    expect(made?.addresses.get(address(9))).toEqual({ vaultId: hot.id, path, batch: null });
  });

  it('says nothing of an address that it only derives ahead', () => {
    const ahead = { addresses: [{ address: address(9), path, issued: false }] };
    expect(read(event('account-created', mara, ahead))?.addresses.size).toBe(0);
    expect(read(event('addresses-derived', mara))).toBeNull();
  });

  it.each<readonly [string, Event, (entry: JournalEntry) => object, number]>([
    ["the station's key alone", event('address-issued', null), (entry) => entry, 2],
    ["the station's key alone, for an account", event('account-created', null), (entry) => entry, 2],
    ['somebody of no policy', event('address-issued', stranger), (entry) => entry, 2],
    ["another officer's signature", issued, (entry) => ({ ...entry, witness: signAs(ben, entry.hash) }), 2],
    ["the officer's signature cut off", issued, (entry) => ({ ...entry, witness: null }), 2],
    [
      'another address written into it',
      issued,
      (entry) => ({ ...entry, body: { ...entry.body, address: address(8) } }),
      2,
    ],
    ['another station', issued, (entry) => ({ ...entry, stationId: uuid(0x57b) }), 2],
    [
      "another station's signature",
      issued,
      (entry) => ({ ...entry, stationSignature: signAs(ben, entry.hash) }),
      2,
    ],
    ['another number than its own', issued, (entry) => entry, 3],
    ['nonsense in its place', issued, () => ({ seq: 2 }), 2],
    ['the creation of a treasury as a later entry', event('treasury-created', null), (entry) => entry, 2],
  ])('is not believed with %s', (_, of, change, seq) => {
    expect(read(of, change, seq)).toBeNull();
  });
});

describe("a ceremony's entry, which the station writes alone", () => {
  const sample = sampleTranscript(plans.restore);
  const transcript: Transcript = {
    ...sample,
    vault: { id: hot.id, name: 'Hot', kind: 'hot' },
    officers: [mara, ben].map(({ id, name }) => ({ id, name })),
  };
  const completed = (signers: readonly TestOfficer[], vaultId = hot.id): Event => ({
    kind: 'ceremony-completed',
    body: {
      ...(sampleBodies['ceremony-completed'] as Event['body']),
      vaultId,
      addresses: [{ address: address(9), path, issued: true }],
    },
    documents: [
      {
        kind: 'transcript',
        document: {
          transcript,
          signatures: signers.map((who) => ({
            officerId: who.id,
            signature: signAs(who, transcriptDigest(transcript)),
          })),
        },
      },
    ],
    by: null,
  });

  it('gives out what a restore found, where everybody present signed its transcript', () => {
    expect(read(completed([mara, ben]))?.addresses.get(address(9))).toMatchObject({ vaultId: hot.id, path });
  });

  it('is not believed where one of them did not, or for another vault than that of the transcript', () => {
    expect(read(completed([mara]))).toBeNull();
    expect(read(completed([mara, stranger]))).toBeNull();
    expect(read(completed([mara, ben], cold.id))).toBeNull();
    expect(read({ ...completed([mara, ben]), documents: [] })).toBeNull();
  });
});
