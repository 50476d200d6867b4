import { describe, expect, it } from 'vitest';
import { legacyAddress } from '../../../electron/chains/iota/pure/address.ts';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { listAccounts } from '../../../electron/console/accounts/list-accounts.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { listMovements } from '../../../electron/console/movements/movement-views.ts';
import {
  previewWithdrawal,
  requestWithdrawal,
} from '../../../electron/console/movements/request-withdrawal.ts';
import { signIn } from '../../../electron/console/officers/sign-in.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import type { ErrorCode } from '../../../electron/core/error-code.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import {
  NO_TIMERS,
  OUTSIDER,
  openDesk,
  openFundedDesk,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import {
  codeOf,
  createTreasury,
  enter,
  must,
  officerIdOf,
  PASSWORD,
  utf8,
} from '../../support/treasury-steps.ts';

const all = { search: '', offset: 0, limit: 100 };

/** What must be the same after every refusal. */
async function books({ station, hot }: TestDesk) {
  return {
    movements: (await listMovements(station, nobody, { ...all, kind: null, filter: 'all' })).total,
    accounts: (await listAccounts(station, { ...all, vaultId: null })).total,
    figures: await station.books.figures.vault(hot),
    head: (await station.books.journal.head())?.hash,
  };
}

describe('amounts of a withdrawal', () => {
  it('are refused with their code where they are no plain amount within the balance', async () => {
    const desk = await openFundedDesk(['2000']);
    const before = await books(desk);
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
      expect(
        codeOf(await requestWithdrawal(desk.station, desk.as('Mara'), { ...typed, reference: '' })),
        amount,
      ).toBe(code);
      expect(codeOf(await previewWithdrawal(desk.station, typed)), amount).toBe(code);
    }
    expect(await books(desk)).toEqual(before);
    // The whole balance is no error of the amount: it waits, because its fee is not there.
    const whole = must(
      await requestWithdrawal(desk.station, desk.as('Mara'), {
        vaultId: desk.hot,
        recipient: OUTSIDER,
        amount: '2000',
        reference: '',
      }),
    );
    const [row] = (await listMovements(desk.station, nobody, { ...all, kind: null, filter: 'all' })).rows;
    expect(row).toMatchObject({
      id: whole.id,
      state: 'queued',
      problem: { code: 'funds-insufficient' },
    });
  });

  it('of a practice deposit are refused by the same parser', async () => {
    const { station } = await openDesk();
    const address = vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
    for (const [amount, code] of [
      ['', 'amount-empty'],
      ['1e9', 'amount-exponent'],
      ['-5', 'amount-negative'],
    ] as const) {
      expect(codeOf(await practiceDeposit(station, { address, amount }))).toBe(code);
    }
    expect(codeOf(await practiceDeposit(station, { address: OUTSIDER, amount: '1' }))).toBe(
      'account-unknown',
    );
  });
});

