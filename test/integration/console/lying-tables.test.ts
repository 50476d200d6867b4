import { expect, it } from 'vitest';
import { approve } from '../../../electron/console/movements/approve.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { requestSweep } from '../../../electron/console/movements/sweep.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import type { MovementState } from '../../../electron/core/movement/movement-state.ts';
import { ask, openDesk, openFundedDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const other = '00000000-0000-4000-8000-00000000feed';
const digests = { digest: 'ab'.repeat(32), viewDigest: 'cd'.repeat(32) };

/** Writes a movement into the tables that is in a state to which no document led. */
async function invent({ station }: TestDesk, like: string, state: MovementState): Promise<void> {
  const asked = await station.books.movements.request(like);
  if (!asked) throw new Error('expected a request');
  const request = { ...asked, statement: { ...asked.statement, id: other } };
  const changes = [
    { kind: 'movement-added', request },
    { kind: 'movement-moved', id: other, to: state, at: 0 },
  ] as const;
  must(await station.books.commit({ expects: [], entries: [], changes }));
}

it('a table that calls a payment proposed cannot have it approved or rejected: there are no bytes', async () => {
  const desk = await openFundedDesk();
  const honest = await ask(desk, '100');
  await invent(desk, honest, 'proposed');
  const ben = await enter(desk, 'Ben');
  expect(must(await readMovement(desk.station, nobody, { id: other }))).toMatchObject({
    decoded: null,
    requested: { signed: false },
  });
  expect(must(await readMovement(desk.station, nobody, { id: honest })).requested).toEqual({
    reference: 'test 100',
    externalId: null,
    makerName: 'Mara Lindqvist',
    signed: true,
  });
  expect(codeOf(await approve(desk.station, ben, { id: other, ...digests }))).toBe('proposal-unknown');
  expect(codeOf(await reject(desk.station, ben, { id: other, reason: 'no' }))).toBe('proposal-unknown');
});

it('a table that calls a payment approved cannot have it signed: there are no bytes and no approvals', async () => {
  const desk = await openFundedDesk();
  await invent(desk, await ask(desk, '100'), 'approved');
  const ben = await enter(desk, 'Ben');
  expect(codeOf(await sign(desk.station, ben, { id: other }))).toBe('proposal-unknown');
  expect(await desk.station.books.movements.transaction(other)).toBeUndefined();
});

it('what no movement is called is neither read, approved, rejected nor signed', async () => {
  const desk = await openDesk();
  const ben = await enter(desk, 'Ben');
  const { station } = desk;
  expect([
    codeOf(await readMovement(station, nobody, { id: other })),
    codeOf(await approve(station, ben, { id: other, ...digests })),
    codeOf(await reject(station, ben, { id: other, reason: 'no' })),
    codeOf(await sign(station, ben, { id: other })),
  ]).toEqual(['request-unknown', 'request-unknown', 'request-unknown', 'request-unknown']);
});

it('a hot vault inside its band is not swept, however often it is asked for', async () => {
  const desk = await openFundedDesk(['10']);
  const mara = await enter(desk, 'Mara');
  for (let times = 0; times < 2; times++) {
    expect(codeOf(await requestSweep(desk.station, mara))).toBe('sweep-not-needed');
  }
  const { total } = await desk.station.books.movements.list(
    { search: '', offset: 0, limit: 1 },
    { kind: 'sweep', open: false, nextStep: null },
  );
  expect(total).toBe(0);
});
