import { describe, expect, it } from 'vitest';
import type { Approval, Rejection } from '../../../../electron/core/approval/approval.ts';
import { JournalVerifier } from '../../../../electron/core/journal/verify-journal.ts';
import {
  type MandateStatement,
  mandateDigest,
  mandateViewDigest,
  type SignedMandate,
} from '../../../../electron/core/mandate/mandate.ts';
import type { SignedRequest } from '../../../../electron/core/proposal/request.ts';
import {
  amount,
  approval,
  asset,
  cold,
  hot,
  mandate,
  officers,
  proposal,
  rejection,
  request,
  type TestOfficer,
  uuid,
} from '../../../support/core-samples.ts';
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

const { mara, ben, chiara, dev } = officers;

/** A gather from two addresses that the hot vault has attested. */
const sources = attestedAddresses.slice(1).map(({ address, path }, i) => ({
  requestId: uuid(0x6a00 + i),
  address,
  path: { ...path },
  amount: amount(i + 1),
  feeAtMost: amount(0.01),
}));
const gatherOf = (changes: Partial<MandateStatement> = {}, maker = mara) =>
  mandate({ sources, ...changes }, maker);
const gather = gatherOf();

const asked = (of: SignedMandate = gather, changes: object = {}, by: TestOfficer = mara): Event => ({
  kind: 'mandate-requested',
  body: { mandate: mandateDigest(of.statement), vaultId: hot.id, ...changes },
  documents: [{ kind: 'mandate', document: of }],
  by,
});
const requestOf = (i: number, changes: Parameters<typeof request>[0] = {}, of = gather): Event => {
  const source = of.statement.sources[i] ?? of.statement.sources[0]!;
  const document = request({
    kind: 'gather',
    id: source.requestId,
    source: source.address,
    recipient: of.statement.destination.address,
    amount: source.amount,
    reference: '',
    ...changes,
  });
  return {
    kind: 'gather-requested',
    body: { movementId: document.statement.id, mandate: mandateDigest(of.statement) },
    documents: [{ kind: 'request', document }],
    by: mara,
  };
};
const approvalOf = (of: SignedMandate, by: TestOfficer, changes: object = {}): Approval => {
  const subject = {
    kind: 'mandate',
    digest: mandateDigest(of.statement),
    viewDigest: mandateViewDigest(of.statement, asset),
    ...changes,
  } as const;
  return approval(by, { subject, requestIds: [] });
};
const approved = (document: Approval, by: TestOfficer = ben): Event => ({
  kind: 'mandate-approved',
  body: { mandate: mandateDigest(gather.statement), movementIds: [uuid(0x6a00)], reached: [] },
  documents: [{ kind: 'approval', document }],
  by,
});
const whole = [accountCreated(), asked(), requestOf(0), requestOf(1)];

/** `accepted`, or the first refusal's code. */
function verified(...events: readonly Event[]): string {
  const entries = journalOf(events);
  const verifier = new JournalVerifier(verifyDigest);
  for (const entry of entries) {
    const added = verifier.add(entry);
    if (!added.ok) return added.code;
  }
  return verifyExport(entries, sealOf(entries));
}

it('a mandate with its requests and approvals is accepted, and counted', () => {
  expect(
    verified(...whole, approved(approvalOf(gather, ben)), approved(approvalOf(gather, chiara), chiara)),
  ).toBe('accepted');
  const verifier = new JournalVerifier(verifyDigest);
  for (const entry of journalOf(whole)) expect(verifier.add(entry).ok).toBe(true);
  expect(verifier.report().mandates).toBe(1);
});

it('a mandate of a policy that was replaced while it was asked for is no fault: no vault takes it', () => {
  const of = gatherOf({ policy: { version: 2, digest: '0'.repeat(64) } });
  expect(verified(accountCreated(), asked(of), requestOf(0, {}, of), requestOf(1, {}, of))).toBe('accepted');
});

describe('a mandate of another policy that nobody may have asked for is refused', () => {
  const other = { policy: { version: 2, digest: '0'.repeat(64) } };

  it.each<[string, Event]>([
    ['unsigned', asked({ ...gatherOf(other), signature: '00'.repeat(64) })],
    ['signed by an officer who is no maker', asked(gatherOf(other, ben), {}, ben)],
  ])('%s', (_, event) => {
    expect(verified(accountCreated(), event)).toBe('mandate-other');
  });

  it('written with the key of the station alone', () => {
    const actor = { kind: 'station', stationId: uuid(0x57a) } as unknown as MandateStatement['actor'];
    const of = { ...gatherOf({ ...other, actor }), signature: '00'.repeat(64) };
    const alone = (event: Event): Event => ({ ...event, by: null }) as unknown as Event;
    const requests = [0, 1].map((i) => alone(requestOf(i, { actor } as object, of)));
    expect(verified(accountCreated(), alone(asked(of)), ...requests)).toBe('mandate-other');
  });
});

