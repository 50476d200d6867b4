import { expect, it } from 'vitest';
import type { Movement } from '../../../../electron/books/rows.ts';
import { checkRepeated } from '../../../../electron/console/movements/repeated.ts';
import type { AskedPayment } from '../../../../electron/core/movement/repeats.ts';
import type { RequestStatement } from '../../../../electron/core/proposal/request.ts';
import { codeOf, NOW, request, uuid } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { movement } from './samples.ts';

const asked = request().statement;
type Row = Movement & AskedPayment;

/** Another withdrawal of the same payee, amount and reference. */
const row = (changes: Partial<Row> = {}): Row => ({
  ...movement({ id: uuid(0x11), reference: asked.reference, createdAt: asked.createdAt - 1 }),
  place: 1,
  finalAt: NOW,
  ...changes,
});
const books = (earlier: readonly Partial<Row>[]) => ({
  books: {
    movements: {
      askedOf: async () => [
        row({ id: asked.id, place: 9, createdAt: asked.createdAt }),
        ...earlier.map((each) => row(each)),
      ],
      ofExternalId: async (externalId: string) =>
        externalId === 'taken' ? movement({ id: uuid(0x44) }) : movement({ id: asked.id }),
    },
  },
});
const check = (statement: Partial<RequestStatement>, seen?: string, ...earlier: Partial<Row>[]) =>
  checkRepeated(books(earlier), { ...asked, ...statement }, seen);

it('a payment that repeats nothing needs no word', async () => {
  expect(must(await check({}, undefined))).toEqual({});
  expect(must(await check({}, undefined, { state: 'rejected' }))).toEqual({});
});

it('a repeated payment whose maker has not said that it is meant is approved by nobody, whatever they say', async () => {
  expect(codeOf(await check({}, undefined, {}))).toBe('payment-repeated-unsaid');
  expect(codeOf(await check({}, uuid(0x11), {}))).toBe('payment-repeated-unsaid');
});

it('a repeated payment is approved by who has seen the newest earlier one, and the approval names it', async () => {
  const meant = { repeats: uuid(0x11) };
  const newer = { id: uuid(0x12), place: 2 };
  expect(codeOf(await check(meant, undefined, {}))).toBe('payment-repeated');
  expect(must(await check(meant, uuid(0x11), {}))).toEqual(meant);
  expect(codeOf(await check(meant, uuid(0x11), {}, newer)), 'one that came beside it meanwhile').toBe(
    'payment-repeated',
  );
  expect(must(await check(meant, uuid(0x12), {}, newer))).toEqual({ repeats: uuid(0x12) });
});

it("another movement's external id is approved by nobody", async () => {
  expect(codeOf(await check({ externalId: 'taken' }))).toBe('external-id-used');
  expect(must(await check({ externalId: 'own' }))).toEqual({});
});

it('a sweep repeats nothing', async () => {
  expect(must(await check({ kind: 'sweep' }, undefined, {}))).toEqual({});
});
