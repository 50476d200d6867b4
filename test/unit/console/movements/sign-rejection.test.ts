import { expect, it } from 'vitest';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import type { OfficerSession } from '../../../../electron/console/actor.ts';
import { signRejection } from '../../../../electron/console/movements/sign-rejection.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import {
  NOW,
  network,
  officers,
  policy,
  proposal,
  subjectOf,
  unwrap,
  uuid,
} from '../../../support/signer-fixture.ts';

type Station = Parameters<typeof signRejection>[0];
const station = {
  treasury: { file: () => ({ id: policy().treasuryId }), network, key: { stationId: uuid(0x57) } },
  policy: { reference: () => null },
  chain: iotaChain,
  effects: { now: () => NOW },
} as unknown as Station;

/** Ben, whose signer signs whatever it is asked for. */
const ben = {
  officer: officers.ben,
  signer: { ask: async () => ok({ signature: 'ab'.repeat(64) }) },
} as unknown as OfficerSession;

it('a digest put into the columns of a rejected proposal has no other bytes voided: the no is over those that are there', async () => {
  const of = proposal();
  const stored = {
    proposal: of,
    digest: 'ee'.repeat(32),
    viewDigest: 'ff'.repeat(32),
    digestText: 'another payment',
  };
  const refused = { movementId: uuid(0x901), stored, reason: 'no' };
  const { statement } = unwrap(await signRejection(station, ben, refused));
  expect(statement.subject).toEqual(subjectOf(of));
  expect(statement.requestIds).toEqual(of.requests.map(({ statement: { id } }) => id));
});

it('bytes that nobody can read are rejected by nobody: the no would void what is not known', async () => {
  const stored = { proposal: { ...proposal(), intent: 'AAAA' }, digest: '', viewDigest: '', digestText: '' };
  const refused = { movementId: uuid(0x901), stored, reason: 'no' };
  const asked: unknown[] = [];
  const signer = { ask: async (...given: unknown[]) => refuse('internal-error', String(asked.push(given))) };
  const session = { ...ben, signer } as unknown as OfficerSession;
  expect(await signRejection(station, session, refused)).toMatchObject({ ok: false });
  expect(asked).toEqual([]);
});
