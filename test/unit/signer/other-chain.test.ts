import { describe, expect, it } from 'vitest';
import { intentBytes, type Proposal } from '../../../electron/core/proposal/proposal.ts';
import { OpenOfficer } from '../../../electron/signer/open-officer.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { codeOf, hot, officers, unwrap, uuid } from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';
import { toyChain } from '../../support/toy-chain/toy-chain.ts';
import { toyChains } from '../../support/toy-chain/toy-chains.ts';
import {
  customer,
  openToyVault,
  ownAddress,
  pathOf,
  sealedToyVault,
  strangerAddress,
  toSignToy,
  toyApproval,
  toyFields,
  toyInput,
  toyNetwork,
  toyProposal,
  toyRequest,
  toys,
} from '../../support/toy-chain/toy-samples.ts';

const sources = (...indexes: readonly number[]) =>
  indexes.map((index) => ({ address: ownAddress(index), path: pathOf(index) }));

describe('a vault of another chain', () => {
  it('is known by the first address of that chain', async () => {
    const { vault } = await sealedToyVault();
    expect(vault.firstAddress).toBe(ownAddress(0));
    expect(vault.firstAddress).toMatch(/^toy1/);
    expect(vault.firstAddress).not.toBe(hot.address);
  });

  it('signs once for every payer, with the key of its source, over the completed bytes', async () => {
    const { vault } = await sealedToyVault();
    const of = toyProposal();
    const signed = unwrap(await vault.sign(toSignToy(of)));
    const bytes = unwrap(toyChain.complete(intentBytes(of), toyFields));
    expect(unwrap(toyChain.verify(bytes, signed.signature))).toEqual([ownAddress(0), ownAddress(3)]);
    expect(signed).toMatchObject({
      digest: toyChain.digest(intentBytes(of)),
      transactionId: toyChain.transactionId(bytes),
      fields: toyFields,
      ruleId: 'everyday',
    });
  });

  it('counts amounts of its own asset against its windows', async () => {
    const { vault } = await sealedToyVault();
    const paying = (number: number, units: bigint) =>
      toyProposal({
        requests: [toyRequest({ id: uuid(0x600 + number), amount: toys(units) })],
        evidence: [toyInput(10 + number, ownAddress(0), 2000_00000n)],
      });
    for (let number = 0; number < 5; number++) {
      expect(codeOf(await vault.sign(toSignToy(paying(number, 999_99999n))))).toBe('accepted');
    }
    expect(codeOf(await vault.sign(toSignToy(paying(6, 6n))))).toBe('policy-no-rule');
    expect(codeOf(await vault.sign(toSignToy(paying(7, 5n))))).toBe('accepted');
  });
});

describe('short-lived fields', () => {
  it.each([
    [null],
    [{ reference: 999, expiry: 1010 }],
    [{ reference: 2001, expiry: 2010 }],
    [{ reference: 1000, expiry: 5000 }],
  ])('that the intent does not allow are refused, and nothing is remembered: %j', async (fields) => {
    const { vault, stateFile } = await sealedToyVault();
    const { writes } = stateFile;
    expect(codeOf(await vault.sign(toSignToy(toyProposal(), fields)))).toBe('fields-out-of-bounds');
    expect(stateFile.writes).toBe(writes);
    expect(unwrap(vault.recall({ proposal: toyProposal() })).signed).toBeNull();
  });

  it('do not change what was approved', async () => {
    const { vault } = await sealedToyVault();
    const later = { reference: 1500, expiry: 1510 };
    expect(unwrap(await vault.sign(toSignToy(toyProposal(), later))).fields).toEqual(later);
  });

  it('asked with others, a second signature is not given: the first is given again', async () => {
    const { vault, stateFile } = await sealedToyVault();
    const first = unwrap(await vault.sign(toSignToy(toyProposal())));
    const { writes } = stateFile;
    const again = await vault.sign(toSignToy(toyProposal(), { reference: 1001, expiry: 1021 }));
    expect(unwrap(again)).toEqual(first);
    expect(unwrap(await vault.sign(toSignToy(toyProposal(), null)))).toEqual(first);
    expect(stateFile.writes).toBe(writes);
  });

  describe('and an input that was signed away before', () => {
    const second = () =>
      toyProposal({ requests: [toyRequest({ id: uuid(0x700), amount: toys(50_00000n) })] });

    it.each([
      ['while the first bytes live', { reference: 1010, expiry: 1030 }],
      ['in the last block of the first bytes', { reference: 1020, expiry: 1040 }],
    ])('is refused %s', async (_, fields) => {
      const { vault, stateFile } = await sealedToyVault();
      unwrap(await vault.sign(toSignToy(toyProposal())));
      const { writes } = stateFile;
      expect(codeOf(await vault.sign(toSignToy(second(), fields)))).toBe('input-already-signed');
      expect(stateFile.writes).toBe(writes);
      expect(codeOf(vault.inspect({ proposal: second() }))).toBe('input-already-signed');
    });

    it('is signed for again in bytes that begin to live when the first are void: both can never happen', async () => {
      const { vault } = await sealedToyVault();
      const first = unwrap(await vault.sign(toSignToy(toyProposal())));
      const again = { reference: 1021, expiry: 1041 };
      const signed = unwrap(await vault.sign(toSignToy(second(), again)));
      expect(signed.transactionId).not.toBe(first.transactionId);
      expect(unwrap(vault.recall({ proposal: toyProposal() })).signed).toEqual(first);
    });

    it('is refused where one of two earlier signatures still lives', async () => {
      const { vault } = await sealedToyVault();
      unwrap(await vault.sign(toSignToy(toyProposal())));
      unwrap(await vault.sign(toSignToy(second(), { reference: 1021, expiry: 1041 })));
      const third = toyProposal({
        requests: [toyRequest({ id: uuid(0x701), amount: toys(40_00000n) })],
      });
      const early = { reference: 1030, expiry: 1050 };
      expect(codeOf(await vault.sign(toSignToy(third, early)))).toBe('input-already-signed');
      expect(codeOf(await vault.sign(toSignToy(third, { reference: 1042, expiry: 1062 })))).toBe('accepted');
    });

    it('brings the same request through again with that input only: the ledger executes one of the two', async () => {
      const { vault } = await sealedToyVault();
      unwrap(await vault.sign(toSignToy(toyProposal())));
      const again = { reference: 1021, expiry: 1041 };
      const others = toyProposal({ evidence: [toyInput(8), toyInput(9, ownAddress(3))] });
      expect(codeOf(await vault.sign(toSignToy(others, again)))).toBe('request-duplicate');
      const same = toyProposal({ plan: { variant: 1 } });
      expect(codeOf(await vault.sign(toSignToy(same)))).toBe('input-already-signed');
      expect(codeOf(await vault.sign(toSignToy(same, again)))).toBe('accepted');
    });
  });

  it('are remembered: after a crash the same signature is found again', async () => {
    const { vault, stateFile } = await sealedToyVault();
    const first = unwrap(await vault.sign(toSignToy(toyProposal())));
    vault.close();
    const again = await openToyVault(stateFile, 1);
    expect(unwrap(again.recall({ proposal: toyProposal() })).signed).toEqual(first);
  });
});

