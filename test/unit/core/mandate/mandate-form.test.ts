import { describe, expect, it } from 'vitest';
import { checkMandateForm } from '../../../../electron/core/mandate/check-mandate.ts';
import { asset, codeOf, cold, hot, mandate } from '../../../support/core-samples.ts';

describe('a mandate whose source is its destination', () => {
  const at = (address: string) =>
    mandate()
      .statement.sources.map((source) => ({ ...source, address }))
      .slice(0, 1);

  it('merges the inputs of a receiving address, where it is a gather', () => {
    expect(checkMandateForm(mandate({ sources: at(hot.address) }).statement, asset).ok).toBe(true);
  });

  it('is refused as a sweep: no address sweeps to itself', () => {
    const destination = { vaultId: cold.id, address: cold.address };
    const { statement } = mandate({ kind: 'sweep', destination, sources: at(cold.address) });
    expect(codeOf(checkMandateForm(statement, asset))).toBe('mandate-malformed');
  });
});
