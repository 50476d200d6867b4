import { describe, expect, it } from 'vitest';
import { newRequestsFrom } from '../../../electron/core/proposal/request.ts';
import { MEMORY_MS } from '../../../electron/signer/vault-state.ts';
import { closing, mainnet, provenPolicy, ROOT_AT, trustRootOf } from '../../support/epoch-ends.ts';
import { endUpTo, pay, paying, proven } from '../../support/epoch-payments.ts';
import {
  approval,
  codeOf,
  EPOCH,
  NOW,
  openVault,
  policy,
  proposal,
  request,
  sealedVault,
  toSign,
  under,
  unwrap,
} from '../../support/signer-fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('coins of dead signatures', () => {
  const first = { request: 1, coins: [1], lastEpoch: 1 };
  const other = { request: 2, coins: [1, 2] };

  it('come free for any request with the verified end of their last epoch, and not before', async () => {
    const opened = await proven();
    expect(await pay(opened, first)).toBe('accepted');
    opened.clock.now += 1000;
    expect(await pay(opened, { ...other, lastEpoch: 1 })).toBe('input-already-signed');
    await endUpTo(opened, EPOCH + 1n);
    opened.clock.now += 2 * HOUR;
    expect(await pay(opened, { ...other, lastEpoch: 2 }), 'in its last epoch').toBe('input-already-signed');
    await endUpTo(opened, EPOCH + 2n);
    opened.clock.now += HOUR;
    expect(await pay(opened, { ...other, lastEpoch: 3 })).toBe('accepted');
  });

  it('stay bound whatever epoch the console names: nobody but validators says that one is over', async () => {
    const opened = await proven();
    expect(await pay(opened, first)).toBe('accepted');
    opened.clock.now += 40 * HOUR;
    expect(await pay(opened, { ...other, lastEpoch: 1, named: 9 })).toBe('input-already-signed');
    const believing = await sealedVault();
    expect(await pay(believing, first, policy())).toBe('accepted');
    believing.clock.now += 40 * HOUR;
    expect(await pay(believing, { ...other, lastEpoch: 10, named: 9 }, policy())).toBe(
      'input-already-signed',
    );
  });

  it('the request itself is signed again only with a coin of the earlier bytes: they may have happened in time', async () => {
    const opened = await proven();
    expect(await pay(opened, first)).toBe('accepted');
    await endUpTo(opened, EPOCH + 2n);
    opened.clock.now += 3 * HOUR;
    expect(await pay(opened, { request: 1, coins: [2], lastEpoch: 3 })).toBe('request-duplicate');
    expect(await pay(opened, { request: 1, coins: [1, 2], lastEpoch: 3 })).toBe('accepted');
  });

  it('are free for whoever looks at a proposal before it is approved, too', async () => {
    const opened = await proven();
    expect(await pay(opened, first)).toBe('accepted');
    const looked = () =>
      codeOf(
        opened.vault.inspect({ proposal: proposal(paying({ ...other, lastEpoch: 2 }, opened.clock.now)) }),
      );
    expect(looked()).toBe('input-already-signed');
    await endUpTo(opened, EPOCH + 2n);
    expect(looked()).toBe('accepted');
  });

  it('are free after the vault was closed and its log written anew', async () => {
    const opened = await proven();
    expect(await pay(opened, first)).toBe('accepted');
    await endUpTo(opened, EPOCH + 2n);
    opened.clock.now += 3 * HOUR;
    const journalCounter = opened.vault.mark.counter;
    const again = unwrap(await openVault({ ...opened, journalCounter, compactFrom: 1 }));
    expect(await pay(again, { ...other, lastEpoch: 3 })).toBe('accepted');
  });
});

describe('the epoch that a vault has verified is its own clock', () => {
  it.each([
    ['are over', 'bytes-expired', -1],
    ['end in the present epoch', 'accepted', 0],
    ['live as long as the rule allows', 'accepted', 1],
    ['live longer, by an epoch that the console names', 'expiration-too-far', 2],
  ])('bytes that %s: %s', async (_, code, last) => {
    const opened = await proven();
    await endUpTo(opened, EPOCH + 1n);
    opened.clock.now += 2 * HOUR;
    expect(await pay(opened, { request: 1, coins: [1], lastEpoch: 1 + last, named: last })).toBe(code);
  });

  it('a console that names none is not needed', async () => {
    const opened = await proven();
    const asked = proposal(paying({ request: 1, coins: [1], lastEpoch: 1 }, NOW));
    const approved = approval(asked, undefined, under(provenPolicy()));
    expect(codeOf(await opened.vault.sign({ ...toSign(asked, approved), epoch: null }))).toBe('accepted');
  });
});