describe('a journal is refused that has', () => {
  it.each<[string, string, readonly Event[]]>([
    ['a mandate under the digest of another', 'mandate-other', [asked(gather, { mandate: '0'.repeat(64) })]],
    ['a mandate for another vault than it says', 'mandate-other', [asked(gather, { vaultId: uuid(9) })]],
    ['a mandate that somebody else asked for', 'mandate-other', [asked(gather, {}, officers.erin)]],
    ['a mandate by nobody who may ask', 'mandate-other', [asked(gatherOf({}, ben), {}, ben)]],
    [
      'a mandate with a foreign destination',
      'mandate-other',
      [
        asked(
          gatherOf({
            destination: { vaultId: hot.id, address: sources[0]!.address },
            sources: sources.slice(1),
          }),
        ),
      ],
    ],
    ['a mandate twice', 'mandate-other', [asked(), requestOf(0), requestOf(1), asked()]],
    ['a source that no vault has signed', 'address-not-attested', [asked(mandate())]],
    [
      'a request that is missing',
      'mandate-other',
      [asked(), requestOf(0), approved(approvalOf(gather, ben))],
    ],
    ['one request twice', 'mandate-other', [asked(), requestOf(0), requestOf(0)]],
    ['a request for a unit more', 'mandate-other', [asked(), requestOf(0, { amount: amount(9) })]],
    [
      'a request to somebody else',
      'mandate-other',
      [asked(), requestOf(0, { recipient: sources[1]!.address })],
    ],
    ['a request of a mandate that nobody asked for', 'mandate-other', [requestOf(0)]],
    ['an approval before the mandate', 'mandate-other', [approved(approvalOf(gather, ben))]],
    [
      'a stop of a mandate that nobody asked for',
      'mandate-other',
      [{ kind: 'mandate-stopped', body: { mandate: '0'.repeat(64), reason: '', movements: [] }, by: ben }],
    ],
  ])('%s', (_, code, events) => {
    expect(verified(accountCreated(), ...events)).toBe(code);
  });

  it.each<[string, Event]>([
    ['the approval of another mandate', approved(approvalOf(gatherOf({ id: uuid(7) }), ben))],
    ['an approval of another view', approved(approvalOf(gather, ben, { viewDigest: '0'.repeat(64) }))],
    ['an approval of a transaction', approved(approval(ben))],
    ["another officer's approval", approved(approvalOf(gather, chiara))],
    ['an approval by its maker', approved(approvalOf(gather, mara), mara)],
    ['an approval by somebody who is no approver', approved(approvalOf(gather, dev), dev)],
    ['an approval that nobody signed', approved({ ...approvalOf(gather, ben), signature: '0'.repeat(128) })],
  ])('%s', (_, event) => {
    expect(verified(...whole, event)).toBe('mandate-other');
  });
});

describe('a stop that the station took in from another one', () => {
  const subject = {
    kind: 'mandate',
    digest: mandateDigest(gather.statement),
    viewDigest: mandateViewDigest(gather.statement, asset),
  } as const;
  const stopped = (document: Rejection): Event => ({
    kind: 'mandate-stopped',
    body: { mandate: subject.digest, reason: 'not ours', movements: [] },
    documents: [{ kind: 'rejection', document }],
    by: null,
    rule: 'reply-taken',
  });
  const signed = rejection(ben, { subject });

  it('is accepted as its officer has signed it', () => {
    expect(verified(...whole, stopped(signed))).toBe('accepted');
  });

  it.each<[string, Event]>([
    ['that nobody signed', stopped({ ...signed, signature: '0'.repeat(128) })],
    ['of another mandate', stopped(rejection(ben, { subject: { ...subject, digest: '0'.repeat(64) } }))],
    ['by another rule of the station', { ...stopped(signed), rule: 'request-built' }],
  ])('%s is refused', (_, event) => {
    expect(verified(...whole, event)).toBe('mandate-other');
  });
});

