import { describe, expect, it } from 'vitest';
import { makeEnvelope } from '../../../../electron/console/envelopes/make-envelope.ts';
import { proposalsContents } from '../../../../electron/console/envelopes/proposals-contents.ts';
import { repliesContents } from '../../../../electron/console/envelopes/replies-contents.ts';
import { approve } from '../../../../electron/console/movements/approve.ts';
import { readMovement } from '../../../../electron/console/movements/movement-views.ts';
import { reject } from '../../../../electron/console/movements/reject.ts';
import { sign } from '../../../../electron/console/movements/sign.ts';
import { stop } from '../../../../electron/console/movements/stop.ts';
import { nobody } from '../../../../electron/console/officers/viewer.ts';
import {
  knownOfficerDesk,
  proposalsOf,
  repliesOf,
  type TestOfficerDesk,
  take,
} from '../../../support/officer-desks.ts';
import { ask, openFundedDesk, type TestDesk } from '../../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../../support/treasury-steps.ts';

/** Needs two approvals, as the practice policy has it. */
const LARGE = '1500';

async function bring(desk: TestDesk, to: TestOfficerDesk, ids: readonly string[]) {
  return must(await take(to.station, await to.as(), await proposalsOf(desk, ids)));
}

const stateOf = async (desk: TestDesk, id: string) => (await desk.station.books.movements.get(id))?.state;

describe('answers from two officers’ desks', () => {
  it.each([
    ['in one order', false],
    ['in the other', true],
  ])('meet the quorum %s', async (_, turned) => {
    const desk = await openFundedDesk(['2000']);
    const [ben, chiara] = [await knownOfficerDesk(desk, 'Ben'), await knownOfficerDesk(desk, 'Chiara')];
    const id = await ask(desk, LARGE);
    const mara = await enter(desk, 'Mara');
    for (const each of [ben, chiara]) {
      await bring(desk, each, [id]);
      must(await approveShown(each.station, await each.as(), id));
    }
    const files = [await repliesOf(ben), await repliesOf(chiara)];
    const [first, second] = turned ? files.toReversed() : files;
    must(await take(desk.station, mara, first ?? new Uint8Array()));
    expect(await stateOf(desk, id)).toBe('proposed');
    must(await take(desk.station, mara, second ?? new Uint8Array()));
    expect(await stateOf(desk, id)).toBe('approved');
    must(await sign(desk.station, mara, { id }));
  });

  it('count once where the officer has approved at the desk too', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, LARGE);
    await bring(desk, ben, [id]);
    must(await approveShown(ben.station, await ben.as(), id));
    must(await approveShown(desk.station, await enter(desk, 'Ben'), id));
    must(await take(desk.station, await enter(desk, 'Mara'), await repliesOf(ben)));
    expect(await desk.station.books.movements.get(id)).toMatchObject({ state: 'proposed' });
    expect((await desk.station.books.movements.approvals(id)).length).toBe(1);
  });

  it('that came with a proposal are shown there, and are not sent back', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, LARGE);
    must(await approveShown(desk.station, await enter(desk, 'Chiara'), id));
    await bring(desk, ben, [id]);
    const { approvals } = must(await readMovement(ben.station, nobody, { id }));
    expect(approvals.map(({ officerName }) => officerName)).toEqual(['Chiara Rossi']);
    expect(codeOf(await repliesContents(ben.station))).toBe('reply-unasked');
  });

  it('leave once: what has left is not sent again', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    await bring(desk, ben, [await ask(desk, LARGE)]);
    const id = (await ben.station.books.movements.inState(['proposed']))[0]?.id ?? '';
    must(await approveShown(ben.station, await ben.as(), id));
    await repliesOf(ben);
    expect(codeOf(await repliesContents(ben.station))).toBe('reply-unasked');
  });
});

describe('a no from an officer’s desk', () => {
  it('rejects what was proposed, for good', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, LARGE);
    await bring(desk, ben, [id]);
    must(await reject(ben.station, await ben.as(), { id, reason: 'payee unknown to me' }));
    must(await take(desk.station, await enter(desk, 'Mara'), await repliesOf(ben)));
    expect(await stateOf(desk, id)).toBe('rejected');
    const { rejection } = must(await readMovement(desk.station, nobody, { id }));
    expect(rejection).toMatchObject({ officerName: 'Ben Okafor', reason: 'payee unknown to me' });
  });

  it('stops what was approved meanwhile: nothing signs it', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    await bring(desk, ben, [id]);
    must(await stop(ben.station, await ben.as(), { id, reason: 'wait' }));
    must(await approveShown(desk.station, await enter(desk, 'Chiara'), id));
    const mara = await enter(desk, 'Mara');
    must(await take(desk.station, mara, await repliesOf(ben)));
    expect(await stateOf(desk, id)).toBe('rejected');
    expect((await sign(desk.station, mara, { id })).ok).toBe(false);
  });

  it('and an approval after it, of another officer, changes nothing', async () => {
    const desk = await openFundedDesk(['2000']);
    const [ben, chiara] = [await knownOfficerDesk(desk, 'Ben'), await knownOfficerDesk(desk, 'Chiara')];
    const id = await ask(desk, '40');
    await bring(desk, ben, [id]);
    await bring(desk, chiara, [id]);
    must(await reject(ben.station, await ben.as(), { id, reason: '' }));
    must(await approveShown(chiara.station, await chiara.as(), id));
    const mara = await enter(desk, 'Mara');
    must(await take(desk.station, mara, await repliesOf(ben)));
    const late = must(await take(desk.station, mara, await repliesOf(chiara)));
    expect(late.map((each) => each.late?.code)).toEqual(['approval-voided']);
    expect(await stateOf(desk, id)).toBe('rejected');
  });
});

describe('what came again to an officer’s desk', () => {
  it('with one more approval is the same movement, and shows it', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, LARGE);
    await bring(desk, ben, [id]);
    must(await approveShown(desk.station, await enter(desk, 'Chiara'), id));
    await bring(desk, ben, [id]);
    expect(await ben.station.books.movements.get(id)).toMatchObject({ state: 'proposed' });
    must(await approveShown(ben.station, await ben.as(), id));
    expect(await ben.station.books.movements.get(id)).toMatchObject({ state: 'approved' });
  });

  it('is read by its bytes: another digest than the one shown is not approved', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    await bring(desk, ben, [id]);
    const { decoded } = must(await readMovement(ben.station, nobody, { id }));
    const seen = { id, digest: 'ab'.repeat(32), viewDigest: decoded?.viewDigest ?? '' };
    expect(codeOf(await approve(ben.station, await ben.as(), seen))).toBe('approval-other-digest');
  });
});

it('an envelope that is too large for codes is refused before it counts as sent: by a file it leaves', async () => {
  const desk = await openFundedDesk(['100']);
  const id = await ask(desk, '40');
  const mara = await enter(desk, 'Mara');
  const { what, about } = must(await proposalsContents(desk.station, [id]));
  expect(codeOf(await makeEnvelope(desk.station, mara, what, about, 1000))).toBe('envelope-not-by-qr');
  expect(must(await desk.station.envelopes.read()).made).toEqual([]);
  expect(must(await makeEnvelope(desk.station, mara, what, about)).number).toBe(1);
});
