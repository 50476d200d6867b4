import { describe, expect, it } from 'vitest';
import { requireOfficer, signedActor } from '../../../../electron/console/actor.ts';
import { listEnvelopes } from '../../../../electron/console/envelopes/envelope-views.ts';
import { repliesContents } from '../../../../electron/console/envelopes/replies-contents.ts';
import { decodeProposal } from '../../../../electron/console/movements/decoded-proposal.ts';
import { reject } from '../../../../electron/console/movements/reject.ts';
import type { Approval } from '../../../../electron/core/approval/approval.ts';
import type { EnvelopeStatement } from '../../../../electron/core/envelope/envelope.ts';
import { intentBytes, type Proposal } from '../../../../electron/core/proposal/proposal.ts';
import { viewDigest } from '../../../../electron/core/proposal/transfer-view.ts';
import { rebuildBooks } from '../../../../electron/stations/rebuild-books.ts';
import {
  cardOf,
  forged,
  knownOfficerDesk,
  proposalsOf,
  repliesOf,
  take,
} from '../../../support/officer-desks.ts';
import { ask, openFundedDesk, type TestDesk } from '../../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../../support/treasury-steps.ts';

type Item = Extract<EnvelopeStatement, { readonly kind: 'proposals' }>['contents']['proposals'][number];

/** An envelope with a desk's proposals, each of them changed. */
const changed = (desk: TestDesk, file: Uint8Array, change: (item: Item) => Item) =>
  forged(desk.station, file, (statement) =>
    statement.kind === 'proposals'
      ? {
          ...statement,
          contents: { ...statement.contents, proposals: statement.contents.proposals.map(change) },
        }
      : statement,
  );

/** A proposal of the same payment with other bytes: it may cost one unit more. */
function otherBytes({ station: { chain } }: TestDesk, proposal: Proposal): Proposal {
  const bytes = Buffer.from(intentBytes(proposal));
  const fee = Buffer.alloc(8);
  fee.writeBigUInt64LE(must(decodeProposal(chain, proposal)).totals.feeAtMost);
  const place = bytes.lastIndexOf(fee);
  bytes.writeBigUInt64LE(fee.readBigUInt64LE() + 1n, place);
  return { ...proposal, intent: bytes.toString('base64') };
}

async function approvalOf(desk: TestDesk, name: string, proposal: Proposal): Promise<Approval> {
  const { treasury, policy, chain, effects } = desk.station;
  const actor = await enter(desk, name);
  const { digest, view } = must(decodeProposal(chain, proposal));
  const statement: Approval['statement'] = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    actor: signedActor(actor, treasury.key.stationId),
    subject: { kind: 'transaction', digest, viewDigest: viewDigest(treasury.network, view) },
    requestIds: proposal.requests.map((request) => request.statement.id),
    expiresAt: effects.now() + 3_600_000,
  };
  const { signer } = must(requireOfficer(actor));
  const { signature } = must(await signer.ask('sign-statement', { kind: 'approval', proposal, statement }));
  return { statement, signature };
}

