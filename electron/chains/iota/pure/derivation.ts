import type { DerivationPath } from '../../../core/derivation-path.ts';
import type { Derivation } from '../../chain.ts';

/** SLIP-44 coin type of IOTA. (Shimmer's 4219 is refused by today's network tools.) */
export const COIN_TYPE = 4218;

const levels = ({ account, change, index }: DerivationPath) => [44, COIN_TYPE, account, change, index];

/** `m/44'/4218'/account'/change'/index'`, as IOTA's wallets derive (BIP-44, SLIP-10 Ed25519). */
export const iotaDerivation: Derivation = {
  coinType: COIN_TYPE,
  levels,
  format: (path) =>
    `m/${levels(path)
      .map((level) => `${level}'`)
      .join('/')}`,
};
