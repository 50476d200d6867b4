import { describe, expect, it } from 'vitest';
import { requireOfficer } from '../../../../electron/console/actor.ts';
import { envelopeView, listEnvelopes } from '../../../../electron/console/envelopes/envelope-views.ts';
import { lookAtEnvelope } from '../../../../electron/console/envelopes/look-at-envelope.ts';
import { statusContents } from '../../../../electron/console/envelopes/status-contents.ts';
import { verifyJournal } from '../../../../electron/console/journal/verify-journal.ts';
import { requestGather } from '../../../../electron/console/mandates/gather.ts';
import { readMovement } from '../../../../electron/console/movements/movement-views.ts';
import { sign } from '../../../../electron/console/movements/sign.ts';
import { stop } from '../../../../electron/console/movements/stop.ts';
import { nobody } from '../../../../electron/console/officers/viewer.ts';
import type { Station } from '../../../../electron/console/station.ts';
import type { EnvelopeStatement } from '../../../../electron/core/envelope/envelope.ts';
import { type MandateStatement, mandateDigest } from '../../../../electron/core/mandate/mandate.ts';
import {
  envelopeOf,
  forged,
  knownOfficerDesk,
  officerDesk,
  proposalsOf,
  repliesOf,
  type TestOfficerDesk,
  take,
} from '../../../support/officer-desks.ts';
import { openScatteredDesk } from '../../../support/scattered-desk.ts';
import { OUTSIDER, settle, type TestDesk } from '../../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../../support/treasury-steps.ts';

type Proposals = Extract<EnvelopeStatement, { readonly kind: 'proposals' }>['contents'];
type Carried = Proposals['mandates'][number];

const statesOf = ({ books }: Pick<Station, 'books'>, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await books.movements.get(id))?.state));

async function gathered(desk: TestDesk): Promise<readonly string[]> {
  const mara = await enter(desk, 'Mara');
  return must(await requestGather(desk.station, mara, { vaultId: desk.hot })).ids;
}

async function detailAt({ station }: { readonly station: Station }, id: string) {
  return must(await readMovement(station, nobody, { id }));
}

/** Of the desk, with its key, and other contents. */
const withContents = (desk: TestDesk, file: Uint8Array, change: (contents: Proposals) => unknown) =>
  forged(desk.station, file, (statement) =>
    statement.kind === 'proposals' ? { ...statement, contents: change(statement.contents) } : statement,
  );

/** The maker helps the desk, and signs another mandate. */
async function signedAnew(
  desk: TestDesk,
  { mandate }: Carried,
  change: (statement: MandateStatement) => MandateStatement,
): Promise<Carried> {
  const { signer } = must(requireOfficer(await enter(desk, 'Mara')));
  const statement = change(mandate.statement);
  const { signature } = must(await signer.ask('sign-statement', { kind: 'mandate', statement }));
  return { mandate: { statement, signature }, approvals: [] };
}

const takenBy = async (officer: TestOfficerDesk, file: Uint8Array) =>
  take(officer.station, await officer.as(), file);

