import { expect, it } from 'vitest';
import { DyingStateFile } from '../../support/dying-state-file.ts';
import { closing, committeeOf, ROOT_AT } from '../../support/epoch-ends.ts';
import { proven, toPay } from '../../support/epoch-payments.ts';
import { fc } from '../../support/fast-check.ts';
import { codeOf, EPOCH, type OpenFixture, openVault, unwrap } from '../../support/signer-fixture.ts';

const HOUR = 3_600_000;
const COINS = 5;

/** Each closing is certified once; a lie is certified by others. */
const made = new Map<string, string>();
function endOf(number: number, isLie = false): string {
  const epoch = EPOCH + BigInt(number);
  const by = isLie ? { by: { ...committeeOf(epoch), secrets: committeeOf(7n).secrets } } : {};
  const known = made.get(`${number} ${isLie}`) ?? closing(epoch, by);
  made.set(`${number} ${isLie}`, known);
  return known;
}

const coins = fc.uniqueArray(fc.nat(COINS - 1), { minLength: 1, maxLength: 3 });
/** How much of what is written is on the disk when the process is killed; null: it lives. All of it, and nobody hears of it. */
const death = fc.constantFrom(null, null, null, 0, 0.4, 0.99, 1);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('sign' as const),
      coins,
      last: fc.integer({ min: -1, max: 2 }),
      death,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('end' as const), count: fc.integer({ min: 1, max: 2 }), death }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('lie' as const), ahead: fc.integer({ min: -1, max: 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('reopen' as const), compactFrom: fc.constantFrom(1, 4096) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What has to be true of the vault, kept beside it. Epochs are counted from {@link EPOCH}. */
class Model {
  epoch = 0;
  counter: number;
  readonly signed: {
    readonly coins: readonly number[];
    readonly last: number;
    readonly asked: ReturnType<typeof toPay>;
  }[] = [];

  constructor(counter: number) {
    this.counter = counter;
  }

  expected(wanted: readonly number[], last: number): string {
    if (last < this.epoch) return 'bytes-expired';
    const bound = this.signed.some(
      (each) => each.last >= this.epoch && each.coins.some((one) => wanted.includes(one)),
    );
    if (bound) return 'input-already-signed';
    return last > this.epoch + 1 ? 'expiration-too-far' : 'accepted';
  }
}

async function dying(): Promise<OpenFixture & { readonly stateFile: DyingStateFile }> {
  const opened = await proven();
  const stateFile = Object.assign(new DyingStateFile(), { content: opened.stateFile.content });
  return { ...unwrap(await openVault({ stateFile, journalCounter: opened.vault.mark.counter })), stateFile };
}

async function run(steps: readonly Step[]): Promise<void> {
  let at = await dying();
  const model = new Model(at.vault.mark.counter);
  let requests = 0;
  const reopen = async (compactFrom = 4096) => {
    const { stateFile, clock } = at;
    at = {
      ...unwrap(await openVault({ stateFile, clock, journalCounter: model.counter, compactFrom })),
      stateFile,
    };
    expect(at.vault.times.epoch).toBe((EPOCH + BigInt(model.epoch)).toString());
  };
  /** Whether the process died of it. */
  const dies = async (part: number | null, ask: () => Promise<unknown>) => {
    if (part === null) return false;
    Object.assign(at.stateFile, { dieAfter: 0, part });
    const died = await ask().then(
      () => false,
      () => true,
    );
    at.stateFile.dieAfter = Number.POSITIVE_INFINITY;
    return died;
  };
  const sign = async (wanted: readonly number[], last: number, part: number | null) => {
    const asked = toPay(at, { request: requests++, coins: wanted, lastEpoch: last });
    const expected = model.expected(wanted, last);
    const remember = () => {
      model.signed.push({ coins: wanted, last, asked });
      model.counter += 1;
    };
    if (await dies(part, () => at.vault.sign(asked))) {
      expect(expected, 'only what is signed is written').toBe('accepted');
      if (part === 1) remember();
      await reopen();
      expect(unwrap(at.vault.recall({ proposal: asked.proposal })).signed === null).toBe(part !== 1);
      return;
    }
    const code = codeOf(await at.vault.sign(asked));
    expect(code).toBe(expected);
    if (code === 'accepted') remember();
  };
  const end = async (count: number, part: number | null) => {
    const closings = Array.from({ length: count }, (_, each) => endOf(model.epoch + each));
    at.clock.now = Math.max(at.clock.now, ROOT_AT + HOUR * (model.epoch + count) + 1000);
    if (await dies(part, () => at.vault.takeClosings({ root: null, closings }))) {
      if (part === 1) model.epoch += count;
      await reopen();
      return;
    }
    unwrap(await at.vault.takeClosings({ root: null, closings }));
    model.epoch += count;
  };
  for (const each of steps) {
    if (each.do === 'sign') await sign(each.coins, model.epoch + each.last, each.death);
    else if (each.do === 'end') await end(each.count, each.death);
    else if (each.do === 'reopen') await reopen(each.compactFrom);
    else if (each.do === 'lie') {
      const lie = endOf(model.epoch + each.ahead, true);
      expect(codeOf(await at.vault.takeClosings({ root: null, closings: [lie] }))).not.toBe('accepted');
    } else {
      const before = model.signed[each.which % Math.max(1, model.signed.length)];
      if (before)
        expect(codeOf(await at.vault.sign(before.asked)), 'what was signed is given again').toBe('accepted');
    }
  }
  await end(2, null);
  for (let coin = 0; coin < COINS; coin++) await sign([coin], model.epoch, null);
}

it('no coin of a live signature is signed for twice, and each of a dead one is free with the verified end of its epoch', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 14 }), run), { numRuns: 10 });
});
