import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../electron/core/json.ts';
import { type KeyPair, signMessage } from '../../../electron/signer/ed25519.ts';
import { fc } from '../../support/fast-check.ts';
import { must } from '../../support/must.ts';
import { type ChainSamples, conformanceOf } from './conformance.ts';

/** How every chain signs, completes and verifies. */
export function describeSigning(samples: ChainSamples): void {
  const { chain, keyAt, addressAt, build, codeOf, manyPayers } = conformanceOf(samples);

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
