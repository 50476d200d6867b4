import { describe, expect, it } from 'vitest';
import { evidenceOfCoin } from '../../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { FIRST_PATH } from '../../../electron/core/derivation-path.ts';
import { intentBytes, type Proposal } from '../../../electron/core/proposal/proposal.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { vaultAddress } from '../../../electron/signer/vault-address.ts';
import {
  address,
  approval,
  codeOf,
  coin,
  cold,
  hot,
  iota,
  nanos,
  network,
  officers,
  proposal,
  request,
  sealedVault,
  toSign,
  uuid,
  vaultSeed,
} from '../../support/signer-fixture.ts';

/** Both approvers were deceived: only the signer is left. */
async function signDeceived(attack: Proposal): Promise<string> {
  const { vault, stateFile } = await sealedVault();
  const writes = stateFile.writes;
  const approvals = [approval(attack), approval(attack, officers.chiara)];
  const code = codeOf(await vault.sign(toSign(attack, ...approvals)));
  const inspected = codeOf(vault.inspect({ proposal: attack }));
  if (code !== 'accepted') {
    expect(stateFile.writes, 'a refusal is not remembered').toBe(writes);
    expect(inspected, 'inspect refuses what sign refuses').toBe(code);
  }
  return code;
}

const other = address(0xbad);
const paid = { recipient: address(0xb0b), amount: nanos(100) };

/** Bytes of the honest proposal, changed by hand. */
function patched(patch: (bytes: Uint8Array) => Uint8Array): Proposal {
  const honest = proposal();
  return { ...honest, intent: Buffer.from(patch(intentBytes(honest))).toString('base64') };
}

function replaced(from: readonly number[], to: readonly number[]): Proposal {
  return patched((bytes) => {
    const at = Buffer.from(bytes).indexOf(Buffer.from(from));
    expect(at).toBeGreaterThan(0);
    return Uint8Array.from([...bytes.subarray(0, at), ...to, ...bytes.subarray(at + from.length)]);
  });
}

/** The proposal and its request agree on another network than the vault's. */
const everywhere = (other: Proposal['network']): Proposal =>
  proposal({ requests: [request({ network: other })], beside: { network: other } });

describe('a proposal as it should be', () => {
  it('is signed', async () => expect(await signDeceived(proposal())).toBe('accepted'));
});

