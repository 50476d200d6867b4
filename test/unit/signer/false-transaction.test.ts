import { describe, expect, it } from 'vitest';
import type { Proposal } from '../../../electron/core/proposal/proposal.ts';
import {
  address,
  approval,
  bytesOf,
  codeOf,
  coin,
  cold,
  hot,
  iota,
  network,
  officers,
  proposal,
  request,
  sealedVault,
  uuid,
} from '../../support/signer-fixture.ts';

/** Both approvers were deceived: the signer stands alone. */
async function signDeceived(attack: Proposal): Promise<string> {
  const { vault, stateFile } = await sealedVault();
  const writes = stateFile.writes;
  const approvals = [approval(attack), approval(attack, officers.chiara)];
  const code = codeOf(await vault.sign({ proposal: attack, approvals }));
  const inspected = codeOf(vault.inspect({ proposal: attack }));
  if (code !== 'accepted') {
    expect(stateFile.writes, 'a refusal is not remembered').toBe(writes);
    expect(inspected, 'inspect refuses what sign refuses').toBe(code);
  }
  return code;
}

const other = address(0xbad);
const paid = { recipient: address(0xb0b), amount: BigInt(iota(100)) };

/** Bytes of the honest proposal, changed by hand. */
function patched(patch: (bytes: Uint8Array) => Uint8Array): Proposal {
  const honest = proposal();
  return { ...honest, bytes: Buffer.from(patch(bytesOf(honest))).toString('base64') };
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
          transfer: { payments: [{ ...paid, amount: BigInt(iota(1000)) }] },
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
      'gas-owner-foreign',
      () => proposal({ transfer: { gasOwner: other, changeTo: other } }),
    ],
    [
      'foreign gas owner who returns the change',
      'gas-owner-foreign',
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
      () => proposal({ beside: { from: { account: 1, change: 0, index: 0 } } }),
    ],
    [
      'input of another owner',
      'input-foreign',
      () => proposal({ coins: [coin(1), coin(2, { owner: cold.address })] }),
    ],
    [
      'gas above the cap',
      'gas-above-cap',
      () => proposal({ transfer: { gasBudget: BigInt(iota(0.1)) + 1n } }),
    ],
    [
      'gas above what the inputs hold',
      'funds-insufficient',
      () => proposal({ coins: [coin(1, { balance: iota(100) })] }),
    ],
    [
      'wrong network',
      'network-wrong',
      () => proposal({ beside: { network: { id: 'iota:mainnet', chain: network.chain } } }),
    ],
    [
      'wrong chain',
      'network-wrong',
      () => proposal({ beside: { network: { ...network, chain: 'c0ffee01' } } }),
    ],
    [
      'a request for another network',
      'network-wrong',
      () => proposal({ requests: [request({ network: { id: 'iota:testnet', chain: network.chain } })] }),
    ],
    [
      'wrong network, named by the request as well',
      'network-wrong',
      () => everywhere({ id: 'iota:mainnet', chain: network.chain }),
    ],
    [
      'wrong chain, named by the request as well',
      'network-wrong',
      () => everywhere({ id: network.id, chain: 'c0ffee01' }),
    ],
    [
      'a request for another chain',
      'network-wrong',
      () => proposal({ requests: [request({ network: { ...network, chain: 'c0ffee01' } })] }),
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
      () => proposal({ beside: { evidence: [coin(1, { balance: iota(40_000) })] } }),
    ],
    [
      'false owner in the evidence',
      'evidence-mismatch',
      () =>
        proposal({
          coins: [coin(1, { owner: other })],
          beside: { evidence: [coin(1, { owner: hot.address })] },
        }),
    ],
    ['evidence of another coin', 'evidence-missing', () => proposal({ beside: { evidence: [coin(2)] } })],
    [
      'evidence of another version of the coin',
      'evidence-mismatch',
      () => proposal({ beside: { evidence: [coin(1, { version: '8' })] } }),
    ],
    [
      'evidence of a coin that is not spent',
      'evidence-excess',
      () => proposal({ beside: { evidence: [coin(1), coin(2)] } }),
    ],
    [
      'one coin proven twice',
      'evidence-excess',
      () => proposal({ beside: { evidence: [coin(1), coin(1)] } }),
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
