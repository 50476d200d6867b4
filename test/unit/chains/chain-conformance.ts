import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chain, FeeTerms, TransferPlan } from '../../../electron/chains/chain.ts';
import { amountOf, type Money, moneyOf } from '../../../electron/core/amount.ts';
import { FIRST_PATH } from '../../../electron/core/derivation-path.ts';
import type { JsonValue } from '../../../electron/core/json.ts';
import { MAX_UNITS } from '../../../electron/core/money.ts';
import type { InputEvidence } from '../../../electron/core/proposal/evidence.ts';
import { inputEvidenceSchema } from '../../../electron/core/proposal/evidence.ts';
import { type TransferView, totalsOf, viewDigest } from '../../../electron/core/proposal/transfer-view.ts';
import type { Result } from '../../../electron/core/result.ts';
import { addressSchema, parseWith } from '../../../electron/core/schema.ts';
import { type KeyPair, signMessage } from '../../../electron/signer/ed25519.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { must } from '../../support/must.ts';

/** What a chain gives, so that it can be tested against the port. */
export interface ChainSamples {
  readonly chain: Chain;
  readonly terms: FeeTerms;
  /** Terms under which what was built under {@link terms} is outdated. */
  readonly dearer: FeeTerms;
  /** Terms that the network would never name. */
  readonly badTerms: readonly FeeTerms[];
  /** Evidence of an input; each number gives another one. */
  readonly input: (number: number, of: { readonly owner: string; readonly units: bigint }) => InputEvidence;
  /** Fields for {@link Chain.complete} of what was built under {@link terms}; null where the chain has none. */
  readonly fields: JsonValue;
  /** Other fields within the bounds, where the chain has any. */
  readonly otherFields: readonly JsonValue[];
  readonly badFields: readonly JsonValue[];
  /** Texts that are no addresses, with the code of their refusal. */
  readonly badAddresses: readonly (readonly [string, string])[];
  /** Whether one wrong character in an address is found. */
  readonly hasChecksum: boolean;
  /** More bytes than an intent can have. */
  readonly tooManyBytes: number;
}

const network = { id: 'any:practice', genesis: 'c0ffee00' };
const FOREIGN_FEE_AND_CHANGE = ['evidence-mismatch', 'input-foreign'];