describe('recipients of a withdrawal', () => {
  it('are refused with their code where they are no plain foreign address', async () => {
    const desk = await openFundedDesk(['100']);
    const { station, hot } = desk;
    const before = await books(desk);
    const own = vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
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
      [vaultAtWork(station.policy.present(), [], 'cold').receiveAddress, 'address-own-vault'],
    ];
    for (const [recipient, code] of attempts) {
      const asked = await requestWithdrawal(station, desk.as('Mara'), {
        vaultId: hot,
        recipient,
        amount: '1',
        reference: '',
      });
      expect(codeOf(asked), recipient).toBe(code);
    }
    expect(await books(desk)).toEqual(before);
  });

  it('of own accounts are refused even where nobody was given the address yet', async () => {
    const desk = await openFundedDesk(['100']);
    const { station, hot } = desk;
    const ahead = (await station.books.addresses.nextReady(hot, 0))!.address;
    const asked = await requestWithdrawal(station, desk.as('Mara'), {
      vaultId: hot,
      recipient: ahead,
      amount: '1',
      reference: '',
    });
    expect(codeOf(asked)).toBe('address-own');
  });

  it('are not looked at where the vault is unknown', async () => {
    const desk = await openFundedDesk(['100']);
    const { station } = desk;
    const asked = await requestWithdrawal(station, desk.as('Mara'), {
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
    const desk = await openFundedDesk(['100']);
    const { station, hot } = desk;
    const ask = (reference: string) =>
      requestWithdrawal(station, desk.as('Mara'), {
        vaultId: hot,
        recipient: OUTSIDER,
        amount: '1',
        reference,
      });
    expect(codeOf(await ask('\u{1F3F0}'.repeat(141)))).toBe('reference-too-long');
    expect(codeOf(await ask('a\nb'))).toBe('reference-control-character');
    expect(codeOf(await ask('a\u202eb'))).toBe('reference-control-character');
    expect(codeOf(await ask('\u{1F3F0}'.repeat(140)))).toBeNull();
  });
});

describe('aliases of accounts', () => {
  it('are refused with their code where a reader could not tell them', async () => {
    const desk = await openDesk();
    const { station, hot } = desk;
    must(await unlock(station, hot));
    must(await createAccount(station, await anyOfficer(station), { vaultId: hot, alias: 'Aurora' }));
    const before = await books(desk);
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
      expect(
        codeOf(await createAccount(station, await anyOfficer(station), { vaultId: hot, alias })),
        JSON.stringify(alias),
      ).toBe(code);
    }
    expect(await books(desk)).toEqual(before);
  });

  it('are one name once, when two people type it at the same time', async () => {
    const { station, hot } = await openDesk();
    must(await unlock(station, hot));
    const both = await Promise.all(
      ['Fjord', 'FJORD'].map(async (alias) =>
        createAccount(station, await anyOfficer(station), { vaultId: hot, alias }),
      ),
    );
    expect(both.map(codeOf).toSorted()).toEqual(['alias-duplicate', null]);
  });
});

describe('passwords', () => {
  it('are refused with their code where they are empty, too long or wrong', async () => {
    const desk = await openDesk();
    const { station, caller, hot } = desk;
    const officerId = officerIdOf(station, 'Mara');
    const attempts: [Uint8Array, ErrorCode][] = [
      [new Uint8Array(0), 'password-empty'],
      [new Uint8Array(4097).fill(97), 'password-too-long'],
      [utf8(`${PASSWORD} `), 'password-wrong'],
      [utf8(PASSWORD.toUpperCase()), 'password-wrong'],
    ];
    for (const [password, code] of attempts) {
      expect(
        codeOf(
          await openVault(station, await anyOfficer(station), { vaultId: hot, password: password.slice() }),
        ),
      ).toBe(code);
      expect(codeOf(await signIn(station, caller, { officerId, password: password.slice() }))).toBe(code);
    }
    expect(station.keys.vaults.state(hot)).toBe('locked');
    expect(caller.officers.list()).toEqual([]);
    // And the true one opens it all the same.
    must(await unlock(station, hot));
    await enter(desk, 'Mara');
  });

  it('of 1000 characters work, and are told apart to the last', async () => {
    const password = 'correct horse '.repeat(72).slice(0, 1000);
    const { station, hot } = await openDesk(NO_TIMERS, password);
    const cut = await unlock(station, hot, password.slice(0, 999));
    expect(codeOf(cut)).toBe('password-wrong');
    must(await unlock(station, hot, password));
  });

  it('are tried composed and decomposed, as one attempt', async () => {
    const composed = 'Schl\u00fcssel \u{1F511}';
    const { station, hot } = await openDesk(NO_TIMERS, composed);
    expect(composed.normalize('NFD')).not.toBe(composed);
    for (let attempt = 0; attempt < 4; attempt++) {
      expect(codeOf(await unlock(station, hot, 'Schl\u00fcssel'))).toBe('password-wrong');
    }
    must(await unlock(station, hot, composed.normalize('NFD')));
  });

  it('of a new treasury are checked before anything is made', async () => {
    const { effects, node, folder } = await openDesk();
    const made = await createTreasury(`${folder}-2`, node, effects, '');
    expect(codeOf(made)).toBe('password-empty');
  });
});

describe('a treasury whose balance is proven', () => {
  it('has a journal that verifies after a hundred refusals', async () => {
    const desk = await openFundedDesk(['5']);
    const { station, hot } = desk;
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        requestWithdrawal(station, desk.as('Mara'), {
          vaultId: hot,
          recipient: i % 2 ? OUTSIDER : '',
          amount: '6',
          reference: '',
        }),
      ),
    );
    must(await verifyJournal(station));
  });
});
