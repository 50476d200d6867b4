import path from 'node:path';
import { mnemonicToSeedSync } from '@scure/bip39';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { vaultAddress } from '../../electron/signer/vault-address.ts';
import { accountJson, addressJson, walletChanges } from './former-wallet-values.ts';
import { folderFiles, writeFiles } from './wallet-folder.ts';

/** Where a seed has its addresses, as today's network writes them. */
export const addressesOf = (mnemonic: string) => {
  const keys = new KeyTree(mnemonicToSeedSync(mnemonic));
  return (account: number, change: number, index: number): string =>
    vaultAddress(keys, iotaChain, { account, change, index });
};

/** An address as another wallet of this seed writes it down. */
export const writtenAt =
  (mnemonic: string) =>
  (account: number, change: number, index: number): ReturnType<typeof addressJson> =>
    addressJson(addressesOf(mnemonic)(account, change, index).slice(2), index, change === 1);

export const formerPayment = (timestamp: number, note?: string, amount?: string) => ({
  payload:
    amount === undefined
      ? {}
      : {
          essence: {
            outputs: [{ amount, unlockConditions: [{ type: 0, address: { pubKeyHash: '0x00' } }] }],
          },
        },
  inclusionState: 'Confirmed',
  timestamp: String(timestamp),
  incoming: false,
  ...(note === undefined ? {} : { note }),
});

/** An output that the wallet saw unspent. */
const formerOutput = (amount: string, unlockConditions: readonly { readonly type: number }[]) => ({
  output: { type: 3, amount, unlockConditions },
  isSpent: false,
  networkId: '6983867240718231171',
});

/** Writes the folder of a wallet with these accounts. @returns its path */
export async function writeFormerWallet(
  parent: string,
  accounts: readonly Readonly<Record<string, unknown>>[],
): Promise<string> {
  const folder = path.join(parent, 'walletdb');
  await writeFiles(folder, folderFiles({ log: [walletChanges(accounts)] }));
  return folder;
}

/** Accounts as a treasurer has them: two that are of the seed, and one of which an address was changed. */
export function treasurersAccounts(mnemonic: string): Readonly<Record<string, unknown>>[] {
  const at = writtenAt(mnemonic);
  const id = (digit: string) => `0x${digit.repeat(64)}`;
  const day = Date.UTC(2023, 4, 30);
  return [
    accountJson(0, {
      alias: 'Treasury',
      publicAddresses: [at(0, 0, 0), at(0, 0, 1), at(0, 0, 2)],
      internalAddresses: [at(0, 1, 0)],
      outputs: {
        [`${id('a')}0000`]: formerOutput('1250000000', [{ type: 0 }]),
        [`${id('b')}0000`]: formerOutput('40000000', [{ type: 0 }, { type: 3 }]),
      },
      transactions: {
        [id('1')]: formerPayment(day, 'rent May', '2000000'),
        [id('2')]: formerPayment(day + 86_400_000, 'audit, second half', '7500000'),
      },
    }),
    accountJson(1, {
      alias: 'Ops desk ü',
      publicAddresses: [at(1, 0, 0)],
      transactions: { [id('3')]: formerPayment(day + 3_600_000, undefined, '100000') },
    }),
    accountJson(2, {
      alias: 'Changed by somebody',
      publicAddresses: [at(2, 0, 0), addressJson('ee'.repeat(32), 1)],
    }),
  ];
}