describe('a mandate in an envelope', () => {
  it('is shown whole, approved once at an officer’s desk, signed, and final at both', async () => {
    const desk = await openScatteredDesk(['300', '200', '100']);
    const { station } = desk;
    const ben = await knownOfficerDesk(desk, 'Ben');
    const ids = await gathered(desk);
    const [first = ''] = ids;
    const file = await proposalsOf(desk, [first]);

    const looked = must(await lookAtEnvelope(ben.station, file));
    const here = await detailAt(desk, first);
    expect(must(await envelopeView(ben.station, looked)).inside).toMatchObject({
      proposals: [],
      mandates: [
        {
          movement: 'gather',
          sources: ids.length,
          amount: here.mandate?.total,
          feeAtMost: here.mandate?.feeAtMost,
          recipient: here.mandate?.destination,
          approvedBy: [],
          problem: null,
        },
      ],
    });
    must(await takenBy(ben, file));
    const there = await detailAt(ben, first);
    const shown = ({ mandate }: typeof there) =>
      mandate && {
        ...mandate,
        sources: mandate.sources.map((source) => ({ ...source, accountAlias: '' })),
      };
    expect(shown(there)).toEqual(shown(here));
    expect(there.mandate?.sources.some(({ foreign }) => foreign)).toBe(false);

    must(await approveShown(ben.station, await ben.as(), first));
    expect(await statesOf(ben.station, ids)).toEqual(ids.map(() => 'approved'));
    expect(must(await listEnvelopes(station)).out).toMatchObject([{ movements: ids.length, approvedBy: [] }]);
    const replies = await repliesOf(ben);
    const mara = await enter(desk, 'Mara');
    must(await take(station, mara, replies));
    expect(await statesOf(station, ids)).toEqual(ids.map(() => 'approved'));
    expect(codeOf(await take(station, mara, replies))).toBe('envelope-replayed');

    // The same answer once more, in an envelope of its own, changes nothing.
    must(await takenBy(ben, await proposalsOf(desk, [first])));
    must(await take(station, mara, await repliesOf(ben)));
    expect((await detailAt(desk, first)).row.approvals).toBe(1);

    must(await sign(station, await enter(desk, 'Ben'), { id: first }));
    await settle(desk);
    expect(await statesOf(station, ids)).toEqual(ids.map(() => 'final'));
    must(await takenBy(ben, await envelopeOf(station, mara, must(await statusContents(station)))));
    expect(await statesOf(ben.station, ids)).toEqual(ids.map(() => 'final'));
    for (const each of [station, ben.station]) {
      must(await verifyJournal(each));
      must(await each.checkBooks());
    }
    await ben.reopen();
    expect(await statesOf(ben.station, ids)).toEqual(ids.map(() => 'final'));
  });

  it('is stopped at an officer’s desk: at the desk nothing of it is signed any more', async () => {
    const desk = await openScatteredDesk(['300', '200']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const chiara = await knownOfficerDesk(desk, 'Chiara');
    const ids = await gathered(desk);
    const [first = ''] = ids;
    const file = await proposalsOf(desk, [first]);
    must(await takenBy(ben, file));
    must(await takenBy(chiara, file));
    must(await approveShown(chiara.station, await chiara.as(), first));
    const approval = await repliesOf(chiara);
    must(await stop(ben.station, await ben.as(), { id: first, reason: 'not this week' }));
    const mara = await enter(desk, 'Mara');
    must(await take(desk.station, mara, await repliesOf(ben)));
    const states = await statesOf(desk.station, ids);
    expect(states.every((state) => state === 'rejected' || state === 'stopped')).toBe(true);
    // Replayed after the no: the approval is late, and counts for nothing.
    expect(must(await take(desk.station, mara, approval))).toMatchObject([
      { late: { code: 'approval-voided' } },
    ]);
    expect(codeOf(await sign(desk.station, await enter(desk, 'Ben'), { id: first }))).not.toBe('accepted');
    must(await verifyJournal(desk.station));
    must(await desk.station.checkBooks());
  });

  it('waits for its last movement: one that is not built keeps it here', async () => {
    const desk = await openScatteredDesk(['300', '200']);
    const ids = await gathered(desk);
    const [first = ''] = ids;
    must(await stop(desk.station, await enter(desk, 'Ben'), { id: first, reason: 'no' }));
    await expect(proposalsOf(desk, [first])).rejects.toThrow('envelope-not-for-movement');
  });
});

describe('of a desk that lies, a mandate', () => {
  async function sent(deposits: readonly string[] = ['300', '200']) {
    const desk = await openScatteredDesk(deposits);
    const ben = await officerDesk(desk, 'Ben');
    const [first = ''] = await gathered(desk);
    return { desk, ben, first, file: await proposalsOf(desk, [first]) };
  }

  it('with another destination, amount, fee or end than its maker has signed is refused', async () => {
    const { desk, ben, file } = await sent(['300']);
    const units = (amount: MandateStatement['sources'][number]['amount']) => ({ ...amount, units: '5' });
    const changes: readonly ((statement: MandateStatement) => MandateStatement)[] = [
      (s) => ({ ...s, destination: { ...s.destination, address: OUTSIDER } }),
      (s) => ({ ...s, sources: s.sources.map((each) => ({ ...each, amount: units(each.amount) })) }),
      (s) => ({ ...s, sources: s.sources.map((each) => ({ ...each, feeAtMost: units(each.feeAtMost) })) }),
      (s) => ({ ...s, expiresAt: s.expiresAt - 1 }),
    ];
    for (const change of changes) {
      const lie = await withMandate(desk, file, ({ mandate }) => ({
        mandate: { ...mandate, statement: change(mandate.statement) },
        approvals: [],
      }));
      expect(codeOf(await takenBy(ben, lie))).toBe('request-signature-bad');
    }
  });

  it('that its maker has signed for somebody else’s address is refused: own vaults alone', async () => {
    const { desk, ben, file } = await sent(['300']);
    const lie = await withMandate(desk, file, (carried) =>
      signedAnew(desk, carried, (s) => ({ ...s, destination: { ...s.destination, address: OUTSIDER } })),
    );
    expect(codeOf(await takenBy(ben, lie))).toBe('recipient-changed');
  });

  it('with a source that no vault has signed is not approved', async () => {
    const { desk, ben, first, file } = await sent();
    const lie = await withContents(desk, file, (contents) => ({
      ...contents,
      proposals: contents.proposals.filter(({ proposal }) => proposal.requests[0]?.statement.id === first),
      proofs: [],
      addresses: contents.addresses.slice(0, 0),
      attestations: [],
    }));
    expect(codeOf(await takenBy(ben, lie))).toBe('address-not-attested');
  });

  it('that carries the bytes of one source alone is shown, and cannot be approved', async () => {
    const { desk, ben, first, file } = await sent();
    const lie = await withContents(desk, file, (contents) => {
      const [kept] = contents.proposals.filter(
        ({ proposal }) => proposal.requests[0]?.statement.id === first,
      );
      const proofs = (kept?.proofs ?? []).map((place) => contents.proofs[place]);
      return { ...contents, proofs, proposals: kept ? [{ ...kept, proofs: proofs.map((_, i) => i) }] : [] };
    });
    must(await takenBy(ben, lie));
    const { mandate } = await detailAt(ben, first);
    expect(mandate?.sources.filter(({ foreign }) => foreign)).toHaveLength(1);
    expect(codeOf(await approveShown(ben.station, await ben.as(), first))).toBe('address-not-attested');
  });

  it('cannot take the approval of another: the signer holds it against its own digest', async () => {
    const { desk, ben, first, file } = await sent(['300']);
    must(await takenBy(ben, file));
    must(await approveShown(ben.station, await ben.as(), first));
    const [given] = await ben.station.books.movements.approvals(first);
    const lie = await withMandate(desk, file, async (carried) => ({
      ...(await signedAnew(desk, carried, (s) => ({ ...s, expiresAt: s.expiresAt - 1 }))),
      approvals: given ? [given.approval] : [],
    }));
    const chiara = await officerDesk(desk, 'Chiara');
    expect(codeOf(await takenBy(chiara, lie))).toBe('approval-other-digest');
  });

  /** Another mandate in the place of its own, and its proposals name it. */
  async function withMandate(
    desk: TestDesk,
    file: Uint8Array,
    change: (carried: Carried) => Carried | Promise<Carried>,
  ) {
    const carried: Carried[] = [];
    await withContents(desk, file, (contents) => {
      carried.push(...contents.mandates);
      return contents;
    });
    const [first] = carried;
    if (!first) throw new Error('an envelope without a mandate');
    const other = await change(first);
    const digest = mandateDigest(other.mandate.statement);
    return withContents(desk, file, (contents) => ({
      ...contents,
      mandates: [other],
      proposals: contents.proposals.map((each) => ({ ...each, mandate: digest })),
    }));
  }
});
