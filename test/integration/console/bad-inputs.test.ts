import { describe, expect, it } from 'vitest';
import { listAccounts } from '../../../electron/console/account-views.ts';
import { createAccount } from '../../../electron/console/create-account.ts';
import { listMovements } from '../../../electron/console/movement-views.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { practiceDeposit } from '../../../electron/console/practice-deposit.ts';
import { previewWithdrawal, requestWithdrawal } from '../../../electron/console/request-withdrawal.ts';
import { signIn } from '../../../electron/console/sign-in.ts';
import { vaultOfKind } from '../../../electron/console/treasury.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import { legacyAddress } from '../../../electron/core/address.ts';
import type { ErrorCode } from '../../../electron/core/error-code.ts';
import {
  enter,
  NO_TIMERS,
  OUTSIDER,
  openDesk,
  openFundedDesk,
  type TestDesk,
} from '../../support/treasury-fixture.ts';
import { codeOf, createTreasury, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const all = { search: '', offset: 0, limit: 100 };

/** What must be the same after every refusal. */
function books({ treasury, hot }: TestDesk) {
  return {
    movements: listMovements(treasury, { ...all, kind: null, filter: 'all' }).total,
    accounts: listAccounts(treasury, { ...all, vaultId: null }).total,
    balance: treasury.store.coins.balance(hot),
    reserved: treasury.store.coins.reservedBalance(hot),
    head: treasury.store.journal.head()?.hash,
  };
}

describe('amounts of a withdrawal', () => {
  it('are refused with their code where they are no plain amount within the balance', async () => {
    const desk = await openFundedDesk(['2000']);
    const before = books(desk);
    const attempts: [string, ErrorCode][] = [
      ['', 'amount-empty'],
      ['   ', 'amount-empty'],
      ['0', 'amount-zero'],
      ['0.000000000', 'amount-zero'],
      ['-1', 'amount-negative'],
      ['-0', 'amount-negative'],
      ['0.0000000001', 'amount-too-many-decimals'],
      ['1e3', 'amount-exponent'],
      ['1E-9', 'amount-exponent'],
      ['1,000', 'amount-separator'],
      ['1 000', 'amount-separator'],
      ["1'000", 'amount-separator'],
      ['1.000.000', 'amount-separator'],
      ['\u0661\u0662', 'amount-not-a-number'],
      ['0x10', 'amount-not-a-number'],
      ['NaN', 'amount-not-a-number'],
      ['2000.000000001', 'amount-above-balance'],
      ['9223372036.854775807', 'amount-above-balance'],
      ['9223372036.854775808', 'amount-too-large'],
      ['99999999999999999999999', 'amount-too-large'],
    ];
    for (const [amount, code] of attempts) {
      const typed = { vaultId: desk.hot, recipient: OUTSIDER, amount };
      expect(codeOf(await requestWithdrawal(desk.treasury, { ...typed, reference: '' })), amount).toBe(code);
      expect(codeOf(await previewWithdrawal(desk.treasury, typed)), amount).toBe(code);
    }
    expect(books(desk)).toEqual(before);
    // The whole balance is no error of the amount: it waits, because its gas is not there.
    const whole = must(
      await requestWithdrawal(desk.treasury, {
        vaultId: desk.hot,
        recipient: OUTSIDER,
        amount: '2000',
        reference: '',
      }),
    );
    const [row] = listMovements(desk.treasury, { ...all, kind: null, filter: 'all' }).rows;
    expect(row).toMatchObject({
      id: whole.id,
      state: 'queued',
      trouble: { code: 'funds-insufficient' },
    });
  });

  it('of a practice deposit are refused by the same parser', async () => {
    const { treasury } = await openDesk();
    const address = vaultOfKind(treasury, 'hot').receiveAddress;
    for (const [amount, code] of [
      ['', 'amount-empty'],
      ['1e9', 'amount-exponent'],
      ['-5', 'amount-negative'],
    ] as const) {
      expect(codeOf(await practiceDeposit(treasury, { address, amount }))).toBe(code);
    }
    expect(codeOf(await practiceDeposit(treasury, { address: OUTSIDER, amount: '1' }))).toBe(
      'account-unknown',
    );
  });
});

describe('recipients of a withdrawal', () => {
  it('are refused with their code where they are no plain foreign address', async () => {
    const desk = await openFundedDesk(['100']);
    const { treasury, hot } = desk;
    const before = books(desk);
    const own = vaultOfKind(treasury, 'hot').receiveAddress;
    const attempts: [string, ErrorCode][] = [
      ['', 'address-empty'],
      [OUTSIDER.slice(0, -1), 'address-wrong-length'],
      [`${OUTSIDER}0`, 'address-wrong-length'],
      [`0x${'0C'.repeat(32)}`, 'address-wrong-case'],
      [`0X${'0c'.repeat(32)}`, 'address-wrong-case'],
      ['0c'.repeat(32), 'address-no-prefix'],
      [`0x${'0g'.repeat(32)}`, 'address-not-hex'],
      [`0x${'0\u0441'.repeat(32)}`, 'address-not-hex'],
      [legacyAddress(OUTSIDER), 'address-bech32'],
      [legacyAddress(OUTSIDER).toUpperCase(), 'address-bech32'],
      [own, 'address-own'],
      [vaultOfKind(treasury, 'cold').receiveAddress, 'address-own-vault'],
    ];
    for (const [recipient, code] of attempts) {
      const asked = await requestWithdrawal(treasury, {
        vaultId: hot,
        recipient,
        amount: '1',
        reference: '',
      });
      expect(codeOf(asked), recipient).toBe(code);
    }
    expect(books(desk)).toEqual(before);
  });

  it('of own accounts are refused even where nobody was given the address yet', async () => {
    const { treasury, hot } = await openFundedDesk(['100']);
    const ahead = treasury.store.accounts.nextReady(hot, 0)!.address;
    const asked = await requestWithdrawal(treasury, {
      vaultId: hot,
      recipient: ahead,
      amount: '1',
      reference: '',
    });
    expect(codeOf(asked)).toBe('address-own');
  });

  it('are not looked at where the vault is unknown', async () => {
    const { treasury } = await openFundedDesk(['100']);
    const asked = await requestWithdrawal(treasury, {
      vaultId: '00000000-0000-4000-8000-000000000000',
      recipient: OUTSIDER,
      amount: '1',
      reference: '',
    });
    expect(codeOf(asked)).toBe('vault-unknown');
  });
});

describe('references of a withdrawal', () => {
  it('take 140 characters of any script, and refuse more, controls and direction marks', async () => {
    const { treasury, hot } = await openFundedDesk(['100']);
    const ask = (reference: string) =>
      requestWithdrawal(treasury, { vaultId: hot, recipient: OUTSIDER, amount: '1', reference });
    expect(codeOf(await ask('\u{1F3F0}'.repeat(141)))).toBe('reference-too-long');
    expect(codeOf(await ask('a\nb'))).toBe('reference-control-character');
    expect(codeOf(await ask('a\u202eb'))).toBe('reference-control-character');
    expect(codeOf(await ask('\u{1F3F0}'.repeat(140)))).toBeNull();
  });
});

describe('aliases of accounts', () => {
  it('are refused with their code where a reader could not tell them', async () => {
    const desk = await openDesk();
    const { treasury, hot } = desk;
    must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));
    must(await createAccount(treasury, { vaultId: hot, alias: 'Aurora' }));
    const before = books(desk);
    const attempts: [string, ErrorCode][] = [
      ['', 'alias-empty'],
      [' \t ', 'alias-empty'],
      ['Aurora', 'alias-duplicate'],
      [' aurora ', 'alias-duplicate'],
      ['\uff21urora', 'alias-duplicate'],
      ['x'.repeat(200), 'alias-too-long'],
      ['a\u0000b', 'alias-control-character'],
      ['a\u200bb', 'alias-control-character'],
      ['abc\u202edef', 'alias-bidi-control'],
      ['abc\u2066def', 'alias-bidi-control'],
      ['a\ud800b', 'alias-not-well-formed'],
    ];
    for (const [alias, code] of attempts) {
      expect(codeOf(await createAccount(treasury, { vaultId: hot, alias })), JSON.stringify(alias)).toBe(
        code,
      );
    }
    expect(books(desk)).toEqual(before);
  });

  it('are one name once, when two people type it at the same time', async () => {
    const { treasury, hot } = await openDesk();
    must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));
    const both = await Promise.all(
      ['Fjord', 'FJORD'].map((alias) => createAccount(treasury, { vaultId: hot, alias })),
    );
    expect(both.map(codeOf).toSorted()).toEqual(['alias-duplicate', null]);
  });
});

