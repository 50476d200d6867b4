import { describe, expect, it } from 'vitest';
import { type Candidate, chooseInputs } from '../../../../electron/core/proposal/choose-inputs.ts';
import type { InputEvidence } from '../../../../electron/core/proposal/evidence.ts';
import { address, amountIn, asset, codeOf, input } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';

const [a, b] = [address(0xa), address(0xb)];
const MOST = 255;

/** An owner by the units of its inputs. */
function owner(name: string, ...units: number[]): Candidate {
  const inputs = units.map((each, i) =>
    input(i, { key: `${name}:${i}`, owner: name, amount: amountIn(each) }),
  );
  const sum = units.reduce((total, each) => total + each, 0);
  const largest = inputs.toSorted((x, y) => Number(y.amount.units) - Number(x.amount.units)).slice(0, MOST);
  return { owner: name, units: BigInt(sum), inputs: units.length, largest };
}

const flat = (units: number) => () => BigInt(units);
const freeOf = (owners: readonly Candidate[]) => owners.reduce((sum, { units }) => sum + units, 0n);

const choose = (
  owners: readonly Candidate[],
  cost: (inputs: number) => bigint,
  { reserved = 0n, most = MOST, ...held }: { reserved?: bigint; richest?: bigint; most?: number } = {},
) =>
  chooseInputs(owners, cost, {
    sums: { free: freeOf(owners), reserved, richest: held.richest ?? freeOf(owners) + reserved },
    asset,
    most,
  });
const unitsOf = (inputs: readonly Pick<InputEvidence, 'amount'>[]) =>
  inputs.map(({ amount }) => Number(amount.units));

describe('the inputs that pay', () => {
  it('are the largest first, as few as do', () => {
    expect(unitsOf(must(choose([owner(a, 5, 50, 20, 1)], flat(60))).inputs)).toEqual([50, 20]);
  });

  it('are all of one address: that with the least left over', () => {
    const owners = [owner(a, 100, 100), owner(b, 40, 30)];
    expect(must(choose(owners, flat(60))).owner).toBe(b);
    expect(must(choose(owners, flat(80))).owner).toBe(a);
  });

  it('do not depend on the order in which they are known', () => {
    const owners = [owner(a, 7, 7, 7), owner(b, 7, 7, 7)];
    expect(choose(owners.toReversed(), flat(14))).toEqual(choose(owners, flat(14)));
    expect(must(choose(owners, flat(14))).owner).toBe(a);
  });

  it('cost a higher fee the more they are', () => {
    const cost = (inputs: number) => BigInt(10 + inputs * 5);
    expect(unitsOf(must(choose([owner(a, 12, 12, 12)], cost)).inputs)).toEqual([12, 12]);
    expect(codeOf(choose([owner(a, 4, 4, 4, 4)], cost))).toBe('funds-spread');
  });

  it('are no more than one transaction takes', () => {
    const dust = [owner(a, ...Array.from({ length: MOST + 1 }, () => 1))];
    expect(must(choose(dust, flat(MOST))).inputs).toHaveLength(MOST);
    expect(choose(dust, flat(MOST + 1)).ok).toBe(false);
  });

  it('are no more than one transaction takes, though more are offered', () => {
    expect(unitsOf(must(choose([owner(a, 5, 5, 5)], flat(10), { most: 2 })).inputs)).toEqual([5, 5]);
    expect(codeOf(choose([owner(a, 5, 5, 5)], flat(15), { most: 2 }))).toBe('funds-spread');
  });

  it('leave the least by all that is free at an address, whatever of it was offered', () => {
    const rich: Candidate = { ...owner(a, 70), units: 1000n, inputs: 5 };
    expect(must(choose([rich, owner(b, 80)], flat(60))).owner).toBe(b);
  });
});

describe('where none can pay, the reason is named', () => {
  it.each([
    ['nothing there', [], 0n, 'funds-insufficient'],
    ['too little', [owner(a, 59)], 0n, 'funds-insufficient'],
    ['enough, but at several addresses', [owner(a, 30), owner(b, 30)], 0n, 'funds-spread'],
    ['enough, but reserved by payments on their way', [owner(a, 30)], 30n, 'input-reserved'],
    ['not enough even with those', [owner(a, 30)], 29n, 'funds-insufficient'],
  ] as const)('%s', (_, owners, reserved, code) => {
    expect(codeOf(choose(owners, flat(60), { reserved }))).toBe(code);
  });

  it('held at several addresses, it is not waited for: nobody gives one address enough', () => {
    const held = { reserved: 30n, richest: 59n };
    expect(codeOf(choose([owner(a, 30)], flat(60), held))).toBe('funds-spread');
    expect(codeOf(choose([owner(a, 30)], flat(60), { ...held, richest: 60n }))).toBe('input-reserved');
  });

  it('with how much is missing', () => {
    const choice = choose([owner(a, 30)], flat(60), { reserved: 10n });
    expect(choice.ok ? null : choice.message).toMatch(/^0\.00000002 Toy short: /);
  });

  it('by what the whole vault has, though only the richest addresses were looked at', () => {
    const sums = { free: 70n, reserved: 0n, richest: 0n };
    expect(codeOf(chooseInputs([owner(a, 30)], flat(60), { sums, asset, most: MOST }))).toBe('funds-spread');
  });

  it('too many inputs of one address are not called several addresses, nor the other way round', () => {
    const messageOf = (...owners: Candidate[]) => {
      const choice = choose(owners, (inputs) => BigInt(500 + inputs));
      return choice.ok ? null : choice.message;
    };
    const dust = owner(a, ...Array.from({ length: 600 }, () => 2));
    expect(messageOf(dust)).toBe(
      'one transaction takes 255 inputs of one address at most; the largest 255 of 600 have 0.00000051 Toy, 0.000000755 Toy are needed with their fee',
    );
    expect(messageOf(dust, owner(b, 3))).toContain('the largest 255 of 600');
    expect(messageOf(owner(a, 300), owner(b, 300))).toBe(
      "0.000000501 Toy with the fee must come from one address; the vault's 0.0000006 Toy are at several",
    );
  });
});
