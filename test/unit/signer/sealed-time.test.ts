import { describe, expect, it } from 'vitest';
import { policyReference } from '../../../electron/core/policy/policy.ts';
import { DATE_TOLERANCE_MS } from '../../../electron/core/proposal/request.ts';
import {
  type ClockCorrection,
  clockCorrectionDigest,
} from '../../../electron/core/station/clock-correction.ts';
import { isTimeOfEpoch } from '../../../electron/signer/epoch-memory.ts';
import {
  approval,
  codeOf,
  coin,
  hot,
  iota,
  NOW,
  noes,
  type OpenFixture,
  officers,
  openVault,
  policy,
  proposal,
  rejection,
  request,
  sealedVault,
  signAs,
  signPolicy,
  stranger,
  type TestOfficer,
  toSign,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';

const { mara, ben, chiara } = officers;
const DAY = 86_400_000;
const MONTH = 30 * DAY;

/** Asks for a payment by the vault's own clock, and signs it. */
async function pay({ vault, clock }: OpenFixture, number: number, units = 1000): Promise<string> {
  const asked = request({ id: uuid(number), createdAt: clock.now, amount: iota(units) });
  const of = proposal({ requests: [asked], coins: [coin(number)] });
  const expiresAt = Math.max(clock.now, vault.times.sealedAt) + 1000;
  return codeOf(await vault.sign(toSign(of, approval(of, ben, { expiresAt }))));
}

const correctionOf = ({ vault, clock }: OpenFixture, changes: Partial<ClockCorrection> = {}) => {
  const { treasuryId, network } = policy();
  return {
    treasuryId,
    network,
    policy: policyReference(policy()),
    vaultId: hot.id,
    ...vault.mark,
    sealedAt: vault.times.sealedAt,
    at: clock.now,
    ...changes,
  };
};
const signed = (correction: ClockCorrection, ...by: readonly TestOfficer[]) => ({
  correction,
  signatures: by.map((each) => ({
    officerId: each.id,
    signature: signAs(each, clockCorrectionDigest(correction)),
  })),
});
const correct = (
  opened: OpenFixture,
  changes: Partial<ClockCorrection> = {},
  by: readonly TestOfficer[] = [ben, chiara],
) => opened.vault.sealClock({ signed: signed(correctionOf(opened, changes), ...by), check: false });

const reopened = async ({ stateFile, clock, vault }: OpenFixture, compactFrom?: number) =>
  unwrap(
    await openVault({
      stateFile,
      clock,
      journalCounter: vault.mark.counter,
      ...(compactFrom === undefined ? {} : { compactFrom }),
    }),
  );

/** A vault whose clock ran a month ahead for one signature, and is right again. */
async function ranAhead(): Promise<OpenFixture> {
  const opened = await sealedVault();
  opened.clock.now = NOW + MONTH;
  expect(await pay(opened, 1)).toBe('accepted');
  opened.clock.now = NOW;
  return opened;
}

describe('a clock that was put back behind what a vault has sealed', () => {
  it('signs nothing, also after a restart', async () => {
    const opened = await ranAhead();
    expect(await pay(opened, 2)).toBe('clock-behind-seal');
    expect(await pay(await reopened(opened), 2)).toBe('clock-behind-seal');
    expect(await pay(await reopened(opened, 1), 2), 'nor where the log was written anew').toBe(
      'clock-behind-seal',
    );
  });

  it('revives no request that had expired by what was sealed since, be it by less than two minutes', async () => {
    const opened = await sealedVault();
    const asked = request({ createdAt: NOW, expiresAt: NOW + 60_000 });
    const of = proposal({ requests: [asked] });
    opened.clock.now = NOW + 60_000;
    unwrap(
      await opened.vault.sealEnds(
        noes(rejection(proposal({ coins: [coin(9)], requests: [request({ id: uuid(9) })] }))),
      ),
    );
    opened.clock.now = NOW + 1;
    expect(codeOf(await opened.vault.sign(toSign(of, approval(of))))).toBe('request-expired');
  });

  it('revives no approval either', async () => {
    const opened = await sealedVault();
    expect(await pay(opened, 1)).toBe('accepted');
    const of = proposal({ requests: [request({ id: uuid(2) })], coins: [coin(2)] });
    opened.clock.now = NOW - 60_000;
    const over = approval(of, ben, { expiresAt: NOW });
    expect(codeOf(await opened.vault.sign(toSign(of, over)))).toBe('approval-expired');
  });

  it('is found where nothing was signed meanwhile, but the vault was told of the journal', async () => {
    const opened = await sealedVault();
    opened.clock.now = NOW + 8 * DAY;
    unwrap(await opened.vault.sealEnds({ ...noes(), journal: { seq: 5, hash: 'a'.repeat(64) } }));
    opened.clock.now = NOW;
    expect(await pay(opened, 1)).toBe('clock-behind-seal');
    expect(await pay(await reopened(opened, 1), 1)).toBe('clock-behind-seal');
  });

  it('dates nothing below what was sealed, and seals a rejection all the same', async () => {
    const opened = await ranAhead();
    unwrap(
      await opened.vault.sealEnds(
        noes(rejection(proposal({ coins: [coin(2)], requests: [request({ id: uuid(2) })] }))),
      ),
    );
    expect(opened.vault.times.sealedAt).toBe(NOW + MONTH);
    expect(await pay(opened, 2)).toBe('clock-behind-seal');
  });

  it('by two minutes at the most signs: the sealed time counts', async () => {
    const opened = await sealedVault();
    unwrap(await opened.vault.sealEnds({ ...noes(), journal: { seq: 5, hash: 'a'.repeat(64) } }));
    opened.clock.now = NOW - DATE_TOLERANCE_MS;
    const of = proposal();
    const answer = unwrap(await opened.vault.sign(toSign(of, approval(of))));
    expect(answer.signedAt).toBe(NOW);
    opened.clock.now = NOW - DATE_TOLERANCE_MS - 1;
    expect(await pay(opened, 2)).toBe('clock-behind-seal');
    expect(codeOf(await opened.vault.sign(toSign(of))), 'what was signed is given again').toBe('accepted');
  });

  it('revives no signature of a window that is full', async () => {
    const opened = await sealedVault();
    for (const number of [1, 2, 3, 4, 5]) expect(await pay(opened, number)).toBe('accepted');
    expect(await pay(opened, 6)).toBe('approvals-too-few');
    opened.clock.now = NOW - 60_000;
    expect(await pay(opened, 6)).toBe('approvals-too-few');
  });
});

describe('a vault whose clock ran ahead for one signature', () => {
  it('signs again when two approvers have signed the right time; its window is free a day later, not a month', async () => {
    const opened = await ranAhead();
    for (const number of [2, 3, 4, 5]) {
      opened.clock.now = NOW + MONTH;
      expect(await pay(opened, number)).toBe('accepted');
    }
    opened.clock.now = NOW;
    const { counter } = opened.vault.mark;
    unwrap(await correct(opened));
    expect(opened.vault.mark.counter).toBe(counter + 1);
    expect(opened.vault.times.sealedAt).toBe(NOW);
    expect(await pay(opened, 6), 'what it let pass by the wrong clock counts from now').toBe(
      'approvals-too-few',
    );
    opened.clock.now = NOW + DAY - 1;
    expect(await pay(opened, 6)).toBe('approvals-too-few');
    opened.clock.now = NOW + DAY;
    expect(await pay(opened, 6)).toBe('accepted');
  });

  it('remembers that over restarts and writings of its log anew', async () => {
    const opened = await ranAhead();
    unwrap(await correct(opened));
    for (const compactFrom of [undefined, 1, 1]) {
      const again = await reopened(opened, compactFrom);
      expect(again.vault.times).toEqual(opened.vault.times);
      expect(await pay(again, 2, 4001), '1000 of 5000 are spent').toBe('approvals-too-few');
    }
    const again = await reopened(opened);
    expect(await pay(again, 2, 1000)).toBe('accepted');
    again.clock.now = NOW + DAY;
    expect(await pay(await reopened(again, 1), 3, 1000)).toBe('accepted');
  });

  it('gives the old signature again, with the time that was put right', async () => {
    const opened = await sealedVault();
    opened.clock.now = NOW + DAY;
    const of = proposal();
    const first = unwrap(
      await opened.vault.sign(toSign(of, approval(of, ben, { expiresAt: NOW + DAY + 1 }))),
    );
    opened.clock.now = NOW;
    unwrap(await correct(opened));
    const again = unwrap(await opened.vault.sign(toSign(of)));
    expect(again).toEqual({ ...first, era: again.era, signedAt: NOW });
  });

  it('does not empty a window twice: the correction of one state is for no other', async () => {
    const opened = await ranAhead();
    const once = signed(correctionOf(opened), ben, chiara);
    unwrap(await opened.vault.sealClock({ signed: once, check: false }));
    expect(codeOf(await opened.vault.sealClock({ signed: once, check: false }))).toBe('clock-correction-bad');
    opened.clock.now = NOW + MONTH;
    expect(await pay(opened, 2)).toBe('accepted');
    opened.clock.now = NOW;
    expect(
      codeOf(await opened.vault.sealClock({ signed: once, check: false })),
      'nor after another signature by the wrong clock',
    ).toBe('clock-correction-bad');
    expect(codeOf(await opened.vault.sealClock({ signed: once, check: false }))).toBe('clock-correction-bad');
  });

  it('is left as it is where it is only asked whether a correction would be taken', async () => {
    const opened = await ranAhead();
    const before = opened.stateFile.content;
    unwrap(await opened.vault.sealClock({ signed: signed(correctionOf(opened), ben, chiara), check: true }));
    expect(opened.stateFile.content).toBe(before);
    expect(await pay(opened, 2)).toBe('clock-behind-seal');
  });

  it('is found rolled back where its state from before the correction is put back', async () => {
    const opened = await ranAhead();
    const before = opened.stateFile.content;
    unwrap(await correct(opened));
    const { counter } = opened.vault.mark;
    opened.stateFile.content = before;
    expect(codeOf(await openVault({ stateFile: opened.stateFile, journalCounter: counter }))).toBe(
      'state-rolled-back',
    );
  });

  it('killed in the middle of its writing has the correction whole or not at all', async () => {
    const opened = await ranAhead();
    const before = opened.stateFile.content ?? new Uint8Array();
    const { counter } = opened.vault.mark;
    unwrap(await correct(opened));
    const after = opened.stateFile.content ?? new Uint8Array();
    for (let length = before.length; length <= after.length; length++) {
      opened.stateFile.content = after.subarray(0, length);
      const { vault } = unwrap(await openVault({ stateFile: opened.stateFile, journalCounter: counter }));
      const isWhole = length === after.length;
      expect(vault.mark.counter).toBe(isWhole ? counter + 1 : counter);
      expect(vault.times.sealedAt).toBe(isWhole ? NOW : NOW + MONTH);
    }
  });

  it('born or restored by it takes requests again from two minutes after the right time on', async () => {
    const opened = unwrap(await openVault());
    opened.clock.now = NOW - MONTH; // the fixture is born at NOW: its clock was ahead then
    unwrap(await opened.vault.sealPolicies(hot.id, [signPolicy(policy())]));
    unwrap(await correct(opened));
    expect(opened.vault.times).toEqual({ requestsFrom: 0, sealedAt: NOW - MONTH, epoch: null, frozen: [] });
  });

  it('so far ahead that spends were forgotten waits until their window is over', async () => {
    const opened = await sealedVault();
    expect(await pay(opened, 1)).toBe('accepted');
    opened.clock.now = NOW + 500 * DAY;
    expect(await pay(opened, 2)).toBe('accepted');
    opened.clock.now = NOW + DAY - 1;
    expect(codeOf(await correct(opened)), 'it would be emptied').toBe('clock-correction-bad');
    opened.clock.now = NOW + DAY;
    unwrap(await correct(opened));
    expect(await pay(opened, 3)).toBe('accepted');
  });
});

describe('a correction of the clock is not taken', () => {
  it.each<[string, Partial<ClockCorrection>, readonly TestOfficer[]]>([
    ['by one approver', {}, [ben]],
    ['by one approver twice', {}, [ben, ben]],
    ['by one who does not approve', {}, [ben, mara]],
    ['by a stranger', {}, [ben, stranger]],
    ['of another treasury', { treasuryId: uuid(0xbad) }, [ben, chiara]],
    ['on another network', { network: { id: 'iota:practice', genesis: 'deadbeef' } }, [ben, chiara]],
    ['under another policy', { policy: { version: 9, digest: 'ab'.repeat(32) } }, [ben, chiara]],
    ['for another vault', { vaultId: uuid(0xa2) }, [ben, chiara]],
    ['for another era', { era: 'ab'.repeat(16) }, [ben, chiara]],
    ['for a state from before', { counter: 1 }, [ben, chiara]],
    ['for another sealed time', { sealedAt: NOW + 1 }, [ben, chiara]],
    [
      'with a time in the past, which would empty windows',
      { at: NOW - DATE_TOLERANCE_MS - 1 },
      [ben, chiara],
    ],
    ['with a time ahead', { at: NOW + DATE_TOLERANCE_MS + 1 }, [ben, chiara]],
  ])('%s', async (_, changes, by) => {
    const opened = await ranAhead();
    const before = opened.stateFile.content;
    expect(codeOf(await correct(opened, changes, by))).toBe('clock-correction-bad');
    expect(opened.stateFile.content).toBe(before);
    expect(await pay(opened, 2)).toBe('clock-behind-seal');
  });

  it('where nothing is to be put right', async () => {
    const opened = await sealedVault();
    expect(await pay(opened, 1)).toBe('accepted');
    expect(codeOf(await correct(opened))).toBe('clock-correction-bad');
  });

  it('with a time that its officers did not sign', async () => {
    const opened = await ranAhead();
    const { correction, signatures } = signed(correctionOf(opened), ben, chiara);
    const forged = { correction: { ...correction, at: NOW - 1 }, signatures };
    expect(codeOf(await opened.vault.sealClock({ signed: forged, check: false }))).toBe(
      'clock-correction-bad',
    );
  });

  it('with a time at which the epoch that was signed in cannot have come', () => {
    const known = { first: 100n, firstAt: NOW, present: 110n };
    const at = (days: number) => isTimeOfEpoch(known, { at: NOW + days * DAY, shortestMs: DAY });
    expect([at(8), at(9), at(-1)]).toEqual([false, true, true]);
  });
});