describe('passwords', () => {
  it('are refused with their code where they are empty, too long or wrong', async () => {
    const { treasury, hot } = await openDesk();
    const officerId = treasury.policy.officers[0]!.id;
    const attempts: [Uint8Array, ErrorCode][] = [
      [new Uint8Array(0), 'password-empty'],
      [new Uint8Array(4097).fill(97), 'password-too-long'],
      [utf8(`${PASSWORD} `), 'password-wrong'],
      [utf8(PASSWORD.toUpperCase()), 'password-wrong'],
    ];
    for (const [password, code] of attempts) {
      expect(codeOf(await openVault(treasury, { vaultId: hot, password: password.slice() }))).toBe(code);
      expect(codeOf(await signIn(treasury, { officerId, password: password.slice() }))).toBe(code);
    }
    expect(treasury.sessions.vaultState(hot)).toBe('locked');
    expect(treasury.sessions.officer).toBeNull();
    // And the true one opens it all the same.
    must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));
    await enter(treasury, 'Mara');
  });

  it('of 1000 characters work, and are told apart to the last', async () => {
    const password = 'correct horse '.repeat(72).slice(0, 1000);
    const { treasury, hot } = await openDesk(NO_TIMERS, password);
    const cut = await openVault(treasury, { vaultId: hot, password: utf8(password.slice(0, 999)) });
    expect(codeOf(cut)).toBe('password-wrong');
    must(await openVault(treasury, { vaultId: hot, password: utf8(password) }));
  });

  it('are raw UTF-8: composed and decomposed forms are two passwords', async () => {
    const composed = 'Schl\u00fcssel \u{1F511}';
    const { treasury, hot } = await openDesk(NO_TIMERS, composed);
    expect(composed.normalize('NFD')).not.toBe(composed);
    const decomposed = await openVault(treasury, { vaultId: hot, password: utf8(composed.normalize('NFD')) });
    expect(codeOf(decomposed)).toBe('password-wrong');
    must(await openVault(treasury, { vaultId: hot, password: utf8(composed) }));
  });

  it('of a new treasury are checked before anything is made', async () => {
    const { treasury, node, folder } = await openDesk();
    const made = await createTreasury(`${folder}-2`, node, treasury.effects, '');
    expect(codeOf(made)).toBe('password-empty');
  });
});

describe('a treasury whose balance is proven', () => {
  it('has a journal that verifies after a hundred refusals', async () => {
    const { treasury, hot } = await openFundedDesk(['5']);
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        requestWithdrawal(treasury, {
          vaultId: hot,
          recipient: i % 2 ? OUTSIDER : '',
          amount: '6',
          reference: '',
        }),
      ),
    );
    must(await verifyJournal(treasury));
  });
});
