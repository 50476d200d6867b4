import { describe, expect, it } from 'vitest';
import {
  approval,
  codeOf,
  coin,
  EPOCH,
  openVault,
  type ProposalParts,
  proposal,
  request,
  sealedVault,
  toSign,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';

const [one, two, three] = [coin(1), coin(2), coin(3)];
const asked = request();

/** Asks for a signature of these parts in an epoch, with Ben's approval. */
const ask = (parts: ProposalParts, epoch = EPOCH) => {
  const of = proposal({
    requests: [asked],
    ...parts,
    transfer: { expirationEpoch: epoch + 1n, ...parts.transfer },
  });
  return { ...toSign(of, approval(of)), epoch: epoch.toString() };
};

const after = EPOCH + 2n;

describe('a request is signed again only where the ledger itself forbids paying twice', () => {
  it('in bytes that consume a coin version of the earlier ones, when those are over', async () => {
    const { vault, clock } = await sealedVault();
    unwrap(await vault.sign(ask({ coins: [one] })));
    clock.now += 1_000;
    expect(codeOf(await vault.sign(ask({ coins: [one, two] }, after)))).toBe('accepted');
  });

  it.each<[string, string, ProposalParts, bigint]>([
    ['in bytes with another coin', 'request-duplicate', { coins: [two] }, after],
    [
      'in bytes with another version of the coin',
      'request-duplicate',
      { coins: [coin(1, { version: '8' })] },
      after,
    ],
    ['while the earlier bytes still live', 'input-already-signed', { coins: [one, two] }, EPOCH],
    ['in their last epoch', 'input-already-signed', { coins: [one, two] }, EPOCH + 1n],
    [
      'for another request with the same coin',
      'input-already-signed',
      { coins: [one], requests: [request({ id: uuid(0x4e2) })] },
      after,
    ],
  ])('not %s', async (_, code, parts, epoch) => {
    const { vault, stateFile, clock } = await sealedVault();
    unwrap(await vault.sign(ask({ coins: [one] })));
    clock.now += 1_000;
    const { writes } = stateFile;
    expect(codeOf(await vault.sign(ask(parts, epoch)))).toBe(code);
    expect(stateFile.writes).toBe(writes);
  });

  it('not in bytes that have a coin of one of the earlier ones only: the other could still happen', async () => {
    const { vault, clock } = await sealedVault();
    unwrap(await vault.sign(ask({ coins: [one, two] })));
    clock.now += 1_000;
    unwrap(await vault.sign(ask({ coins: [two, three] }, after)));
    clock.now += 1_000;
    const later = EPOCH + 4n;
    expect(codeOf(await vault.sign(ask({ coins: [three] }, later)))).toBe('request-duplicate');
    expect(codeOf(await vault.sign(ask({ coins: [one, three] }, later)))).toBe('accepted');
  });

  it('also after the vault was closed and opened again', async () => {
    const { vault, stateFile, clock } = await sealedVault();
    unwrap(await vault.sign(ask({ coins: [one] })));
    clock.now += 1_000;
    const again = unwrap(await openVault({ stateFile, journalCounter: vault.mark.counter, clock }));
    expect(codeOf(await again.vault.sign(ask({ coins: [two] }, after)))).toBe('request-duplicate');
    expect(codeOf(await again.vault.sign(ask({ coins: [one] }, after)))).toBe('accepted');
  });
});