describe('a mandate that came from another station', () => {
  const came: Event = {
    kind: 'mandate-received',
    body: { mandate: mandateDigest(gather.statement), vaultId: hot.id, envelope: 'ab'.repeat(32) },
    documents: [{ kind: 'mandate', document: gather }],
    by: ben,
  };
  const documentOf = (i: number) => requestOf(i).documents?.[0]?.document as SignedRequest;
  const received = (
    requests: readonly SignedRequest[],
    served: readonly SignedRequest[] = requests,
    movementId = sources[0]!.requestId,
  ): Event => ({
    kind: 'proposal-received',
    body: {
      ...sampleBodies['proposal-received'],
      movementId,
      mandate: mandateDigest(gather.statement),
      addresses: [],
    },
    documents: [
      ...requests.map((document) => ({ kind: 'request', document }) as const),
      { kind: 'proposal', document: proposal({ requests: [...served] }) },
    ],
    by: ben,
  });

  it('has a proposal for the request of each movement', () => {
    const [first, second] = [documentOf(0), documentOf(1)];
    const other = received([second], [second], sources[1]!.requestId);
    expect(verified(accountCreated(), came, received([first]), other)).toBe('accepted');
  });

  it.each<[string, Event]>([
    ['without a request', received([], [documentOf(0)])],
    ["with another movement's request", received([documentOf(1)])],
    ['with the requests of two movements', received([documentOf(0), documentOf(1)])],
    ['whose bytes serve the request of another movement', received([documentOf(0)], [documentOf(1)])],
    ['whose bytes serve two requests', received([documentOf(0)], [documentOf(0), documentOf(1)])],
  ])('is refused with a proposal %s', (_, event) => {
    expect(verified(accountCreated(), came, event)).toBe('mandate-other');
  });
});

describe('a ceremony that replaces a vault', () => {
  const sweep = mandate({
    kind: 'sweep',
    sources,
    destination: { vaultId: cold.id, address: cold.address },
  });
  const requestsOf = (of: SignedMandate, changes: Parameters<typeof request>[0] = {}) =>
    of.statement.sources.map((source) =>
      request({
        kind: 'sweep',
        id: source.requestId,
        source: source.address,
        recipient: of.statement.destination.address,
        amount: source.amount,
        reference: 'Rotation of Hot',
        ...changes,
      }),
    );
  const completed = (
    mandates: readonly SignedMandate[] = [sweep],
    requests: readonly ReturnType<typeof request>[] = requestsOf(sweep),
    retires: string | null = hot.id,
  ): Event => ({
    kind: 'ceremony-completed',
    body: {
      ...sampleBodies['ceremony-completed'],
      policyVersion: null,
      policy: null,
      accounts: [],
      addresses: [],
      retires,
      movementIds: requests.map(({ statement }) => statement.id),
    },
    documents: [
      ...mandates.map((document) => ({ kind: 'mandate', document }) as const),
      ...requests.map((document) => ({ kind: 'request', document }) as const),
    ],
    by: null,
  });
  const verifiedAfter = (...events: readonly Event[]) => verified(accountCreated(), ...events);

  it('has a mandate with all its requests in its one entry, which officers approve later', () => {
    expect(verifiedAfter(completed())).toBe('accepted');
    const approval: Event = {
      kind: 'mandate-approved',
      body: { mandate: mandateDigest(sweep.statement), movementIds: [sources[0]!.requestId], reached: [] },
      documents: [{ kind: 'approval', document: approvalOf(sweep, ben) }],
      by: ben,
    };
    expect(verifiedAfter(completed(), approval)).toBe('accepted');
    expect(verifiedAfter(approval)).toBe('mandate-other');
  });

  it.each<[string, Event]>([
    ['a mandate that nobody signed', completed([{ ...sweep, signature: '00'.repeat(64) }])],
    ['a mandate by nobody who may ask', completed([mandate({ ...sweep.statement }, ben)])],
    ['a mandate out of a vault that it does not retire', completed([sweep], requestsOf(sweep), cold.id)],
    ['a mandate of a ceremony that retires none', completed([sweep], requestsOf(sweep), null)],
    ['a gather', completed([gather], requestsOf(gather, { kind: 'gather' }))],
    ['a mandate without one of its requests', completed([sweep], requestsOf(sweep).slice(1))],
    ['a request for more than its mandate', completed([sweep], requestsOf(sweep, { amount: amount(9) }))],
    ['a request to somebody else', completed([sweep], requestsOf(sweep, { recipient: hot.address }))],
    [
      'two mandates for the same requests',
      completed([sweep, mandate({ ...sweep.statement, id: uuid(0x77) })], requestsOf(sweep)),
    ],
    ['one mandate twice', completed([sweep, sweep], requestsOf(sweep))],
  ])('is refused with %s', (_, event) => {
    expect(verifiedAfter(event)).toBe('mandate-other');
  });
});
