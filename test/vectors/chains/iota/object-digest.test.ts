import { expect, it } from 'vitest';
import { coinReference } from '../../../../electron/chains/iota/pure/coin-object.ts';

/**
 * Two versions of a gas coin as the official node computed them: iotaledger/iota,
 * `crates/iota-graphql-e2e-tests/tests/transactions/programmable.exp` (address, sender, digests and gas as listed
 * there; the coin began with 300 000 IOTA, `GAS_VALUE_FOR_TESTING`).
 */
const id = '0x921501970d5c60b7217678f197863876a3253bf8603bf896c144aa1d0dfa38fc';
const owner = '0x8cca4e1ce0ba5904cea61df9242da2f7d29e3ef328fb7ec07c086b3bf47ca61a';
const begin = 300_000_000_000_000n;

it.each([
  {
    version: '2',
    balance: (begin - 7_300_400n).toString(),
    previousTransaction: '5dyez35XfQr25XbC7kiz6orM7ykHdsio4gixKYTxp5f4',
    digest: '4K7Vj5pezhCtNLow8ocZsUw5QfbXqqFAnqSJMeRB5yLA',
  },
  {
    version: '3',
    balance: (begin - 7_300_400n - 4_967_200n).toString(),
    previousTransaction: '9iHzgGuWMnPUbCrA8h3kp3gkcCtyrZHs7439P5AyfHna',
    digest: 'DRCsvvgGBGb6HkWDyqEL7BL7bQNZtLUmAdn5tJQtbb9i',
  },
])('the official node names version $version of a coin by the same digest', ({ digest, ...content }) => {
  const reference = coinReference({ id, owner, storageRebate: '980400', ...content });
  expect(reference).toEqual({ id, version: content.version, digest });
});
