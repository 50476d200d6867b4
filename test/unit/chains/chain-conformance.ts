import { describe, expect, it } from 'vitest';
import type { TransferPlan } from '../../../electron/chains/chain.ts';
import { FIRST_PATH } from '../../../electron/core/derivation-path.ts';
import { MAX_UNITS } from '../../../electron/core/money.ts';
import { addressSchema, parseWith } from '../../../electron/core/schema.ts';
import { fc } from '../../support/fast-check.ts';
import { must } from '../../support/must.ts';
import { type ChainSamples, conformanceOf } from './conformance.ts';
import { describeEvidence } from './conformance-of-evidence.ts';
import { describeSigning } from './conformance-of-signing.ts';

/** The same tests for every chain: what the rest of the product relies on. */
export function describeChain(samples: ChainSamples): void {
  const { chain, terms, addressAt, own, stranger, unit, money, plan, build, codeOf, viewed } =
    conformanceOf(samples);

  describe('names', () => {
    it('its kind as networks begin, and an asset', () => {
      expect(chain.kind).toMatch(/^[a-z]{1,20}$/);
      expect(chain.asset.id).toMatch(/^[A-Za-z0-9.:-]{1,40}$/);
      expect(chain.asset.decimals).toBeGreaterThanOrEqual(0);
      expect(chain.asset.decimals).toBeLessThanOrEqual(18);
    });
  });

  describe('addresses', () => {
    it('are read back as they are written, with white space around them', () => {
      expect(chain.address.parse(own)).toEqual({ ok: true, value: own });
      expect(chain.address.parse(`\t${own}\n`)).toEqual({ ok: true, value: own });
      expect(parseWith(addressSchema, own).ok).toBe(true);
    });

    it("lie below the chain's coin type and another purpose than 13, which has the keys of identities", () => {
      for (const path of [FIRST_PATH, { account: 3, change: 1, index: 7 }]) {
        const { account, change, index } = path;
        const [purpose, ...below] = chain.derivation.levels(path);
        expect(purpose).not.toBe(13);
        expect(below).toEqual([chain.derivation.coinType, account, change, index]);
      }
    });

    it('are one for each key', () => {
      const many = Array.from({ length: 50 }, (_, index) => addressAt(index));
      expect(new Set(many).size).toBe(50);
      expect(() => chain.address.ofPublicKey(new Uint8Array(31))).toThrow(RangeError);
    });

    it.each(samples.badAddresses)('are refused: %j', (text, code) => {
      expect(codeOf(chain.address.parse(text))).toBe(code);
    });

    it('are refused with a character more, less or in between', () => {
      for (const text of [`${own}0`, own.slice(0, -1), `${own.slice(0, 9)} ${own.slice(9)}`, `${own}\0`]) {
        expect(codeOf(chain.address.parse(text))).toMatch(/^address-/);
      }
    });

    it('are one form for one address: what is accepted is given back as it is', () => {
      fc.assert(
        fc.property(
          fc.nat(),
          fc.constantFrom(...'0123456789abcdefqpzry9x8gf2tvdw0s3jn54khce6mua7lXYZ '),
          (at, character) => {
            const place = at % own.length;
            const text = own.slice(0, place) + character + own.slice(place + 1);
            const parsed = chain.address.parse(text);
            if (text.trim() === own || !parsed.ok) return;
            expect(parsed.value).toBe(text);
            expect(samples.hasChecksum).toBe(false);
          },
        ),
        { numRuns: 500 },
      );
    });

    it('of keys have nothing strange about them', () => {
      expect([own, stranger].map((address) => chain.address.strange(address))).toEqual([null, null]);
    });

    it('have other forms that differ for each address', () => {
      for (const [i, { name, text }] of chain.address.otherForms(own).entries()) {
        expect(name).toMatch(/^[a-z-]+$/);
        expect(chain.address.otherForms(stranger)[i]?.text).not.toBe(text);
      }
    });
  });

  describe('derivation', () => {
    const paths = [0, 1, 2 ** 31 - 1].flatMap((account) =>
      [0, 1].flatMap((change) => [0, 2 ** 31 - 1].map((index) => ({ account, change, index }))),
    );

    it('gives every path levels of its own, each in the range of a hardened one', () => {
      const levels = paths.map((path) => chain.derivation.levels(path));
      for (const level of levels.flat()) {
        expect(Number.isInteger(level) && level >= 0 && level < 2 ** 31).toBe(true);
      }
      expect(new Set(levels.map((each) => each.join('/'))).size).toBe(paths.length);
      expect(new Set(paths.map((path) => chain.derivation.format(path))).size).toBe(paths.length);
    });

    it("stays apart from officers' keys, and names its coin type", () => {
      for (const path of paths) {
        const levels = chain.derivation.levels(path);
        expect(levels[0]).not.toBe(13);
        expect(levels[1]).toBe(chain.derivation.coinType);
        expect(chain.derivation.format(path)).toBe(`m/${levels.map((level) => `${level}'`).join('/')}`);
      }
    });
  });

  describe('fee terms', () => {
    it('are taken as a line gives them', () => {
      expect(chain.checkTerms(terms)).toEqual({ ok: true, value: terms });
    });

    it.each([
      ...samples.badTerms,
      { chain: 'another', terms: terms.terms },
      { chain: chain.kind, terms: null },
    ])('are refused: %j', (bad) => {
      expect(codeOf(chain.checkTerms(bad))).toBe('node-answer-malformed');
      expect(codeOf(chain.build(plan({ terms: bad })))).toBe('node-answer-malformed');
    });

    it('give a fee that grows with the transaction, or stays', () => {
      const fee = (inputs: number, payments: number) => chain.feeFor({ inputs, payments }, terms);
      expect(fee(1, 1)).toBeGreaterThan(0n);
      expect(fee(2, 1)).toBeGreaterThanOrEqual(fee(1, 1));
      expect(fee(1, 2)).toBeGreaterThanOrEqual(fee(1, 1));
      expect(fee(chain.limits.inputs, chain.limits.payments)).toBeGreaterThanOrEqual(fee(2, 2));
    });

    it('say when bytes are outdated, and only then', () => {
      const view = must(chain.decode(build()));
      expect(chain.whyOutdated(view, terms)).toBeNull();
      expect(chain.whyOutdated(view, samples.dearer)).toMatch(/network/);
    });
  });

  describe('an intent', () => {
    it('says what was planned', () => {
      const of = plan();
      const view = must(chain.decode(build()));
      expect(view).toMatchObject({
        chain: chain.kind,
        payers: [own],
        payments: of.payments,
        changeTo: own,
        memo: of.memo,
      });
      expect(view.inputs.map(({ key }) => key)).toEqual(of.evidence.map(({ key }) => key));
      expect(view.feeAtMost).toEqual(money(chain.feeFor({ inputs: 2, payments: 2 }, terms)));
    });

    it('is the same for the same plan', () => {
      expect(build()).toEqual(build());
    });

    it('has a view that a digest can be made of', () => {
      expect(viewed(must(chain.decode(build())))).toMatch(/^[0-9a-f]{64}$/);
    });

    it('is other bytes in each variant, of the same payments', () => {
      const digests = new Set<string>();
      for (let variant = 0; variant < 50; variant++) {
        const bytes = build({ variant });
        digests.add(chain.digest(bytes));
        const view = must(chain.decode(bytes));
        expect(view.payments).toEqual(plan().payments);
        expect(view.feeAtMost.units).toBeLessThanOrEqual(chain.feeFor({ inputs: 2, payments: 2 }, terms));
        expect(chain.whyOutdated(view, terms)).toBeNull();
        must(chain.prove(view, plan().evidence));
      }
      expect(digests.size).toBe(50);
    });

    it('can be as large as the limits say', () => {
      const { inputs, payments } = chain.limits;
      const large = {
        evidence: Array.from({ length: inputs }, (_, i) =>
          samples.input(i, { owner: own, units: 10n * unit }),
        ),
        payments: Array.from({ length: payments }, (_, i) => ({
          recipient: addressAt(i % 40),
          amount: money(1n),
        })),
      };
      const view = must(chain.decode(build(large)));
      expect([view.inputs.length, view.payments.length]).toEqual([inputs, payments]);
      must(chain.prove(view, large.evidence));
    });

    it('keeps equal payments apart', () => {
      const payment = { recipient: addressAt(50), amount: money(5n) };
      expect(must(chain.decode(build({ payments: [payment, payment] }))).payments).toEqual([
        payment,
        payment,
      ]);
    });

    const many = (count: number) => Array.from({ length: count }, (_, i) => i);
    it.each<[string, string, () => Partial<TransferPlan>]>([
      ['no payment', 'input-malformed', () => ({ payments: [] })],
      [
        'a payment of another asset',
        'asset-wrong',
        () => ({ payments: [{ recipient: own, amount: { asset: 'OTHER', units: 5n } }] }),
      ],
      ['a payment of zero', 'amount-zero', () => ({ payments: [{ recipient: own, amount: money(0n) }] })],
      [
        'more payments than the limit',
        'too-many-recipients',
        () => ({
          payments: many(chain.limits.payments + 1).map(() => ({ recipient: own, amount: money(1n) })),
        }),
      ],
      [
        'more inputs than the limit',
        'funds-spread',
        () => ({
          evidence: many(chain.limits.inputs + 1).map((i) => samples.input(i, { owner: own, units: unit })),
        }),
      ],
      ['no input', 'funds-insufficient', () => ({ evidence: [] })],
      [
        'one input twice',
        'input-malformed',
        () => ({ evidence: [1, 1].map((i) => samples.input(i, { owner: own, units: 100n * unit })) }),
      ],
      [
        'a payer more than the limit',
        'input-foreign',
        () => ({
          evidence: many(chain.payersAtMost + 1).map((i) =>
            samples.input(i, { owner: addressAt(i), units: 100n * unit }),
          ),
        }),
      ],
    ])('is not built of %s', (_, code, overrides) => {
      expect(codeOf(chain.build(plan(overrides())))).toBe(code);
    });

    it('is not built of payments beyond 63 bits', () => {
      const payments = [{ recipient: own, amount: money(MAX_UNITS) }];
      expect(['amount-too-large', 'funds-insufficient']).toContain(codeOf(chain.build(plan({ payments }))));
    });

    it('is built of inputs that cover payments and fee, to the last unit', () => {
      const payments = [{ recipient: stranger, amount: money(5n) }];
      const units = 5n + chain.feeFor({ inputs: 1, payments: 1 }, terms);
      const from = (of: bigint) =>
        chain.build(plan({ payments, evidence: [samples.input(1, { owner: own, units: of })] }));
      expect(from(units).ok).toBe(true);
      expect(codeOf(from(units - 1n))).toBe('funds-insufficient');
    });

    it('is not built of evidence that is forged', () => {
      const [first, second] = plan().evidence;
      if (!first || !second) throw new Error('the plan has two inputs');
      expect(codeOf(chain.build(plan({ evidence: [{ ...first, proof: null }, second] })))).toBe(
        'evidence-mismatch',
      );
      expect(codeOf(chain.build(plan({ evidence: [{ ...first, chain: 'another' }] })))).toBe(
        'evidence-mismatch',
      );
    });

    it.skipIf(chain.hasMemo)('is not built with a memo', () => {
      expect(codeOf(chain.build(plan({ memo: 'customer 7' })))).toBe('input-malformed');
    });

    it.runIf(chain.hasMemo)('is other bytes with another memo, and none', () => {
      const memos = ['customer 7', 'customer 8', null];
      const intents = memos.map((memo) => build({ memo }));
      expect(intents.map((intent) => must(chain.decode(intent)).memo)).toEqual(memos);
      expect(new Set(intents.map(chain.digest)).size).toBe(3);
    });
  });

  describe('the bytes of an intent', () => {
    const sample = build();

    it('are refused cut at any length, without a throw', () => {
      for (let length = 0; length < sample.length; length++) {
        expect(chain.decode(sample.subarray(0, length)).ok).toBe(false);
      }
    });

    it('are refused with bytes behind their end', () => {
      expect(codeOf(chain.decode(Uint8Array.from([...sample, 0])))).toBe('bytes-trailing');
      expect(chain.decode(Uint8Array.from([...sample, ...sample])).ok).toBe(false);
    });

    it('are refused oversize before any of them is read', () => {
      expect(codeOf(chain.decode(new Uint8Array(samples.tooManyBytes)))).toBe('bytes-too-large');
    });

    it('are read where they lie in a larger buffer', () => {
      const buffer = new Uint8Array(sample.length + 9).fill(0xff);
      buffer.set(sample, 5);
      expect(chain.decode(buffer.subarray(5, -4))).toEqual(chain.decode(sample));
    });

    it('are refused or visibly other with every flipped bit', () => {
      const before = viewed(must(chain.decode(sample)));
      const digest = chain.digest(sample);
      let refused = 0;
      for (let bit = 0; bit < sample.length * 8; bit++) {
        const flipped = Uint8Array.from(sample, (byte, i) =>
          i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
        );
        expect(chain.digest(flipped)).not.toBe(digest);
        const read = chain.decode(flipped);
        if (!read.ok) refused += 1;
        else if (viewed(read.value) === before) expect.fail(`bit ${bit} changes nothing that is shown`);
      }
      expect(refused).toBeGreaterThan(10);
    });

    it('are refused, or have one form only, however they were cut and pasted', () => {
      const seen = new Map<string, string>([[viewed(must(chain.decode(sample))), chain.digest(sample)]]);
      fc.assert(
        fc.property(fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 40 }), (a, b, paste) => {
          const [from = 0, to = 0] = [a % (sample.length + 1), b % (sample.length + 1)].toSorted(
            (x, y) => x - y,
          );
          const bytes = Uint8Array.from([...sample.subarray(0, from), ...paste, ...sample.subarray(to)]);
          const read = chain.decode(bytes);
          if (!read.ok) return;
          // Two byte strings with one view would let other bytes be signed than those that were shown.
          const view = viewed(read.value);
          expect(seen.get(view) ?? chain.digest(bytes)).toBe(chain.digest(bytes));
          seen.set(view, chain.digest(bytes));
        }),
        { numRuns: 500 },
      );
    });

    it('never make the decoder throw, whatever they are', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void chain.decode(bytes)),
        { numRuns: 1000 },
      );
    });
  });

  describeEvidence(samples);
  describeSigning(samples);
}