/** The same tests for every chain: what the rest of the product relies on. */
export function describeChain(samples: ChainSamples): void {
  const { chain, terms } = samples;
  const seed = () => new Uint8Array(64).fill(7);
  const keys = new KeyTree(seed());
  const keyAt = (index: number): KeyPair =>
    keys.keyPair(chain.derivation.levels({ account: 0, change: 0, index }));
  const addressAt = (index: number): string => chain.address.ofPublicKey(keyAt(index).publicKey);
  const own = addressAt(0);
  const stranger = addressAt(90);
  const unit = 10n ** BigInt(chain.asset.decimals);

  const money = (units: bigint): Money => moneyOf(units, chain.asset);
  const plan = (overrides: Partial<TransferPlan> = {}): TransferPlan => ({
    evidence: [1, 2].map((number) => samples.input(number, { owner: own, units: 100n * unit })),
    payments: [
      { recipient: addressAt(50), amount: money(3n * unit) },
      { recipient: addressAt(51), amount: money(7n) },
    ],
    memo: chain.hasMemo ? 'customer 7 ✓' : null,
    terms,
    lastEpoch: chain.epochs ? 12n : null,
    variant: 0,
    ...overrides,
  });
  const build = (overrides: Partial<TransferPlan> = {}) => must(chain.build(plan(overrides)));
  const codeOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.code);
  const viewed = (view: TransferView) => viewDigest(network, view);
  /** As many payers as the chain allows, each with an input. */
  const manyPayers = (): readonly InputEvidence[] =>
    Array.from({ length: chain.payersAtMost }, (_, i) =>
      samples.input(i, { owner: addressAt(i), units: 100n * unit }),
    );

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

  describe('evidence', () => {
    const view = must(chain.decode(build()));
    const { evidence } = plan();
    const changed = (change: Partial<InputEvidence>) =>
      evidence.map((each, i) => (i === 0 ? { ...each, ...change } : each));

    it('fits the schema of evidence', () => {
      for (const each of evidence)
        expect(parseWith(inputEvidenceSchema, each)).toEqual({ ok: true, value: each });
    });

    it('proves what every input is, in the order of the bytes', () => {
      const units = evidence.map((each) => BigInt(each.amount.units));
      const total = units.reduce((sum, each) => sum + each, 0n);
      expect(must(chain.prove(view, evidence))).toEqual({ total, units });
      expect(must(chain.prove(view, evidence.toReversed()))).toEqual({ total, units });
      const { paid, feeAtMost } = must(totalsOf(view, chain.asset));
      expect(total).toBeGreaterThanOrEqual(paid + feeAtMost);
    });

    it('proves the inputs of every payer', () => {
      const many = manyPayers();
      const of = must(chain.decode(build({ evidence: many })));
      expect(of.payers).toEqual(many.map(({ owner }) => owner));
      expect(must(chain.prove(of, many)).units).toHaveLength(many.length);
    });

    it('is refused where one is missing', () => {
      expect(codeOf(chain.prove(view, evidence.slice(1)))).toBe('evidence-missing');
      expect(codeOf(chain.prove(view, []))).toBe('evidence-missing');
    });

    it('is refused in excess, and twice', () => {
      const more = samples.input(9, { owner: own, units: unit });
      expect(codeOf(chain.prove(view, [...evidence, more]))).toBe('evidence-excess');
      expect(codeOf(chain.prove(view, [...evidence, ...evidence.slice(1)]))).toBe('evidence-excess');
    });

    it.each<[string, Partial<InputEvidence>, readonly string[]]>([
      ['a unit more', { amount: amountOf(100n * unit + 1n, chain.asset) }, ['evidence-mismatch']],
      ['a unit less', { amount: amountOf(100n * unit - 1n, chain.asset) }, ['evidence-mismatch']],
      [
        'the same units of another asset',
        { amount: amountOf(100n * unit, { id: 'OTHER' }) },
        ['asset-wrong'],
      ],
      ['another owner', { owner: stranger }, FOREIGN_FEE_AND_CHANGE],
      ['no proof', { proof: null }, ['evidence-mismatch']],
      ['a proof of another form', { proof: { x: 1 } }, ['evidence-mismatch']],
      ['a list as proof', { proof: [] }, ['evidence-mismatch']],
      ['another chain', { chain: 'another' }, ['evidence-mismatch']],
      ['another key', { key: 'x' }, ['evidence-mismatch', 'evidence-missing']],
    ])('is refused with %s', (_, change, codes) => {
      expect(codes).toContain(codeOf(chain.prove(view, changed(change))));
    });

    it('is refused where it is true, for another input', () => {
      const other = samples.input(1, { owner: own, units: 101n * unit });
      expect(chain.prove(view, [other, ...evidence.slice(1)]).ok).toBe(false);
    });

    it('of a foreign input is refused, though the bytes name it', () => {
      const foreign = { ...view, payers: [stranger], changeTo: stranger };
      expect(codeOf(chain.prove(foreign, evidence))).toMatch(/foreign$|mismatch$/);
    });

    it('does not help where the change goes to somebody else', () => {
      expect(codeOf(chain.prove({ ...view, changeTo: stranger }, evidence))).toBe('change-foreign');
    });
  });

  describe('signing', () => {
    const intent = build({ evidence: manyPayers() });
    const view = must(chain.decode(intent));
    const bytes = must(chain.complete(intent, samples.fields));
    const keyOf = (address: string): KeyPair => {
      const index = view.payers.findIndex((_, i) => addressAt(i) === address);
      return keyAt(index);
    };
    const signersOf = chain.signers(view, manyPayers());
    const sign = (of: Uint8Array) =>
      signersOf.map((signer, i) => {
        const key = keyOf(signer);
        return { signature: signMessage(key, chain.signingMessage(of, i)), publicKey: key.publicKey };
      });
    const serialized = chain.assemble(bytes, sign(bytes));

    it('is done by every payer, once', () => {
      expect(signersOf).toEqual(view.payers);
    });

    it('completes an intent in one way for the same fields', () => {
      expect(must(chain.complete(intent, samples.fields))).toEqual(bytes);
      expect(chain.digest(intent)).toBe(chain.digest(build({ evidence: manyPayers() })));
    });

    it('never says of fields that they come after themselves, or after what are no fields', () => {
      const all = [samples.fields, ...samples.otherFields, ...samples.badFields];
      for (const fields of all) {
        expect(chain.isAfter(fields, fields)).toBe(false);
        fc.assert(
          fc.property(fc.jsonValue(), (other) => {
            expect(chain.isAfter(fields, other as JsonValue)).toBe(false);
            expect(chain.isAfter(other as JsonValue, fields)).toBe(false);
          }),
          { numRuns: 20 },
        );
      }
    });

    it('never says of two fields that each comes after the other', () => {
      const all = [samples.fields, ...samples.otherFields];
      for (const one of all) {
        for (const other of all) {
          expect(chain.isAfter(one, other) && chain.isAfter(other, one)).toBe(false);
        }
      }
    });

    it.each(samples.badFields)('completes nothing with fields out of bounds: %j', (fields) => {
      expect(codeOf(chain.complete(intent, fields))).toBe('fields-out-of-bounds');
    });

    it('gives other transactions for other fields, and each within the bounds', () => {
      const ids = [samples.fields, ...samples.otherFields].map((fields) =>
        chain.transactionId(must(chain.complete(intent, fields))),
      );
      expect(new Set(ids).size).toBe(1 + samples.otherFields.length);
      expect(ids[0]).toBe(chain.transactionId(bytes));
      expect(ids[0]).toMatch(/^[\x21-\x7e]{8,128}$/);
    });

    it('gives a signature that verifies to its signers', () => {
      expect(must(chain.verify(bytes, serialized))).toEqual(signersOf);
      expect(serialized).toMatch(/^[A-Za-z0-9+/]+=*$/);
    });

    it('gives another message to every signer and for every byte', () => {
      const messages = signersOf.map((_, i) => Buffer.from(chain.signingMessage(bytes, i)).toString('hex'));
      expect(new Set(messages).size).toBe(signersOf.length);
      for (let at = 0; at < bytes.length; at++) {
        const other = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
        expect(Buffer.from(chain.signingMessage(other, 0)).toString('hex')).not.toBe(messages[0]);
      }
    });

    it('is refused over other bytes', () => {
      const other = must(chain.complete(build({ evidence: manyPayers(), variant: 1 }), samples.fields));
      expect(codeOf(chain.verify(other, serialized))).toBe('request-signature-bad');
      for (const fields of samples.otherFields) {
        expect(codeOf(chain.verify(must(chain.complete(intent, fields)), serialized))).toBe(
          'request-signature-bad',
        );
      }
    });

    it('is refused with any byte of it changed', () => {
      const signature = Buffer.from(serialized, 'base64');
      for (let at = 0; at < signature.length; at++) {
        const other = Buffer.from(signature.map((byte, i) => (i === at ? byte ^ (1 << (at % 8)) : byte)));
        const read = chain.verify(bytes, other.toString('base64'));
        expect(['request-signature-bad', 'bytes-malformed']).toContain(codeOf(read));
      }
    });

    it.each(['', '!', 'AA==', 'A'.repeat(1_000_000), ' '])('is refused as malformed: %#', (text) => {
      expect(codeOf(chain.verify(bytes, text))).toBe('bytes-malformed');
      expect(codeOf(chain.verify(bytes, `${serialized} `))).toBe('bytes-malformed');
    });

    it('is not assembled of too few or too many signatures, or of parts of another length', () => {
      const signatures = sign(bytes);
      const [first] = signatures;
      if (!first) throw new Error('there is a signer');
      const cut = { ...first, signature: first.signature.subarray(1) };
      for (const wrong of [[], [...signatures, first], [cut, ...signatures.slice(1)]]) {
        expect(() => chain.assemble(bytes, wrong)).toThrow(RangeError);
      }
    });

    it.runIf(chain.payersAtMost > 1)('is refused with the signatures of two payers exchanged', () => {
      expect(codeOf(chain.verify(bytes, chain.assemble(bytes, sign(bytes).toReversed())))).toBe(
        'request-signature-bad',
      );
    });
  });
}
