import { describe, expect, it } from 'vitest';
import { type EpochMemory, rememberEpoch, takeEpoch } from '../../../electron/signer/epoch-memory.ts';
import { VaultMemory } from '../../../electron/signer/vault-memory.ts';
import {
  approval,
  codeOf,
  coin,
  EPOCH,
  iota,
  NOW,
  openVault,
  policy,
  proposal,
  request,
  rule,
  sealedVault,
  toSign,
  under,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';
import { change, governedHead, signedRecord } from '../../support/state-samples.ts';

const DAY = 86_400_000;
const real = (now: number) => ({ now, shortestMs: DAY });
const told = (overrides: Partial<EpochMemory> = {}): EpochMemory => ({
  first: 100n,
  firstAt: NOW,
  present: 100n,
  ...overrides,
});
const taken = (known: EpochMemory | null, named: bigint, now: number): bigint | string => {
  const epoch = takeEpoch(known, named, real(now));
  return epoch.ok ? epoch.value : epoch.code;
};

describe('the epoch that a signer takes from its console', () => {
  it('is the one that is named, and never one before what was signed in already', () => {
    expect(taken(null, 7n, NOW)).toBe(7n);
    expect(taken(told(), 100n, NOW)).toBe(100n);
    expect(taken(told({ present: 103n }), 101n, NOW + 9 * DAY)).toBe(103n);
  });

  it('goes on by one at once, and then by one a day', () => {
    expect(taken(told(), 101n, NOW)).toBe(101n);
    expect(taken(told(), 102n, NOW + DAY - 1)).toBe('epoch-implausible');
    expect(taken(told(), 102n, NOW + DAY)).toBe(102n);
    expect(taken(told(), 130n, NOW + 29 * DAY)).toBe(130n);
    expect(taken(told(), 131n, NOW + 29 * DAY)).toBe('epoch-implausible');
  });

  it.each([102n, 10_000n, 2n ** 62n])('a far epoch that a lying node names is refused: %s', (named) => {
    expect(taken(told(), named, NOW)).toBe('epoch-implausible');
  });

  it('a lying node gains no epoch by naming each a little further than the last', () => {
    let known = told();
    for (let day = 0; day < 400; day++) {
      for (const named of [known.present + 2n, known.present + 1n]) {
        const epoch = takeEpoch(known, named, real(NOW + day * DAY));
        if (epoch.ok) known = rememberEpoch(known, epoch.value, NOW + day * DAY);
      }
    }
    expect(known.present).toBe(500n);
  });

  it('a clock that was ahead when the first one was told keeps no later epoch out', () => {
    const ahead = told({ firstAt: NOW + 365 * DAY });
    expect(taken(ahead, 101n, NOW)).toBe(101n);
    const known = rememberEpoch(ahead, 101n, NOW);
    expect(known).toEqual({ first: 101n, firstAt: NOW, present: 101n });
    expect(taken(known, 103n, NOW + DAY)).toBe(103n);
  });

  it('is remembered with each signature, in any order, and through a new base', () => {
    const memory = new VaultMemory(governedHead());
    expect(memory.epoch).toBeNull();
    change(memory, { kind: 'signed', ...signedRecord(1, { epoch: null }) });
    expect(memory.epoch).toBeNull();
    change(memory, { kind: 'signed', ...signedRecord(2, { epoch: '7', at: NOW }) });
    change(memory, { kind: 'signed', ...signedRecord(3, { epoch: '9', at: NOW + 5 }) });
    change(memory, { kind: 'signed', ...signedRecord(4, { epoch: '8', at: NOW + 6 }) });
    expect(memory.epoch).toEqual({ first: 7n, firstAt: NOW, present: 9n });
    expect(new VaultMemory(memory.head).epoch).toEqual(memory.epoch);
  });
});

describe('a vault on a real network', () => {
  /** A policy of a network whose epochs take a day. */
  const mainnet = { id: 'iota:mainnet', genesis: '6364aad5' } as const;
  const daily = policy({
    network: mainnet,
    unproven: 'shows',
    rules: [rule({ id: 'everyday', lifetime: 30 })],
  });
  const paying = (number: number, epochs: bigint) =>
    proposal({
      requests: [request({ id: uuid(0x500 + number), network: mainnet, amount: iota(1), ...under(daily) })],
      coins: [coin(number)],
      transfer: { expirationEpoch: EPOCH + epochs },
      beside: { network: mainnet },
    });
  const ask = (number: number, { epochs, named }: { readonly epochs: bigint; readonly named: bigint }) => {
    const of = paying(number, epochs);
    return {
      ...toSign(of, approval(of, undefined, { ...under(daily), network: mainnet })),
      epoch: (EPOCH + named).toString(),
    };
  };

  it('signs nothing for a far epoch that a lying node names, however the bytes fit to it', async () => {
    const { vault, stateFile, clock } = await sealedVault(daily);
    expect(codeOf(await vault.sign(ask(1, { epochs: 1n, named: 0n })))).toBe('accepted');
    expect(codeOf(await vault.sign(ask(2, { epochs: 1_000n, named: 999n })))).toBe('epoch-implausible');
    expect(codeOf(await vault.sign(ask(3, { epochs: 3n, named: 2n })))).toBe('epoch-implausible');
    // Also after it was closed and opened again.
    const again = unwrap(await openVault({ stateFile, journalCounter: vault.mark.counter, clock }));
    expect(codeOf(await again.vault.sign(ask(3, { epochs: 3n, named: 2n })))).toBe('epoch-implausible');
    clock.now += DAY;
    expect(codeOf(await again.vault.sign(ask(3, { epochs: 3n, named: 2n })))).toBe('approval-expired');
  });

  it('takes an earlier epoch than it signed in for that one: what is over stays over', async () => {
    const { vault, clock } = await sealedVault(daily);
    expect(codeOf(await vault.sign(ask(1, { epochs: 1n, named: 0n })))).toBe('accepted');
    clock.now += 60_000;
    expect(codeOf(await vault.sign(ask(2, { epochs: 2n, named: 1n })))).toBe('accepted');
    expect(codeOf(await vault.sign(ask(3, { epochs: 0n, named: 0n })))).toBe('bytes-expired');
  });
});
