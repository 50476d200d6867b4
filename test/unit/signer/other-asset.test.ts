import { describe, expect, it } from 'vitest';
import type { Chain } from '../../../electron/chains/chain.ts';
import { createRegistry } from '../../../electron/chains/registry.ts';
import { decodeProposal, proveProposal } from '../../../electron/console/movements/decoded-proposal.ts';
import type { Proposal } from '../../../electron/core/proposal/proposal.ts';
import type { TransferView } from '../../../electron/core/proposal/transfer-view.ts';
import { OpenOfficer } from '../../../electron/signer/open-officer.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { codeOf } from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';
import { toyChain } from '../../support/toy-chain/toy-chain.ts';
import {
  sealedToyVault,
  toSignToy,
  toyApproval,
  toyProposal,
  toyRequest,
} from '../../support/toy-chain/toy-samples.ts';

/** A chain with many assets: what its bytes pay need not be what the treasury has. */
const reading = (change: (view: TransferView) => Partial<TransferView>): Chain => ({
  ...toyChain,
  decode: (intent) => {
    const decoded = toyChain.decode(intent);
    return decoded.ok ? { ok: true, value: { ...decoded.value, ...change(decoded.value) } } : decoded;
  },
});
const paysOther = reading(({ payments }) => ({
  payments: payments.map((each) => ({ ...each, amount: { ...each.amount, asset: 'BRIDGED.TOY' } })),
}));
const feeOther = reading(({ feeAtMost }) => ({ feeAtMost: { ...feeAtMost, asset: 'BRIDGED.TOY' } }));
const secondPaysOther = reading(({ payments }) => ({
  payments: payments.map((each, i) =>
    i === 0 ? each : { ...each, amount: { ...each.amount, asset: 'BRIDGED.TOY' } },
  ),
}));
const two = () =>
  toyProposal({ requests: [toyRequest(), toyRequest({ id: '00000000-0000-4000-8000-000000000601' })] });

const evidenceOfOther = (): Proposal => {
  const of = toyProposal();
  const amount = { asset: 'BRIDGED.TOY', units: of.evidence[0]?.amount.units ?? '' };
  return { ...of, evidence: of.evidence.map((each, i) => (i === 0 ? { ...each, amount } : each)) };
};
const attacks: readonly (readonly [string, Chain, () => Proposal])[] = [
  ['bytes that pay the same units of another asset', paysOther, toyProposal],
  ['bytes whose second payment is of another asset', secondPaysOther, two],
  ['bytes whose fee is of another asset', feeOther, toyProposal],
  ['inputs whose evidence is of another asset', toyChain, evidenceOfOther],
];

describe("what is not of the treasury's asset", () => {
  it.each(attacks)('is signed by no vault: %s', async (_, chain, attack) => {
    const { vault, stateFile } = await sealedToyVault(chain);
    const { writes } = stateFile;
    const of = attack();
    expect(codeOf(await vault.sign(toSignToy(of)))).toBe('asset-wrong');
    expect(codeOf(vault.inspect({ proposal: of }))).toBe('asset-wrong');
    expect(stateFile.writes).toBe(writes);
  });

  it.each(attacks)('is approved by no officer: %s', (_, chain, attack) => {
    const ben = new OpenOfficer(new KeyTree(countingRandom('officer Ben')(64)), createRegistry([chain]));
    const of = attack();
    const { statement } = toyApproval(of);
    expect(codeOf(ben.signStatement({ kind: 'approval', proposal: of, statement }))).toBe('asset-wrong');
  });

  it.each(attacks)('is shown by no console: %s', (_, chain, attack) => {
    expect(codeOf(proveProposal(chain, attack()))).toBe('asset-wrong');
  });

  it('is not proposed by a console that builds it', () => {
    for (const chain of [paysOther, feeOther]) {
      for (const _ of [1, 2]) expect(codeOf(decodeProposal(chain, toyProposal()))).toBe('asset-wrong');
    }
  });
});
