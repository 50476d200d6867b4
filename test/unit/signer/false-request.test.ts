import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../electron/core/actor.ts';
import type { Proposal } from '../../../electron/core/proposal/proposal.ts';
import { DATE_TOLERANCE_MS, type SignedRequest } from '../../../electron/core/proposal/request.ts';
import {
  approval,
  codeOf,
  coin,
  cold,
  hot,
  iota,
  NOW,
  officers,
  policy,
  proposal,
  request,
  sealedVault,
  stranger,
  toSign,
  under,
  uuid,
} from '../../support/signer-fixture.ts';

const { ben, mara } = officers;
const DAY = 86_400_000;

async function sign(of: Proposal): Promise<string> {
  const { vault } = await sealedVault();
  return codeOf(await vault.sign(toSign(of, approval(of))));
}

const serving = (...requests: SignedRequest[]): Promise<string> => sign(proposal({ requests }));

describe('the signer serves no', () => {
  it('forged request', async () => {
    const honest = request();
    const raised = { ...honest, statement: { ...honest.statement, amount: iota(101) } };
    expect(await serving(raised)).toBe('request-signature-bad');
  });

  it("request under an officer's name by a stranger's key", async () => {
    expect(await serving(request({}, { ...stranger, id: mara.id }))).toBe('request-signature-bad');
  });

  it('request by a stranger', async () => {
    expect(await serving(request({}, stranger))).toBe('request-signature-bad');
  });

  it("request in a program's or a station's name", async () => {
    const actors: Actor[] = [
      { kind: 'client', clientId: mara.id },
      { kind: 'station', stationId: mara.id },
      { kind: 'standing-order', orderId: mara.id, stationId: mara.id },
    ];
    for (const actor of actors) expect(await serving(request({ actor }))).toBe('request-signature-bad');
  });

  it('request by a non-maker', async () => {
    expect(await serving(request({}, ben))).toBe('role-missing');
  });

  it('request served twice in one transaction', async () => {
    expect(await serving(request(), request())).toBe('request-duplicate');
  });

  it('request served twice in two transactions', async () => {
    const { vault } = await sealedVault();
    const first = proposal();
    const second = proposal({ coins: [coin(2)] });
    expect(codeOf(await vault.sign(toSign(first, approval(first))))).toBe('accepted');
    expect(codeOf(await vault.sign(toSign(second, approval(second))))).toBe('request-duplicate');
  });

  it('same input signed twice (it would lock the coin for an epoch)', async () => {
    const { vault } = await sealedVault();
    const first = proposal({ coins: [coin(1), coin(2)] });
    const second = proposal({ requests: [request({ id: uuid(0x4e1) })], coins: [coin(2), coin(3)] });
    expect(codeOf(await vault.sign(toSign(first, approval(first))))).toBe('accepted');
    expect(codeOf(await vault.sign(toSign(second, approval(second))))).toBe('input-already-signed');
  });

  it('request that names another payer', async () => {
    expect(await serving(request({ source: cold.address }))).toBe('sender-foreign');
    expect(await serving(request({ source: hot.address }))).toBe('accepted');
  });

  it('request with a memo that the bytes do not carry', async () => {
    expect(await serving(request({ memo: 'customer 7' }))).toBe('memo-changed');
  });

  it('request for an amount of another asset', async () => {
    const amount = { ...iota(100), asset: 'TOY' };
    expect(await serving(request({ amount }))).toBe('asset-wrong');
  });

  it('request made under another policy is served: requests outlive a change of policy', async () => {
    expect(await serving(request(under(policy({ feeCap: iota(1) }))))).toBe('accepted');
  });

  it('request that asks no more, in time approved or not', async () => {
    expect(await serving(request({ expiresAt: NOW }))).toBe('request-expired');
    expect(await serving(request({ expiresAt: NOW + 1 }))).toBe('accepted');
  });

  it('request that would ask for ever', async () => {
    const createdAt = NOW - 60_000;
    expect(await serving(request({ createdAt, expiresAt: createdAt + 7 * DAY + 1 }))).toBe('request-expired');
    expect(await serving(request({ createdAt, expiresAt: createdAt + 7 * DAY }))).toBe('accepted');
  });

  it('request whose end was moved after it was signed', async () => {
    const { statement, signature } = request({ expiresAt: NOW });
    const later = { statement: { ...statement, expiresAt: NOW + DAY }, signature };
    expect(await serving(later)).toBe('request-signature-bad');
  });

  it('request dated so far ahead that it would outlive the memory of its payment', async () => {
    expect(await serving(request({ createdAt: NOW + DATE_TOLERANCE_MS + 1 }))).toBe('request-ahead');
    expect(await serving(request({ createdAt: NOW + DATE_TOLERANCE_MS }))).toBe('accepted');
  });

  it('request older than what was forgotten, paid or not', async () => {
    const opened = await sealedVault();
    const { vault, clock } = opened;
    const first = proposal();
    expect(codeOf(await vault.sign(toSign(first, approval(first))))).toBe('accepted');

    clock.now = NOW + 401 * DAY;
    const later = (id: number, createdAt: number, coins: number) =>
      proposal({ requests: [request({ id: uuid(id), createdAt })], coins: [coin(coins)] });
    const signLater = async (of: Proposal) =>
      codeOf(await vault.sign(toSign(of, approval(of, ben, { expiresAt: clock.now + 1000 }))));
    expect(await signLater(later(0x4e1, clock.now, 2))).toBe('accepted'); // forgets the first
    expect(await signLater(later(0x4e0, NOW - 60_000, 3))).toBe('request-too-old'); // the first again
    expect(await signLater(later(0x4e2, NOW + DATE_TOLERANCE_MS, 4))).toBe('request-too-old');
    expect(await signLater(later(0x4e3, NOW + DATE_TOLERANCE_MS + 1, 5)), 'younger, and over').toBe(
      'request-expired',
    );
  });
});
