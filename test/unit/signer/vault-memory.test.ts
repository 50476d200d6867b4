import { describe, expect, it } from 'vitest';
import { MAX_POLICY_SECONDS } from '../../../electron/core/policy/policy.ts';
import { spendsWithout } from '../../../electron/core/policy/spend-history.ts';
import { newRequestsFrom } from '../../../electron/core/proposal/request.ts';
import { VaultMemory } from '../../../electron/signer/vault-memory.ts';
import { MEMORY_MS } from '../../../electron/signer/vault-state.ts';
import { NOW, noes, proposal, rejection, sealedVault, uuid } from '../../support/signer-fixture.ts';
import { change, contentsOf, governedHead, signedRecord } from '../../support/state-samples.ts';

const empty = () => new VaultMemory(governedHead());
const digest = (digit: string) => digit.repeat(64);
const sign = (memory: VaultMemory, digit: string, at: number) =>
  change(memory, { kind: 'signed', ...signedRecord(1, { digest: digest(digit), at }) });
const voids = (memory: VaultMemory, digit: string, at: number) =>
  change(memory, { kind: 'voided', digest: digest(digit), at });

describe('the memory of a vault', () => {
  it('counts every change once', () => {
    const memory = empty();
    sign(memory, 'a', NOW);
    expect(memory.mark.counter).toBe(2);
    expect(memory.signed(digest('a'))?.counter).toBe(2);
    voids(memory, 'b', NOW);
    expect(memory.mark.counter).toBe(3);
    expect(memory.size).toBe(2);
  });

  it.each([
    ['between two milliseconds', NOW + 0.5],
    ['that is none', Number.NaN],
  ])('writes nothing by a clock %s: on the disk it would lock the vault for good', async (_, at) => {
    const opened = await sealedVault();
    const before = opened.stateFile.content;
    opened.clock.now = at;
    await expect(opened.vault.sealEnds(noes(rejection(proposal())))).rejects.toThrow(RangeError);
    expect(opened.stateFile.content).toBe(before);
    expect(() => sign(empty(), 'a', at)).toThrow(RangeError);
  });

  it('dates nothing by a clock before 1970, nor before what was sealed', async () => {
    const opened = await sealedVault();
    opened.clock.now = -1;
    expect((await opened.vault.sealEnds(noes(rejection(proposal())))).ok).toBe(true);
    expect(opened.vault.times.sealedAt).toBe(NOW);
    expect(() => sign(empty(), 'a', -1)).toThrow(RangeError);
  });

  it('takes in nothing that does not follow', () => {
    const memory = empty();
    const next = memory.encode([{ kind: 'voided', digest: digest('a'), at: NOW }]);
    memory.follow(next);
    expect(() => memory.follow(next)).toThrow('follow');
    expect(memory.mark.counter).toBe(2);
  });

  it('gives a signature back as it was decided, texts of any kind included', () => {
    const memory = empty();
    const record = signedRecord(5, {
      ruleId: 'Auszahlung groß 馬',
      total: (2n ** 63n - 1n).toString(),
      requestIds: [uuid(1), uuid(2)],
      approvers: [],
      inputs: ['ü@1', 'x'.repeat(200)],
      fields: { b: [1, null, 'ß'], a: {} },
      epoch: '0',
      lastEpoch: (2n ** 63n - 1n).toString(),
      cancels: 'cd'.repeat(32),
    });
    change(memory, { kind: 'signed', ...record });
    expect(memory.signed(record.digest)).toEqual({ ...record, counter: 2 });
  });

  it('finds a signature by its digest, each of its requests and each of its inputs, and by nothing else', () => {
    const memory = empty();
    for (let i = 0; i < 3000; i++) change(memory, { kind: 'signed', ...signedRecord(i) });
    for (const i of [0, 1, 1023, 1024, 2999]) {
      const record = signedRecord(i);
      const counted = { ...record, counter: i + 2 };
      expect(memory.signed(record.digest)).toEqual(counted);
      expect([...memory.signedForRequest(uuid(i))]).toEqual([counted]);
      expect([...memory.signedForInput(record.inputs[0] ?? '')]).toEqual([counted]);
    }
    const absent = signedRecord(3000);
    expect(memory.signed(absent.digest)).toBeNull();
    expect([...memory.signedForRequest(uuid(3000))]).toEqual([]);
    expect([...memory.signedForInput(absent.inputs[0] ?? '')]).toEqual([]);
    expect(memory.isVoided(signedRecord(1).digest), 'signed is not voided').toBe(false);
  });

  it('finds every signature of an input that was signed for more than once', () => {
    const memory = empty();
    for (const i of [1, 2, 3]) change(memory, { kind: 'signed', ...signedRecord(i, { inputs: ['coin'] }) });
    expect([...memory.signedForInput('coin')].map(({ counter }) => counter).toSorted()).toEqual([2, 3, 4]);
  });

  it('tells of each spend, without the payment that is asked for again', () => {
    const memory = empty();
    for (const i of [1, 2, 3]) change(memory, { kind: 'signed', ...signedRecord(i, { total: `${i}` }) });
    const spent = (now: number, except = 0) => {
      const again = memory.signed(signedRecord(except).digest);
      const without = again === null ? [] : [{ ...again, units: BigInt(again.total) }];
      return spendsWithout(memory.spends, without).after('everyday', now - 1000).units;
    };
    expect(spent(NOW + 5)).toBe(6n);
    expect(spent(NOW + 1001), 'the first lies on the edge').toBe(5n);
    expect(spent(NOW + 1001, 1), 'and takes nothing away').toBe(5n);
    expect(spent(NOW + 1001, 3)).toBe(2n);
    expect(spent(NOW + 1003)).toBe(0n);
    expect(spent(NOW), 'a clock that was put back').toBe(6n);
  });

  it('remembers a signature for longer than any window of a policy looks back', () => {
    expect(MEMORY_MS).toBeGreaterThan(MAX_POLICY_SECONDS * 1000);
    const memory = empty();
    sign(memory, 'a', NOW);
    sign(memory, 'b', NOW + MEMORY_MS);
    expect(memory.size).toBe(2);
    expect(memory.horizon).toBe(0);
  });

  it('forgets what is older, and draws the horizon behind every request that it may have served', () => {
    const memory = empty();
    sign(memory, 'a', NOW);
    voids(memory, 'c', NOW - 5);
    sign(memory, 'b', NOW + MEMORY_MS + 1);
    const { signed, voided } = contentsOf(memory);
    expect(signed.map((record) => record.digest[0])).toEqual(['b']);
    expect(voided).toEqual([]);
    expect(memory.horizon).toBe(newRequestsFrom(NOW));
    expect(memory.signed(digest('a'))).toBeNull();
    expect(memory.isVoided(digest('c'))).toBe(false);
    expect([...memory.signedForRequest(uuid(1))].map((record) => record.digest[0])).toEqual(['b']);
    expect(memory.forgotten).toBe(2);
  });

  it('is not carried into the future by a clock that ran ahead for once', () => {
    const year2099 = Date.UTC(2099, 0, 1);
    const memory = empty();
    sign(memory, 'a', NOW);
    voids(memory, 'c', year2099);
    expect(memory.horizon).toBe(newRequestsFrom(NOW));
    sign(memory, 'b', NOW + 1);
    expect(memory.horizon).toBe(newRequestsFrom(NOW));
    expect(contentsOf(memory).signed).toHaveLength(1);
  });

  it('never draws the horizon back', () => {
    const memory = new VaultMemory({ ...governedHead(), horizon: NOW + 5 });
    sign(memory, 'a', NOW);
    expect(memory.horizon).toBe(NOW + 5);
  });
});
