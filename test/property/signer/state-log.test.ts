import { describe, expect, it } from 'vitest';
import { sealFrame, stateKey } from '../../../electron/signer/sealed-state.ts';
import { openState, sealBase } from '../../../electron/signer/state-log.ts';
import type { StateChange } from '../../../electron/signer/state-record.ts';
import { VaultMemory } from '../../../electron/signer/vault-memory.ts';
import { MEMORY_MS } from '../../../electron/signer/vault-state.ts';
import { DyingStateFile } from '../../support/dying-state-file.ts';
import { fc } from '../../support/fast-check.ts';
import {
  approval,
  codeOf,
  coin,
  ERA,
  governedBy,
  hot,
  iota,
  MemoryStateFile,
  NOW,
  noes,
  openVault,
  policy,
  proposal,
  rejection,
  request,
  rule,
  signPolicy,
  toSign,
  under,
  unwrap,
  uuid,
  vaultSeed,
} from '../../support/signer-fixture.ts';
import { contentsOf, signedRecord } from '../../support/state-samples.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const key = stateKey(vaultSeed('hot'));
const random = countingRandom('histories');
const governed: StateChange = { kind: 'governed', at: NOW, ...governedBy() };

const at = fc.oneof(
  fc.nat(1000).map((seconds) => NOW + seconds * 1000),
  fc.nat(3).map((times) => NOW + times * MEMORY_MS),
);
const someChange: fc.Arbitrary<StateChange> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.nat(30), at)
      .map(([n, time]) => ({ kind: 'signed', ...signedRecord(n, { at: time }) }) as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(30), at)
      .map(([n, time]) => ({ kind: 'voided', digest: signedRecord(n).digest, at: time }) as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(30), at)
      .map(([n, time]) => ({ kind: 'ended', requestId: uuid(n), at: time }) as const),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 1e6 }), at)
      .map(
        ([seq, time]) =>
          ({ kind: 'journal', at: time, seq, hash: seq.toString(16).padStart(64, '0') }) as const,
      ),
  },
  { weight: 2, arbitrary: at.map((time) => ({ kind: 'clock', at: time }) as const) },
  { weight: 1, arbitrary: fc.constant(governed) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(3), at)
      .map(([gone, time]) => ({ kind: 'epoch', epoch: BigInt(gone), at: time, kept: `${gone}` }) as const),
  },
);

/** An end of an epoch comes behind those before it: its number is how many are between. */
function inOrder(batch: readonly StateChange[], { proven }: VaultMemory): readonly StateChange[] {
  let last = proven;
  return batch.map((change) => {
    if (change.kind !== 'epoch') return change;
    const { epoch, at: time, kept } = change;
    last = { epoch: epoch + (last ? last.epoch + 1n : 0n), at: Math.max(time, last?.at ?? 0), kept };
    return { kind: 'epoch', ...last };
  });
}
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(someChange, { minLength: 1, maxLength: 4 })
      .map((batch) => ({ do: 'append', batch }) as const),
  },
  /** The process dies in the middle of writing; `part` of the frame is on the disk. */
  {
    weight: 2,
    arbitrary: fc
      .tuple(someChange, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }))
      .map(([change, part]) => ({ do: 'die', batch: [change], part }) as const),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'compact' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'reopen' } as const) },
);

/** Everything that is told of a memory, beside its records: whatever it decides by. */
const everything = (memory: VaultMemory) => {
  return {
    ...contentsOf(memory),
    size: memory.size,
    spent: [0, 500_000, 90_000_000, MEMORY_MS].map((after) =>
      memory.spends.after('everyday', NOW + after - 86_400_000),
    ),
    found: Array.from({ length: 31 }, (_, n) => [
      memory.signed(signedRecord(n).digest)?.counter,
      memory.isVoided(signedRecord(n).digest),
      memory.isEnded(uuid(n)),
      [...memory.signedForRequest(uuid(n))].map(({ counter }) => counter).toSorted((a, b) => a - b),
      [...memory.signedForInput(signedRecord(n).inputs[0] ?? '')].length,
    ]),
  };
};

