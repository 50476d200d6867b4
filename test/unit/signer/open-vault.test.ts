import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { attestationDigest, attestationOf } from '../../../electron/core/attestation/attestation.ts';
import { DATE_TOLERANCE_MS } from '../../../electron/core/proposal/request.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import { writeFreshState } from '../../../electron/signer/fresh-state.ts';
import { OpenVault } from '../../../electron/signer/open-vault.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import {
  codeOf,
  coin,
  ERA,
  freshStateFile,
  hot,
  iota,
  MemoryStateFile,
  NOW,
  network,
  openVault,
  policy,
  proposal,
  request,
  sealedVault,
  signPolicy,
  unwrap,
  uuid,
  vaultSeed,
} from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';
import { open, sign } from './open-samples.ts';

describe('a sealed state is refused', () => {
  it('rolled back to before a signature', async () => {
    const opened = await sealedVault();
    const { stateFile } = opened;
    const before = stateFile.content;
    const { counter } = unwrap(await sign(opened));
    stateFile.content = before;
    expect(await open({ stateFile, journalCounter: counter })).toBe('state-rolled-back');
  });

  it('deleted, whatever the journal is made to tell: no policy can be given to the vault again', async () => {
    const { stateFile } = await sealedVault();
    stateFile.content = null;
    for (const journalCounter of [0, 1, 9]) {
      expect(await open({ stateFile, journalCounter })).toBe('state-missing');
    }
    expect(stateFile.content, 'and none is made').toBeNull();
  });

  it('put back to the day of its birth, where the journal tells of more', async () => {
    const opened = unwrap(await openVault());
    const { stateFile } = opened;
    const born = stateFile.content;
    unwrap(await opened.vault.sealPolicies(hot.id, [signPolicy(policy())]));
    stateFile.content = born;
    expect(await open({ stateFile, journalCounter: 1 })).toBe('state-rolled-back');
  });

  it('with a past, where the journal is made to know nothing of it', async () => {
    const { stateFile } = await sealedVault();
    expect(await open({ stateFile, journalCounter: 0 })).toBe('state-rolled-back');
  });

  it('of an era before the present one, however far it had come', async () => {
    const opened = await sealedVault();
    await sign(opened);
    const keys = new KeyTree(vaultSeed('hot'));
    const journal = { era: 'ab'.repeat(16), counter: 1 };
    const { stateFile } = opened;
    const effects = { chain: iotaChain, stateFile, now: () => NOW, random: countingRandom() };
    expect(codeOf(await OpenVault.open(keys, journal, effects))).toBe('state-rolled-back');
  });

  it('of another vault', async () => {
    const { stateFile } = await sealedVault();
    expect(await open({ seed: vaultSeed('foreign'), stateFile, journalCounter: 1 })).toBe('state-damaged');
  });

  it('of a treasury on a network of another kind of chain', async () => {
    const opened = await sealedVault();
    const { stateFile } = opened;
    const effects = {
      chain: { ...iotaChain, kind: 'moon' },
      stateFile,
      now: () => NOW,
      random: countingRandom(),
    };
    const journal = { era: ERA, counter: 1 };
    const keys = new KeyTree(vaultSeed('hot'));
    expect(codeOf(await OpenVault.open(keys, journal, effects))).toBe('network-wrong');
  });

  it('damaged, empty or foreign', async () => {
    const stateFile = new MemoryStateFile();
    for (const content of [new Uint8Array(0), new TextEncoder().encode('{"counter":1000}')]) {
      stateFile.content = content;
      expect(await open({ stateFile, journalCounter: 1 })).toBe('state-damaged');
    }
  });
});