describe('the signer refuses, though everybody approved', () => {
  const attacks: [string, string, () => Proposal][] = [
    [
      'changed recipient',
      'recipient-changed',
      () => proposal({ transfer: { payments: [{ ...paid, recipient: other }] } }),
    ],
    [
      'changed amount',
      'amount-changed',
      () => proposal({ transfer: { payments: [{ ...paid, amount: paid.amount + 1n }] } }),
    ],
    [
      'request says 1, bytes say 1000',
      'amount-changed',
      () =>
        proposal({
          requests: [request({ amount: iota(1) })],
          transfer: { payments: [{ ...paid, amount: nanos(1000) }] },
        }),
    ],
    [
      'a second payment that no request names',
      'recipient-changed',
      () => proposal({ transfer: { payments: [paid, { recipient: other, amount: 1n }] } }),
    ],
    [
      'two requests, one payment',
      'recipient-changed',
      () =>
        proposal({
          requests: [request(), request({ id: uuid(0x4e1) })],
          transfer: { payments: [paid] },
        }),
    ],
    [
      'payments in another order than the requests',
      'recipient-changed',
      () =>
        proposal({
          requests: [request(), request({ id: uuid(0x4e1), recipient: other })],
          transfer: { payments: [{ ...paid, recipient: other }, paid] },
        }),
    ],
    ['foreign change address', 'change-foreign', () => proposal({ transfer: { changeTo: other } })],
    [
      'foreign gas owner (a sponsor)',
      'fee-payer-foreign',
      () => proposal({ transfer: { gasOwner: other, changeTo: other } }),
    ],
    [
      'foreign gas owner who returns the change',
      'fee-payer-foreign',
      () => proposal({ transfer: { gasOwner: other } }),
    ],
    [
      'foreign sender',
      'sender-foreign',
      () =>
        proposal({
          coins: [coin(1, { owner: other })],
          transfer: { sender: other, gasOwner: other, changeTo: other },
        }),
    ],
    [
      "own sender at another path than the vault's key",
      'sender-foreign',
      () =>
        proposal({
          beside: { sources: [{ address: hot.address, path: { account: 1, change: 0, index: 0 } }] },
        }),
    ],
    [
      'own sender whose path is named rightly and wrongly',
      'sender-foreign',
      () =>
        proposal({
          beside: {
            sources: [
              { address: hot.address, path: { account: 1, change: 0, index: 0 } },
              { address: hot.address, path: FIRST_PATH },
            ],
          },
        }),
    ],
    [
      'own sender whom the proposal does not name',
      'sender-foreign',
      () => {
        const other = { account: 0, change: 0, index: 1 };
        const address = vaultAddress(new KeyTree(vaultSeed('hot')), iotaChain, other);
        return proposal({ beside: { sources: [{ address, path: other }] } });
      },
    ],
    ['another treasury', 'treasury-wrong', () => proposal({ beside: { treasuryId: uuid(0x8) } })],
    [
      'another treasury, named by the request as well',
      'treasury-wrong',
      () => proposal({ requests: [request({ treasuryId: uuid(0x8) })], beside: { treasuryId: uuid(0x8) } }),
    ],
    [
      'a request for another treasury',
      'treasury-wrong',
      () => proposal({ requests: [request({ treasuryId: uuid(0x8) })] }),
    ],
    [
      'input of another owner',
      'input-foreign',
      () => proposal({ coins: [coin(1), coin(2, { owner: cold.address })] }),
    ],
    ['gas above the cap', 'fee-above-cap', () => proposal({ transfer: { gasBudget: nanos(0.1) + 1n } })],
    [
      'gas above what the inputs hold',
      'funds-insufficient',
      () => proposal({ coins: [coin(1, { balance: nanos(100).toString() })] }),
    ],
    [
      'wrong network',
      'network-wrong',
      () => proposal({ beside: { network: { id: 'iota:mainnet', genesis: network.genesis } } }),
    ],
    [
      'wrong chain',
      'network-wrong',
      () => proposal({ beside: { network: { ...network, genesis: 'c0ffee01' } } }),
    ],
    [
      'a request for another network',
      'network-wrong',
      () => proposal({ requests: [request({ network: { id: 'iota:testnet', genesis: network.genesis } })] }),
    ],
    [
      'wrong network, named by the request as well',
      'network-wrong',
      () => everywhere({ id: 'iota:mainnet', genesis: network.genesis }),
    ],
    [
      'wrong chain, named by the request as well',
      'network-wrong',
      () => everywhere({ id: network.id, genesis: 'c0ffee01' }),
    ],
    [
      'a request for another chain',
      'network-wrong',
      () => proposal({ requests: [request({ network: { ...network, genesis: 'c0ffee01' } })] }),
    ],
    [
      'another vault, named by the request as well',
      'vault-unknown',
      () => proposal({ requests: [request({ vaultId: cold.id })], beside: { vaultId: cold.id } }),
    ],
    ['a proposal for another vault', 'vault-unknown', () => proposal({ beside: { vaultId: cold.id } })],
    [
      'a request for another vault',
      'vault-unknown',
      () => proposal({ requests: [request({ vaultId: cold.id })] }),
    ],
    [
      'false input amount in the evidence',
      'evidence-mismatch',
      () =>
        proposal({ beside: { evidence: [evidenceOfCoin(coin(1, { balance: nanos(40_000).toString() }))] } }),
    ],
    [
      'false owner in the evidence',
      'evidence-mismatch',
      () =>
        proposal({
          coins: [coin(1, { owner: other })],
          beside: { evidence: [evidenceOfCoin(coin(1, { owner: hot.address }))] },
        }),
    ],
    [
      'evidence of another coin',
      'evidence-missing',
      () => proposal({ beside: { evidence: [evidenceOfCoin(coin(2))] } }),
    ],
    [
      'evidence of another version of the coin',
      'evidence-mismatch',
      () => proposal({ beside: { evidence: [evidenceOfCoin(coin(1, { version: '8' }))] } }),
    ],
    [
      'evidence of the same coin under the key of another version',
      'evidence-mismatch',
      () => proposal({ beside: { evidence: [{ ...evidenceOfCoin(coin(1)), key: `${coin(1).id}@8` }] } }),
    ],
    [
      'evidence of another chain',
      'evidence-mismatch',
      () => proposal({ beside: { evidence: [{ ...evidenceOfCoin(coin(1)), chain: 'toy' }] } }),
    ],
    [
      'evidence of a coin that is not spent',
      'evidence-excess',
      () => proposal({ beside: { evidence: [1, 2].map((n) => evidenceOfCoin(coin(n))) } }),
    ],
    [
      'one coin proven twice',
      'evidence-excess',
      () => proposal({ beside: { evidence: [1, 1].map((n) => evidenceOfCoin(coin(n))) } }),
    ],
    [
      'an amount above every rule',
      'policy-no-rule',
      () => proposal({ requests: [request({ amount: iota(20_001) })] }),
    ],
    ['trailing bytes', 'bytes-trailing', () => patched((bytes) => Uint8Array.from([...bytes, 0]))],
    ['no bytes', 'bytes-malformed', () => patched(() => new Uint8Array(0))],
    ['bytes cut short', 'bytes-malformed', () => patched((bytes) => bytes.subarray(0, -1))],
    [
      'extra command (the change sent on)',
      'change-foreign',
      () => proposal({ transfer: { changeTo: other } }),
    ],
    [
      // commands: SplitCoins, TransferObjects -> the list of commands begins 02 | 02 00 01 ...
      'extra command (a second SplitCoins)',
      'command-extra',
      () => replaced([2, 2, 0, 1, 1, 0, 0, 1, 1, 3], [3, 2, 0, 1, 1, 0, 0, 2, 0, 1, 1, 0, 0, 1, 1, 3]),
    ],
    [
      'unknown command (MoveCall)',
      'command-unknown',
      () => replaced([2, 2, 0, 1, 1, 0, 0, 1, 1, 3], [2, 0, 0, 1, 1, 0, 0, 1, 1, 3]),
    ],
    [
      'unknown kind of transaction',
      'command-unknown',
      () => patched((bytes) => Uint8Array.from(bytes, (byte, i) => (i === 1 ? 1 : byte))),
    ],
  ];

  it.each(attacks)('%s', async (_, code, attack) => {
    expect(await signDeceived(attack())).toBe(code);
  });
});

it('the signer refuses short-lived fields, which this chain does not have', async () => {
  const { vault, stateFile } = await sealedVault();
  const { writes } = stateFile;
  for (const fields of [{}, '', 0, { block: 1 }]) {
    const asked = { ...toSign(proposal(), approval(proposal())), fields };
    expect(codeOf(await vault.sign(asked))).toBe('fields-out-of-bounds');
  }
  expect(stateFile.writes).toBe(writes);
});
