import { describe } from 'vitest';
import { toyChain, toyTerms } from '../../support/toy-chain/toy-chain.ts';
import { evidenceOf } from '../../support/toy-chain/toy-evidence.ts';
import { mintBytes } from '../../support/toy-chain/toy-transaction.ts';
import { describeChain } from './chain-conformance.ts';

const own = toyChain.address.ofPublicKey(new Uint8Array(32).fill(1));

describe('a chain as unlike as the port allows', () => {
  describeChain({
    chain: toyChain,
    terms: toyTerms(250n, 1000),
    dearer: toyTerms(251n, 1000),
    badTerms: [
      toyTerms(0n, 1000),
      toyTerms(10n ** 10n, 1000),
      toyTerms(250n, -1),
      { chain: 'toy', terms: { fee: '250' } },
      { chain: 'toy', terms: { fee: 250, head: 1000 } },
    ],
    input: (number, of) => evidenceOf(mintBytes(number, of), 0),
    fields: { reference: 1000, expiry: 1020 },
    otherFields: [
      { reference: 1000, expiry: 1001 },
      { reference: 1001, expiry: 1020 },
      { reference: 2000, expiry: 2020 },
    ],
    badFields: [
      null,
      {},
      { reference: 1000 },
      { reference: 1000, expiry: 1020, more: 1 },
      { reference: '1000', expiry: '1020' },
      { reference: 999, expiry: 1010 },
      { reference: 2001, expiry: 2010 },
      { reference: 1000, expiry: 1000 },
      { reference: 1000, expiry: 999 },
      { reference: 1000, expiry: 1021 },
      { reference: 1000.5, expiry: 1010 },
      { reference: -1, expiry: 2 ** 32 },
      [],
      'now',
    ],
    badAddresses: [
      ['', 'address-empty'],
      [own.toUpperCase(), 'address-wrong-case'],
      [own.slice(4), 'address-no-prefix'],
      [`0x${'ab'.repeat(32)}`, 'address-no-prefix'],
      [own.replace('toy1', 'try1'), 'address-no-prefix'],
      ['toy1', 'address-wrong-length'],
    ],
    hasChecksum: true,
    tooManyBytes: 4097,
  });
});
