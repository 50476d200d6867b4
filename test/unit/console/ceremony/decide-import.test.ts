import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import {
  decideImport,
  MOST_FORMER_ADDRESSES,
  placeOf,
  transcriptImport,
  withinBounds,
} from '../../../../electron/console/ceremony/decide-import.ts';
import {
  historyBytes,
  historyDigest,
  MOST_FORMER_PAYMENTS,
} from '../../../../electron/core/ceremony/former-history.ts';
import type {
  FormerAccount,
  FormerOutput,
  FormerWallet,
} from '../../../../electron/wallet-folder/former-wallet.ts';

const hash = (n: number) => n.toString(16).padStart(64, '0');
const address = (index: number, keyHash = hash(index + 1)) => ({
  index,
  keyHash,
  text: `text ${index}`,
  used: true,
});
const account = (rest: Partial<FormerAccount> = {}): FormerAccount => ({
  index: 0,
  coinType: 4218,
  alias: 'Treasury',
  publicAddresses: [address(0)],
  internalAddresses: [],
  outputs: [],
  transactions: [],
  ...rest,
});
const output = (amount: string, rest: Partial<FormerOutput> = {}): FormerOutput => ({
  id: 'a',
  amount,
  spent: false,
  bound: false,
  networkId: '6',
  ...rest,
});
const wallet = (...accounts: FormerAccount[]): FormerWallet => ({
  network: null,
  accounts,
  unread: [],
  unreadMore: 0,
});
/** As if the seed gave what the wallet wrote down. */
const givenBy = ({ accounts }: FormerWallet) =>
  new Map(
    accounts.flatMap(({ index: number, publicAddresses, internalAddresses }) =>
      [publicAddresses, internalAddresses].flatMap((list, change) =>
        list.map(({ index, keyHash }) => [placeOf(number, change, index), `0x${keyHash}`] as const),
      ),
    ),
  );
const decide = (of: FormerWallet, derived = givenBy(of)) =>
  decideImport(of, '/a/folder', { chain: iotaChain, derived });
const payment = (n: number) => ({
  id: `0x${hash(n)}`,
  incoming: true,
  at: n,
  state: 'confirmed' as const,
  amount: '1',
  note: null,
});

describe('what comes out of a folder', () => {
  it('is every account whose addresses are all those of the seed', () => {
    const { accounts, expected } = decide(wallet(account({ publicAddresses: [address(0), address(7)] })));
    expect(accounts).toMatchObject([{ outcome: 'comes', addresses: 8, internalAddresses: 0 }]);
    expect([...expected]).toEqual([
      ['0/0/0', `0x${hash(1)}`],
      ['0/0/7', `0x${hash(8)}`],
    ]);
  });

  it('is no account when one address is not the seed’s, nor when the seed gave none there', () => {
    const of = wallet(account({ publicAddresses: [address(0), address(1)], transactions: [payment(1)] }));
    const derived = givenBy(of).set('0/0/1', `0x${hash(99)}`);
    const decided = decide(of, derived);
    expect(decided.accounts[0]).toMatchObject({
      outcome: 'differs',
      difference: { change: 0, index: 1, text: 'text 1', written: `0x${hash(2)}`, derived: `0x${hash(99)}` },
    });
    expect([decided.history.payments, [...decided.expected]]).toEqual([[], []]);
    expect(decide(of, new Map()).accounts[0]?.outcome).toBe('differs');
  });

  it('is the history alone where the coin type is another one', () => {
    const decided = decide(wallet(account({ coinType: 4219, transactions: [payment(1)] })));
    expect(decided.accounts[0]?.outcome).toBe('other-coin-type');
    expect([decided.history.payments.length, decided.expected.size]).toEqual([1, 0]);
  });

  it('counts what the wallet saw unspent, and no spent output', () => {
    const outputs = [output('5'), output('7', { spent: true })];
    expect(decide(wallet(account({ outputs }))).accounts[0]?.lastSeen).toBe(5n);
  });

  it('counts apart what others may take back or what is locked, and what lies on another ledger', () => {
    const outputs = [
      output('5'),
      output('6'),
      output('8', { bound: true }),
      output('9', { networkId: '77' }),
    ];
    expect(decide(wallet(account({ outputs }))).accounts[0]).toMatchObject({
      outputs: 4,
      lastSeen: 11n,
      lastBound: 8n,
      lastElsewhere: 9n,
    });
  });

  it('is signed with how many came, how many did not, and the digest of the payments, without names and notes', () => {
    const spoiled = account({ index: 1, publicAddresses: [address(0), address(5)] });
    const of = wallet(
      account({
        outputs: [output('5')],
        publicAddresses: [address(0), address(4)],
        internalAddresses: [address(2)],
      }),
      spoiled,
    );
    const derived = new Map(givenBy(of));
    derived.set(placeOf(1, 0, 5), `0x${'00'.repeat(32)}`);
    const decided = decide(of, derived);
    const signed = transcriptImport(decided);
    expect(signed).toEqual({
      format: 'sallyport/transcript-import/1',
      accounts: 1,
      accountsLeft: 1,
      addresses: 5,
      changeAddresses: 3,
      outputs: 1,
      payments: decided.history.payments.length,
      notes: decided.history.payments.filter(({ note }) => note !== null).length,
      history: historyDigest(historyBytes(decided.history)),
    });
  });

  it('is bounded over all accounts: those that do not fit are named, later ones that fit come', () => {
    const large = (index: number, last: number) => account({ index, publicAddresses: [address(last)] });
    const of = wallet(
      large(0, MOST_FORMER_ADDRESSES - 10),
      large(1, 9),
      account({ index: 2, publicAddresses: [address(8)] }),
    );
    expect([...withinBounds(of)].map(({ index }) => index)).toEqual([0, 2]);
    expect(decide(of).accounts.map(({ outcome }) => outcome)).toEqual(['comes', 'too-many', 'comes']);
  });

  it('is bounded in batches, too: an entry of the journal carries no more attestations', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      account({ index, internalAddresses: [address(0)] }),
    );
    expect(withinBounds(wallet(...many)).size).toBe(250);
  });

  it('is the newest payments; how many older ones do not come is said', () => {
    const transactions = Array.from({ length: MOST_FORMER_PAYMENTS + 2 }, (_, n) => payment(n));
    const { history, unread } = decide(wallet(account({ transactions })));
    expect(history.payments.length).toBe(MOST_FORMER_PAYMENTS);
    expect(history.payments.at(-1)?.at).toBe(2);
    expect(unread).toEqual([{ place: 'history', why: 'the 2 oldest payments do not come' }]);
  });
});
