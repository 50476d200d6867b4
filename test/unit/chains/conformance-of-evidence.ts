import { describe, expect, it } from 'vitest';
import { amountOf } from '../../../electron/core/amount.ts';
import type { InputEvidence } from '../../../electron/core/proposal/evidence.ts';
import { inputEvidenceSchema } from '../../../electron/core/proposal/evidence.ts';
import { totalsOf } from '../../../electron/core/proposal/transfer-view.ts';
import { parseWith } from '../../../electron/core/schema.ts';
import { must } from '../../support/must.ts';
import { type ChainSamples, conformanceOf } from './conformance.ts';

const FOREIGN_FEE_AND_CHANGE = ['evidence-mismatch', 'input-foreign'];

/** What every chain takes as proof of its inputs. */
export function describeEvidence(samples: ChainSamples): void {
  const { chain, own, stranger, unit, plan, build, codeOf, manyPayers } = conformanceOf(samples);

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
}
