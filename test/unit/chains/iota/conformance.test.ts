import { describe } from 'vitest';
import { evidenceOfCoin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaTerms } from '../../../../electron/chains/iota/pure/fee-terms.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { describeChain } from '../chain-conformance.ts';
import { coin } from './samples.ts';

const digits = 'ab'.repeat(32);

describe('IOTA as a chain', () => {
  describeChain({
    chain: iotaChain,
    terms: iotaTerms(1000n),
    dearer: iotaTerms(1001n),
    badTerms: [iotaTerms(999n), iotaTerms(10n ** 9n + 1n), { chain: 'iota', terms: { gasPrice: 1000 } }],
    input: (number, { owner, units }) => evidenceOfCoin(coin(number, { owner, balance: units.toString() })),
    fields: null,
    otherFields: [],
    badFields: [{}, 0, '', [], { reference: 1 }],
    badAddresses: [
      ['', 'address-empty'],
      ['   ', 'address-empty'],
      [digits, 'address-no-prefix'],
      [`0X${digits}`, 'address-wrong-case'],
      [`0x${digits.toUpperCase()}`, 'address-wrong-case'],
      [`0x${digits.slice(1)}`, 'address-wrong-length'],
      [`0x${digits}0`, 'address-wrong-length'],
      [`0x${digits.slice(1)}g`, 'address-not-hex'],
      ['iota1qpg4tqh7vj9s7y9zk2smj8t4qgvse9um42l7apdkhw6syp5ju4w3v79tf3l', 'address-bech32'],
    ],
    hasChecksum: false,
    tooManyBytes: 131_073,
  });
});