describe('a proposal of a movement that an officer’s desk has', () => {
  it('is refused when its maker has signed two requests of one id', async () => {
    const desk = await openFundedDesk(['2000', '2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const small = await ask(desk, '40');
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [small])));
    const large = await proposalsOf(desk, [await ask(desk, '900', `0x${'ee'.repeat(32)}`)]);
    const { signer } = must(requireOfficer(await enter(desk, 'Mara')));
    const requests = new Map<string, string>();
    await changed(desk, large, (item) => {
      for (const { statement } of item.proposal.requests)
        requests.set(statement.id, JSON.stringify(statement));
      return item;
    });
    const [json = ''] = requests.values();
    const statement = { ...JSON.parse(json), id: small };
    const { signature } = must(await signer.ask('sign-statement', { kind: 'request', statement }));
    const twin = await changed(desk, large, (item) => ({
      ...item,
      proposal: { ...item.proposal, requests: [{ statement, signature }] },
    }));
    expect(codeOf(await take(ben.station, await ben.as(), twin))).toBe('request-duplicate');
    expect(must(await approveShown(ben.station, await ben.as(), small))).toBeUndefined();
  });

  it('with other bytes that enough officers have approved is approved, also where the old bytes were', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    const file = await proposalsOf(desk, [id]);
    must(await take(ben.station, await ben.as(), file));
    must(await approveShown(ben.station, await ben.as(), id));
    const stored = await desk.station.books.movements.proposal(id);
    if (!stored) throw new Error('nothing was built');
    const proposal = otherBytes(desk, stored.proposal);
    const approval = await approvalOf(desk, 'Chiara', proposal);
    const again = await changed(desk, await proposalsOf(desk, [id]), (item) => ({
      ...item,
      proposal,
      approvals: [approval],
    }));
    must(await take(ben.station, await ben.as(), again));
    const movement = await ben.station.books.movements.get(id);
    expect(movement).toMatchObject({ state: 'approved', approvedBy: [expect.any(String)] });
    expect(movement?.approvedBy).not.toContain(must(requireOfficer(await ben.as())).officer.id);
  });

  it('asks again for what has expired', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
    must(await approveShown(ben.station, await ben.as(), id));
    desk.wait(25 * 3_600_000);
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
    expect(await ben.station.books.movements.get(id)).toMatchObject({ state: 'proposed', approvedBy: [] });
    must(await ben.station.check.whole());
  });

  it.each([
    ['yes', 'approved'],
    ['no', 'rejected'],
  ])('whose answer (%s) was lost with its envelope is answered again', async (answer, state) => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
    must(
      answer === 'yes'
        ? await approveShown(ben.station, await ben.as(), id)
        : await reject(ben.station, await ben.as(), { id, reason: 'wrong payee' }),
    );
    await repliesOf(ben);
    expect(codeOf(await repliesContents(ben.station))).toBe('reply-unasked');
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
    must(await take(desk.station, await enter(desk, 'Mara'), await repliesOf(ben)));
    expect((await desk.station.books.movements.get(id))?.state).toBe(state);
  });

  it('is in books that are the same when they are made anew', async () => {
    const desk = await openFundedDesk(['2000', '2000', '2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const [yes, no, both] = [await ask(desk, '40'), await ask(desk, '50'), await ask(desk, '1500')];
    must(await approveShown(desk.station, await enter(desk, 'Chiara'), both));
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [yes, no, both])));
    must(await reject(ben.station, await ben.as(), { id: no, reason: 'wrong payee' }));
    for (const id of [yes, both]) must(await approveShown(ben.station, await ben.as(), id));
    await repliesOf(ben);
    desk.wait(25 * 3_600_000);
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [yes, both])));
    await ben.station.close();
    expect(must(await rebuildBooks(ben.folder, 1)).differences).toEqual([]);
    await ben.reopen();
    must(await ben.station.check.whole());
    expect(await ben.station.books.movements.get(both)).toMatchObject({ state: 'proposed', approvedBy: [] });
  });
});

describe('a desk with vaults', () => {
  it('takes no proposals of an officer’s desk: its own bytes, and what they hold, stay', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    const before = await desk.station.books.movements.proposal(id);
    const { stationId, publicKey } = ben.station.treasury.key;
    const head = await ben.station.books.journal.head();
    const file = await changed(desk, await proposalsOf(desk, [id]), (item) => ({
      ...item,
      proposal: otherBytes(desk, item.proposal),
    }));
    const back = await forged(ben.station, file, (statement) => ({
      ...statement,
      number: 9,
      station: { id: stationId, key: publicKey },
      heads: [{ stationId, seq: head?.seq, hash: head?.hash }],
    }));
    expect(codeOf(await take(desk.station, await enter(desk, 'Mara'), back))).toBe(
      'envelope-not-for-station',
    );
    expect(await desk.station.books.movements.proposal(id)).toEqual(before);
  });

  it('lists a station once, whatever number of cards it has made', async () => {
    const desk = await openFundedDesk(['100']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    must(await take(desk.station, await enter(desk, 'Mara'), await cardOf(ben)));
    expect(must(await listEnvelopes(desk.station)).stations).toHaveLength(1);
  });
});