describe('the time of the newest certificate', () => {
  it('a clock that was put back behind it signs nothing', async () => {
    const opened = await proven();
    unwrap(
      await opened.vault.takeClosings({ root: null, closings: [closing(EPOCH, { at: NOW + 3 * DAY })] }),
    );
    const code = await pay(opened, { request: 1, coins: [1], lastEpoch: 2 });
    expect(code).toBe('clock-behind-seal');
    opened.clock.now = NOW + 3 * DAY;
    expect(await pay(opened, { request: 1, coins: [1], lastEpoch: 2 })).toBe('accepted');
  });

  it('what had expired by it is not revived', async () => {
    const opened = await proven();
    const asked = request({ createdAt: NOW, expiresAt: NOW + 30_000, ...under(provenPolicy()) });
    const of = proposal({ requests: [asked], transfer: { expirationEpoch: EPOCH + 1n } });
    unwrap(await opened.vault.takeClosings({ root: null, closings: [closing(EPOCH, { at: NOW + 30_000 })] }));
    expect(codeOf(await opened.vault.sign(toSign(of, approval(of, undefined, under(provenPolicy())))))).toBe(
      'request-expired',
    );
  });

  it('a clock a month ahead for one signature signs nothing on a real network, and blocks nothing afterwards', async () => {
    const real = provenPolicy({
      network: mainnet,
      trustRoot: trustRootOf(mainnet.genesis),
      unproven: 'shows',
    });
    const opened = await proven(real);
    opened.clock.now = NOW + 30 * DAY;
    expect(await pay(opened, { request: 1, coins: [1], lastEpoch: 1 }, real)).toBe('clock-ahead-of-ledger');
    expect(opened.vault.times.sealedAt).toBe(NOW);
    opened.clock.now = NOW;
    expect(await pay(opened, { request: 1, coins: [1], lastEpoch: 1 }, real)).toBe('accepted');
  });

  it('a clock that a network which stood still explains is not refused: its last epoch may be two days old', async () => {
    const real = provenPolicy({
      network: mainnet,
      trustRoot: trustRootOf(mainnet.genesis),
      unproven: 'shows',
    });
    for (const [late, code] of [
      [0, 'accepted'],
      [1, 'clock-ahead-of-ledger'],
    ] as const) {
      const opened = await proven(real);
      opened.clock.now = ROOT_AT + 2 * DAY + late;
      expect(await pay(opened, { request: 1, coins: [1], lastEpoch: 1 }, real)).toBe(code);
    }
  });

  it('nothing else moves the horizon: a clock years ahead makes the vault forget nothing', async () => {
    const opened = await proven();
    expect(await pay(opened, { request: 1, coins: [1], lastEpoch: 1 })).toBe('accepted');
    opened.clock.now = NOW + 3 * MEMORY_MS;
    expect(await pay(opened, { request: 2, coins: [2], lastEpoch: 1 })).toBe('accepted');
    expect(opened.vault.times.requestsFrom).toBe(0);
    expect(await pay(opened, { request: 3, coins: [1], lastEpoch: 1 })).toBe('input-already-signed');
  });

  it('the horizon moves with it', async () => {
    const opened = await proven();
    expect(await pay(opened, { request: 1, coins: [1], lastEpoch: 1 })).toBe('accepted');
    const at = NOW + MEMORY_MS;
    unwrap(await opened.vault.takeClosings({ root: null, closings: [closing(EPOCH, { at })] }));
    expect(opened.vault.times.requestsFrom, 'as old as what is remembered').toBe(0);
    unwrap(await opened.vault.takeClosings({ root: null, closings: [closing(EPOCH + 1n, { at: at + 1 })] }));
    expect(opened.vault.times.requestsFrom).toBe(newRequestsFrom(NOW));
  });
});
