import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { nodeEffects } from '../../electron/signer/node-effects.ts';
import { OpenVault } from '../../electron/signer/open-vault.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { closing } from './epoch-ends.ts';
import { markAt } from './signer-files.ts';
import { approval, coin, EPOCH, NOW, proposal, request, toSign, uuid, vaultSeed } from './signer-fixture.ts';

/** The hot vault over a sealed state on the disk, without its Stronghold file. */
export const openStateOnDisk = (strongholdFile: string, counter: number, compactFrom = 4096) =>
  OpenVault.open(new KeyTree(vaultSeed('hot')), markAt(counter), {
    chain: iotaChain,
    stateFile: nodeEffects.stateFileOf(strongholdFile),
    random: nodeEffects.random,
    now: () => NOW,
    compactFrom,
  });

/** Has a vault verify the end of the fixtures' epoch, which its policy must prove. */
export const endFirstEpoch = (vault: OpenVault) =>
  vault.takeClosings({ root: null, closings: [closing(EPOCH)] });

/** An approved payment, each from a coin of its own. */
export const payment = (number: number) => {
  const of = proposal({ requests: [request({ id: uuid(0x500 + number) })], coins: [coin(100 + number)] });
  return toSign(of, approval(of));
};