describe('any history of appends, kills in the middle of one, compactions and reopenings', () => {
  it('leaves a state that opens to what its twin, which was never on a disk, remembers', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const head = {
          era: ERA,
          counter: 0,
          horizon: 0,
          sealedAt: 0,
          forgottenAt: 0,
          governed: null,
          epoch: null,
          proven: null,
          journal: null,
        };
        const twin = new VaultMemory(head);
        const born = unwrap(sealBase(twin, { key, random }));
        let file = Buffer.from(born.bytes);
        let state = unwrap(openState(file, key));
        const append = (batch: readonly StateChange[], part = 1) => {
          const content = twin.encode(inOrder(batch, twin));
          const { frame } = sealFrame(content, state.end.link, { key, random });
          const kept = Math.floor(frame.length * part);
          file = Buffer.concat([file.subarray(0, state.end.length), frame.subarray(0, kept)]);
          if (part === 1) twin.follow(content);
          state = unwrap(openState(file, key));
        };
        append([governed]);
        for (const each of steps) {
          if (each.do === 'append') append(each.batch);
          else if (each.do === 'die') append(each.batch, each.part);
          else if (each.do === 'compact')
            file = Buffer.from(unwrap(sealBase(state.memory, { key, random })).bytes);
          state = unwrap(openState(file, key));
          expect(state.memory.mark).toEqual(twin.mark);
        }
        expect(everything(state.memory)).toEqual(everything(twin));
      }),
      { numRuns: 150 },
    );
  });
});

describe('a vault that is killed at any of its writings', () => {
  const act = fc.record({
    what: fc.constantFrom('sign', 'sign', 'sign', 'reject', 'reopen'),
    number: fc.nat(12),
    dies: fc.boolean(),
    part: fc.constantFrom(0, 0.1, 0.5, 0.9, 0.999),
  });

  it('signs, refuses and counts as its twin that was never killed', async () => {
    const payment = (number: number) =>
      proposal({
        requests: [request({ id: uuid(0x500 + number), amount: iota(10) })],
        coins: [coin(100 + number)],
      });
    const small = policy({ rules: [rule({ window: { seconds: 86_400, max: iota(50) } })] });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
        const stateFile = Object.assign(new DyingStateFile(), { content: (await openVaultFile()).content });
        let { vault } = unwrap(await openVault({ stateFile }));
        const twin = unwrap(await openVault()).vault;
        for (const each of [vault, twin]) unwrap(await each.sealPolicies(hot.id, [signPolicy(small)]));
        const reopen = async () => {
          const { counter } = twin.mark;
          // Compacted at every opening: each of them writes.
          ({ vault } = unwrap(await openVault({ stateFile, journalCounter: counter, compactFrom: 1 })));
        };
        for (const { what, number, dies, part } of acts) {
          const of = payment(number);
          const run = async (on: typeof vault) => {
            if (what === 'reject')
              return codeOf(await on.sealEnds(noes(rejection(of, undefined, under(small)))));
            const signed = await on.sign(toSign(of, approval(of, undefined, under(small))));
            return signed.ok ? { ...signed.value, signature: signed.value.signature.length } : codeOf(signed);
          };
          if (what === 'reopen') await reopen();
          else {
            if (dies) {
              Object.assign(stateFile, { dieAfter: 0, part });
              await run(vault).catch(() => null);
              stateFile.dieAfter = Number.POSITIVE_INFINITY;
              await reopen();
            }
            expect(await run(vault)).toEqual(await run(twin));
          }
          expect(vault.mark).toEqual(twin.mark);
        }
      }),
      { numRuns: 40 },
    );
  });

  const openVaultFile = async () => unwrap(await openVault()).stateFile;
});

describe('a state put back to any earlier length', () => {
  it('is found by the mark in the journal, and is never damaged where a frame ended there', async () => {
    const opened = unwrap(await openVault());
    const { vault, stateFile } = opened;
    unwrap(await vault.sealPolicies(hot.id, [signPolicy(policy())]));
    for (let i = 0; i < 4; i++) {
      const of = proposal({ requests: [request({ id: uuid(0x500 + i) })], coins: [coin(100 + i)] });
      unwrap(await vault.sign(toSign(of, approval(of))));
    }
    const { content } = stateFile;
    if (!content) throw new Error('expected a state');
    const journalCounter = vault.mark.counter;
    for (let length = 0; length < content.length; length++) {
      const cut = Object.assign(new MemoryStateFile(), { content: content.subarray(0, length) });
      const code = codeOf(await openVault({ stateFile: cut, journalCounter }));
      if (!['state-damaged', 'state-rolled-back'].includes(code)) expect.fail(`${length}: ${code}`);
      expect(cut.writes, 'and is left as it is').toBe(0);
    }
  });
});
