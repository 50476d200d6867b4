import { describe, expect, it } from 'vitest';
import { theStation } from '../../../../electron/console/actor.ts';
import { decideMandateApproval } from '../../../../electron/console/mandates/approve-mandate.ts';
import { spentWith } from '../../../../electron/console/mandates/mandate-facts.ts';
import { mandateOf } from '../../../../electron/console/mandates/mandate-of.ts';
import { signMandate } from '../../../../electron/console/mandates/sign-mandate.ts';
import { decideMandateStopped } from '../../../../electron/console/mandates/stop-mandate.ts';
import { mandateDigest, type SignedMandate } from '../../../../electron/core/mandate/mandate.ts';
import { SpendHistory } from '../../../../electron/core/policy/spend-history.ts';
import { ok, type Result, refuse } from '../../../../electron/core/result.ts';
import {
  approval,
  codeOf,
  mandate,
  officers,
  policy,
  rejection,
  uuid,
} from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { movement } from '../movements/samples.ts';

const digest = mandateDigest(mandate().statement);
const actor = theStation('request-built');
const of = (id: string, overrides: Parameters<typeof movement>[0] = {}) =>
  movement({ id, kind: 'gather', mandate: digest, ...overrides });

describe('the mandate of a movement', () => {
  const books = (found: SignedMandate | undefined) => ({
    books: { movements: { mandate: async () => found } } as never,
  });

  it('is the one whose digest its row names', async () => {
    expect(must(await mandateOf(books(mandate()), of('m')))).toEqual(mandate());
    expect(must(await mandateOf(books(undefined), of('m', { mandate: null })))).toBeNull();
  });

  it.each([
    ['another one put in its place', mandate({ id: uuid(7) })],
    ['none', undefined],
  ])('is refused where the table has %s', async (_, found) => {
    expect(codeOf(await mandateOf(books(found), of('m')))).toBe('books-differ');
  });
});

describe('an approval of a mandate', () => {
  const decided = (...movements: ReturnType<typeof of>[]) =>
    must(
      decideMandateApproval({
        digest,
        approval: approval(),
        officerId: officers.ben.id,
        movements,
        policy: policy(),
        actor,
      }),
    );

  it('counts for what waits, and completes what is built and lacks no other one', () => {
    const { entries, expects } = decided(
      of('built'),
      of('queued', { state: 'queued', ruleId: null }),
      of('needs two', { ruleId: 'large' }),
      of('his already', { approvedBy: [officers.ben.id], ruleId: 'large' }),
      of('final', { state: 'final' }),
      of('stopped', { state: 'stopped' }),
    );
    expect(entries[0]?.body).toEqual({
      mandate: digest,
      movementIds: ['built', 'queued', 'needs two'],
      reached: ['built'],
      // The station took it in: the entry names who approved.
      approver: officers.ben.id,
    });
    expect(expects).toHaveLength(3);
  });
});

it('a stop of a mandate holds what is signed, and ends what is not', () => {
  const movements = [of('approved', { state: 'approved' }), of('sent', { state: 'sent' })];
  const { entries } = must(decideMandateStopped({ digest, rejection: rejection(), movements }, actor));
  expect(entries[0]?.body).toMatchObject({
    movements: [
      { movementId: 'approved', signed: false },
      { movementId: 'sent', signed: true },
    ],
  });
});

describe('signing a mandate', () => {
  const signed = async (answers: Readonly<Record<string, Result<void>>>) => {
    const asked: string[] = [];
    const approved = Object.keys(answers).map((id) => of(id, { state: 'approved' }));
    const movements = [...approved, of('queued', { state: 'queued' })];
    const books = { books: { movements: { underMandate: async () => movements } } as never };
    const code = codeOf(
      await signMandate(books, digest, async (id) => {
        asked.push(id);
        return answers[id] ?? ok(undefined);
      }),
    );
    return { code, asked };
  };

  it('asks for everything that is approved, and goes on after a refusal of one', async () => {
    const answers = { a: ok(undefined), b: refuse('request-ended', ''), c: ok(undefined) };
    expect(await signed(answers)).toEqual({ code: 'accepted', asked: ['a', 'b', 'c'] });
  });

  it('does not go on after a refusal that is that of all', async () => {
    const answers = { a: refuse('mandate-expired', ''), b: ok(undefined) };
    expect(await signed(answers)).toEqual({ code: 'mandate-expired', asked: ['a'] });
  });

  it('of nothing that is approved says so', async () => {
    expect((await signed({})).code).toBe('proposal-state');
  });
});

it('what was signed under a mandate is in its sum, and not counted beside it a second time', () => {
  const own = { ruleId: 'day', at: 10, units: 400n };
  const spent = new SpendHistory([
    own,
    { ruleId: 'day', at: 20, units: 500n },
    { ruleId: 'other', at: 20, units: 5n },
  ]);
  const beside = spentWith({ signed: [own], sources: 3 }, spent);
  expect(beside.after('day', 0), 'one that counts, and two more that are asked for with the first').toEqual({
    units: 500n,
    count: 1 + 2,
  });
  expect(beside.after('day', 10), 'what left the window is not taken out of it').toEqual({
    units: 500n,
    count: 1 + 2,
  });
  expect(beside.after('other', 0)).toEqual({ units: 5n, count: 1 + 2 });
});