describe('a signer of several payers refuses', () => {
  const refused: readonly [string, string, () => Proposal][] = [
    [
      'a payer whom the proposal does not name',
      'sender-foreign',
      () => toyProposal({ beside: { sources: sources(0) } }),
    ],
    [
      'a payer at another path than its key',
      'sender-foreign',
      () =>
        toyProposal({
          beside: { sources: [...sources(0), { address: ownAddress(3), path: pathOf(4) }] },
        }),
    ],
    [
      'a foreign payer beside an own one',
      'sender-foreign',
      () =>
        toyProposal({
          evidence: [toyInput(1), toyInput(2, strangerAddress)],
          beside: { sources: sources(0) },
        }),
    ],
    [
      'a foreign payer who is named as a source',
      'sender-foreign',
      () =>
        toyProposal({
          evidence: [toyInput(1), toyInput(2, strangerAddress)],
          beside: { sources: [...sources(0), { address: strangerAddress, path: pathOf(3) }] },
        }),
    ],
    [
      'inputs whose evidence is of another amount',
      'evidence-mismatch',
      () => {
        const of = toyProposal();
        return {
          ...of,
          evidence: of.evidence.map((each) => ({ ...each, amount: { ...each.amount, units: '1' } })),
        };
      },
    ],
    [
      'evidence of one of two inputs',
      'evidence-missing',
      () => toyProposal({ beside: { evidence: [toyInput(1)] } }),
    ],
    ['another memo than was asked for', 'memo-changed', () => toyProposal({ plan: { memo: 'customer 8' } })],
    ['a memo left out', 'memo-changed', () => toyProposal({ plan: { memo: null } })],
    [
      'a request of another payer',
      'sender-foreign',
      () => toyProposal({ requests: [toyRequest({ source: strangerAddress })] }),
    ],
    [
      'a request of the same units of another asset',
      'asset-wrong',
      () => toyProposal({ requests: [toyRequest({ amount: { asset: 'IOTA', units: '10000000' } })] }),
    ],
    [
      'a fee above the cap',
      'fee-above-cap',
      () => toyProposal({ plan: { terms: { chain: 'toy', terms: { fee: '1001', head: 1000 } } } }),
    ],
    [
      'a network of another kind of chain',
      'network-wrong',
      () => toyProposal({ beside: { network: { ...toyNetwork, id: 'iota:practice' } } }),
    ],
  ];

  it.each(refused)('%s', async (_, code, attack) => {
    const { vault, stateFile } = await sealedToyVault();
    const { writes } = stateFile;
    const of = attack();
    expect(codeOf(await vault.sign(toSignToy(of)))).toBe(code);
    expect(codeOf(vault.inspect({ proposal: of }))).toBe(code);
    expect(stateFile.writes).toBe(writes);
  });

  it('one of its inputs in a second transaction', async () => {
    const { vault } = await sealedToyVault();
    unwrap(await vault.sign(toSignToy(toyProposal())));
    const second = toyProposal({
      requests: [toyRequest({ id: uuid(0x601) })],
      evidence: [toyInput(2, ownAddress(3)), toyInput(5)],
    });
    expect(codeOf(await vault.sign(toSignToy(second)))).toBe('input-already-signed');
  });
});

describe("an officer's signer", () => {
  const ben = (chains = toyChains) => new OpenOfficer(new KeyTree(countingRandom('officer Ben')(64)), chains);

  it('approves what it decodes by the chain of the proposal', () => {
    const of = toyProposal();
    const { statement } = toyApproval(of);
    const { signature } = unwrap(ben().signStatement({ kind: 'approval', proposal: of, statement }));
    expect(signature).toBe(toyApproval(of, officers.ben).signature);
    const paysTwice = toyProposal({ requests: [toyRequest(), toyRequest({ id: uuid(0x601) })] });
    const asked = { kind: 'approval', proposal: { ...of, intent: paysTwice.intent }, statement } as const;
    expect(codeOf(ben().signStatement(asked))).toBe('recipient-changed');
  });
});

it('payments of the samples reach the customer', () => {
  const view = unwrap(toyChain.decode(intentBytes(toyProposal())));
  expect(view.payments.map(({ recipient }) => recipient)).toEqual([customer]);
});
