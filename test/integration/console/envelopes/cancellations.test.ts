import { describe, expect, it } from 'vitest';
import { requireOfficer } from '../../../../electron/console/actor.ts';
import { envelopeView } from '../../../../electron/console/envelopes/envelope-views.ts';
import { lookAtEnvelope } from '../../../../electron/console/envelopes/look-at-envelope.ts';
import { readMovement } from '../../../../electron/console/movements/movement-views.ts';
import { sign } from '../../../../electron/console/movements/sign.ts';
import { voidPayment } from '../../../../electron/console/movements/void-payment.ts';
import { nobody } from '../../../../electron/console/officers/viewer.ts';
import type { EnvelopeStatement } from '../../../../electron/core/envelope/envelope.ts';
import type { RequestStatement } from '../../../../electron/core/proposal/request.ts';
import { editTables } from '../../../support/folder-attack/opened-attack.ts';
import { forged, knownOfficerDesk, proposalsOf, repliesOf, take } from '../../../support/officer-desks.ts';
import {
  ask,
  askApproved,
  OUTSIDER,
  openFundedDesk,
  type TestDesk,
} from '../../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../../support/treasury-steps.ts';

type Item = Extract<EnvelopeStatement, { readonly kind: 'proposals' }>['contents']['proposals'][number];

/** The maker signs another request than the one of a proposal. */
async function asked(
  desk: TestDesk,
  { proposal }: Item,
  change: Partial<RequestStatement>,
): Promise<Item['proposal']> {
  const { signer } = must(requireOfficer(await enter(desk, 'Mara')));
  const [request] = proposal.requests;
  if (!request) throw new Error('a proposal without a request');
  const statement = { ...request.statement, ...change };
  const { signature } = must(await signer.ask('sign-statement', { kind: 'request', statement }));
  return { ...proposal, requests: [{ statement, signature }] };
}

async function itemsOf(desk: TestDesk, file: Uint8Array): Promise<Item[]> {
  const items: Item[] = [];
  await forged(desk.station, file, (statement) => {
    if (statement.kind === 'proposals') items.push(...statement.contents.proposals);
    return statement;
  });
  return items;
}

/** Of the desk, with its key, and other proposals. */
const withItems = (desk: TestDesk, file: Uint8Array, proposals: readonly Item[]) =>
  forged(desk.station, file, (statement) => ({
    ...statement,
    contents: { ...statement.contents, proposals },
  }));

/** Signs without sending, and asks for the cancellation. */
async function cancelled(desk: TestDesk, id: string): Promise<string> {
  must(await sign({ ...desk.station, line: null }, desk.as('Ben'), { id }));
  const mara = await enter(desk, 'Mara');
  return must(await voidPayment(desk.station, mara, { id, reason: 'sent to the wrong one' })).id;
}

describe('a cancellation in an envelope', () => {
  it('is shown with the payment that it voids, approved at an officer’s desk, and signed', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const chiara = await knownOfficerDesk(desk, 'Chiara');
    const mara = await enter(desk, 'Mara');
    const id = await ask(desk, '300');
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
    must(await approveShown(ben.station, await ben.as(), id));
    must(await take(desk.station, mara, await repliesOf(ben)));
    await enter(desk, 'Ben');
    const cancellation = await cancelled(desk, id);
    const file = await proposalsOf(desk, [cancellation]);

    const looked = must(await lookAtEnvelope(ben.station, file));
    const { inside } = must(await envelopeView(ben.station, looked));
    const shown = { movement: 'cancellation', payments: [], problem: null };
    expect(inside).toMatchObject({
      proposals: [{ ...shown, cancels: { amount: '300000000000', recipient: OUTSIDER } }],
    });
    must(await take(ben.station, await ben.as(), file));
    const detail = must(await readMovement(ben.station, nobody, { id: cancellation }));
    expect(detail).toMatchObject({ row: { kind: 'cancellation', state: 'proposed' }, cancels: { id } });
    must(await approveShown(ben.station, await ben.as(), cancellation));
    must(await take(desk.station, mara, await repliesOf(ben)));
    expect(await desk.station.books.movements.get(cancellation)).toMatchObject({ state: 'approved' });
    must(await sign(desk.station, desk.as('Ben'), { id: cancellation }));

    // A desk to which the payment never came has nothing to show of it.
    const late = must(await take(chiara.station, await chiara.as(), file));
    expect(late).toMatchObject([{ late: { code: 'cancellation-other' } }]);
    expect(await chiara.station.books.movements.get(cancellation)).toBeUndefined();
  });

  it('that consumes something else than the payment which it names is refused whole', async () => {
    const desk = await openFundedDesk(['500', '400']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const shown = await ask(desk, '450');
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [shown])));
    const { digest } = (await desk.station.books.movements.proposal(shown)) ?? { digest: '' };
    const other = await askApproved(desk, '300');
    const file = await proposalsOf(desk, [await cancelled(desk, other)]);
    const [item] = await itemsOf(desk, file);
    if (!item) throw new Error('an envelope without proposals');
    const proposal = await asked(desk, item, { cancels: digest });
    const lie = await withItems(desk, file, [{ ...item, proposal }]);
    expect(codeOf(await take(ben.station, await ben.as(), lie))).toBe('cancellation-other');
  });
});

it('a cancellation is not shown with the payment of other bytes, which somebody wrote in the place of those it voids', async () => {
  const desk = await openFundedDesk(['500', '400']);
  const ben = await knownOfficerDesk(desk, 'Ben');
  const id = await askApproved(desk, '300');
  const other = await ask(desk, '200', `0x${'ee'.repeat(32)}`);
  must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id, other])));
  const file = await proposalsOf(desk, [await cancelled(desk, id)]);
  await ben.station.close();
  editTables(
    ben.folder,
    `UPDATE proposals SET proposal = (SELECT proposal FROM proposals WHERE movement_id = '${other}') WHERE movement_id = '${id}'`,
  );
  await ben.reopen();
  const looked = must(await lookAtEnvelope(ben.station, file));
  const { inside } = must(await envelopeView(ben.station, looked));
  expect(inside).toMatchObject({ proposals: [{ movement: 'cancellation', cancels: null }] });
});

it('the same bytes under two requests are refused, in one envelope and in two', async () => {
  const desk = await openFundedDesk(['2000']);
  const ben = await knownOfficerDesk(desk, 'Ben');
  const file = await proposalsOf(desk, [await ask(desk, '300')]);
  const [item] = await itemsOf(desk, file);
  if (!item) throw new Error('an envelope without proposals');
  const proposal = await asked(desk, item, { id: desk.effects.uuid() });
  const second = { ...item, proposal: { ...proposal, id: desk.effects.uuid() } };
  const both = await withItems(desk, file, [item, second]);
  expect(codeOf(await take(ben.station, await ben.as(), both))).toBe('request-duplicate');
  must(await take(ben.station, await ben.as(), file));
  const again = await forged(desk.station, file, (statement) => ({
    ...statement,
    number: statement.number + 1,
    contents: { ...statement.contents, proposals: [second] },
  }));
  expect(codeOf(await take(ben.station, await ben.as(), again))).toBe('request-duplicate');
});