describe('a vault that is open signs nothing new', () => {
  const second = () => proposal({ requests: [request({ id: uuid(0x4e1) })], coins: [coin(2)] });

  it('when a second signer has signed over the same state', async () => {
    const one = await sealedVault();
    const other = unwrap(await openVault({ stateFile: one.stateFile, journalCounter: 1 }));
    expect(codeOf(await sign(one))).toBe('accepted');
    expect(codeOf(await sign(other, second()))).toBe('state-rolled-back');
    expect(codeOf(await sign(one, second())), 'the first one goes on').toBe('accepted');
  });

  it('when its state was put back or deleted meanwhile', async () => {
    const opened = await sealedVault();
    const before = opened.stateFile.content;
    await sign(opened);
    opened.stateFile.content = before;
    expect(codeOf(await sign(opened, second()))).toBe('state-rolled-back');
    const deleted = await sealedVault();
    deleted.stateFile.content = null;
    expect(codeOf(await sign(deleted, second()))).toBe('state-rolled-back');
  });

  it('and two signers cannot both seal a first policy', async () => {
    const one = unwrap(await openVault());
    const other = unwrap(await openVault({ stateFile: one.stateFile }));
    const looser = signPolicy(policy({ feeCap: iota(0.001) }));
    expect(codeOf(await one.vault.sealPolicies(hot.id, [signPolicy(policy())]))).toBe('accepted');
    expect(codeOf(await other.vault.sealPolicies(hot.id, [looser]))).toBe('state-rolled-back');
  });
});

describe('a sealed state is taken', () => {
  it('where it is ahead of the journal: a crash fell between the two writes', async () => {
    const opened = await sealedVault();
    await sign(opened);
    const again = unwrap(await openVault({ stateFile: opened.stateFile, journalCounter: 1 }));
    expect(again.vault.mark.counter).toBe(2);
  });
});

describe('a new state', () => {
  it('is never written over one that is there', async () => {
    const { stateFile } = await sealedVault();
    const { content } = stateFile;
    const birth = { seed: vaultSeed('hot'), stateFile, random: countingRandom(), at: NOW, hasPast: false };
    expect(codeOf(await writeFreshState(birth))).toBe('stronghold-exists');
    expect(stateFile.content).toBe(content);
  });

  it('of a seed with a past refuses the requests of that past: they may have been signed for', async () => {
    const born = await freshStateFile(vaultSeed('hot'), true);
    const opened = unwrap(await openVault({ stateFile: born }));
    unwrap(await opened.vault.sealPolicies(hot.id, [signPolicy(policy())]));
    expect(codeOf(await sign(opened))).toBe('request-too-old');
    expect(opened.vault.times).toEqual({
      requestsFrom: NOW + 120_001,
      sealedAt: NOW,
      epoch: null,
      frozen: [],
    });
  });

  it('signs no request that was dated ahead before the restore, as far as that was ever signed for', async () => {
    const born = await freshStateFile(vaultSeed('hot'), true);
    const opened = unwrap(await openVault({ stateFile: born }));
    unwrap(await opened.vault.sealPolicies(hot.id, [signPolicy(policy())]));
    opened.clock.now = NOW + 10 * 60_000;
    const dated = (ahead: number) => proposal({ requests: [request({ createdAt: NOW + ahead })] });
    expect(codeOf(await sign(opened, dated(DATE_TOLERANCE_MS)))).toBe('request-too-old');
    expect(codeOf(await sign(opened, dated(DATE_TOLERANCE_MS + 1)))).toBe('accepted');
  });
});

describe('addresses', () => {
  it('are derived in ranges and refuse what lies beyond', async () => {
    const { vault } = await sealedVault();
    const { addresses } = unwrap(vault.addresses({ account: 0, change: 0, from: 0, count: 2 }));
    const [first, second] = addresses;
    expect(first).toEqual({ path: { account: 0, change: 0, index: 0 }, address: hot.address });
    expect(second?.address).not.toBe(hot.address);
    const beyond = vault.addresses({ account: 0, change: 0, from: 2 ** 31 - 1, count: 2 });
    expect(codeOf(beyond)).toBe('path-out-of-range');
  });

  it('are attested: for this vault, treasury and network, with a key that the policy names', async () => {
    const { vault } = await sealedVault();
    const { addresses, attestation } = unwrap(vault.addresses({ account: 3, change: 0, from: 40, count: 5 }));
    const { statement, signature } = attestation;
    expect(statement).toEqual(attestationOf({ treasuryId: uuid(0x7), network, vaultId: hot.id }, addresses));
    expect(statement).toMatchObject({ account: 3, change: 0, from: 40, count: 5 });
    expect(verifySignature(hot.key, attestationDigest(statement), signature)).toBe(true);
    expect(policy().vaults[0]?.attestationKey).toBe(hot.key);
  });
});
