import type { AccountRow, AddressRow } from '../../electron/contract/accounts.ts';
import type { DecodedView, MovementAction, MovementDetail, MovementRow, MovementState } from '../../electron/contract/movements.ts';
import type { DepositRow } from '../../electron/contract/deposits.ts';
import type { JournalRow } from '../../electron/contract/journal.ts';
import type { TreasuryView } from '../../electron/contract/treasury.ts';
import type { AppView } from '../../electron/contract/app.ts';
import type { Bridge, Channel, Input, Output } from '../../electron/contract/contract.ts';
import type { Topic } from '../../electron/contract/topics.ts';
import { legacyAddress } from '../../electron/core/address.ts';
import { formatPath } from '../../electron/core/derivation-path.ts';
import { blake2b256, bytesToHex } from '../../electron/core/digest.ts';
import type { ErrorCode } from '../../electron/core/error-code.ts';
import { parseAmount } from '../../electron/core/money.ts';
import { ok, type Result, refuse } from '../../electron/core/result.ts';
import { wordCode } from '../../electron/core/word-code.ts';
import { fakeAddressOf, fakeCeremony, fakeHotEntropy } from './fake-ceremony.ts';

/** What the fake shows. setup: no treasury. empty: a new one. full: 100 000 rows in each list. error: every reading fails. */
export interface FakeOptions {
  readonly mode: 'setup' | 'empty' | 'full' | 'error';
  readonly theme: 'light' | 'dark' | 'system';
  readonly rows?: number;
  /** Pushes a change of everything this often; 0 never. Milliseconds. */
  readonly liveEvery?: number;
  readonly now?: number;
}

const text = new TextEncoder();
const hash = (seed: string) => bytesToHex(blake2b256(text.encode(seed)));
const address = (seed: string) => `0x${hash(seed)}`;
const uuid = (seed: string) => {
  const h = hash(seed);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
};
const digits = (seed: string, modulus: bigint) => BigInt(`0x${hash(seed).slice(0, 15)}`) % modulus;
const iota = (whole: bigint) => (whole * 1_000_000_000n).toString();

const HOT = uuid('hot');
const COLD = uuid('cold');
const names = [
  'Harbour Coffee',
  'Müller & Söhne',
  'Aster Labs',
  'Ops float',
  'Νηρέας Shipping',
  'Kestrel Fund',
];
const officers: TreasuryView['officers'] = [
  { id: uuid('mara'), name: 'Mara Lind', roles: ['maker'] },
  { id: uuid('adam'), name: 'Adam Okafor', roles: ['approver'] },
  { id: uuid('ines'), name: 'Inés Duarte', roles: ['approver', 'policy-admin'] },
  { id: uuid('jun'), name: 'Jun Park', roles: ['auditor'] },
];
const statesInTurn: readonly MovementState[] = [
  'proposed',
  'queued',
  'approved',
  'signed',
  'sent',
  'final',
  'final',
  'rejected',
  'failed',
  'final',
  'cancelled',
  'expired',
];

/** A bridge with a whole treasury in memory, for looking at the screens and for their tests. Never shipped. */
export function fakeBridge(options: FakeOptions): Bridge {
  const now = options.now ?? Date.now();
  const many = options.mode === 'full' ? (options.rows ?? 100_000) : 0;
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  let open = options.mode !== 'setup';
  let settings: AppView['settings'] = { theme: options.theme, idleLockSeconds: 300 };
  let signedIn: string | null = options.mode === 'full' ? officers[1]!.id : null;
  const vaultStates: Record<string, 'locked' | 'open'> = { [HOT]: 'open', [COLD]: 'locked' };
  const made: AccountRow[] = [];
  const requested: MovementRow[] = [];
  const states = new Map<string, MovementState>();
  const issued = new Map<string, number>();

  const push = (...topics: Topic[]) => {
    for (const listener of listeners) listener(topics);
  };
  if (options.liveEvery) {
    setInterval(() => push('app', 'accounts', 'deposits', 'movements', 'journal'), options.liveEvery);
  }

  const officerName = () => officers.find((officer) => officer.id === signedIn)?.name ?? null;

  const account = (index: number): AccountRow => {
    const vault = index % 40 === 3 ? COLD : HOT;
    return {
      vaultId: vault,
      vaultName: vault === HOT ? 'Hot vault' : 'Cold vault',
      vaultKind: vault === HOT ? 'hot' : 'cold',
      index,
      alias: index < names.length ? names[index]! : `Customer ${String(100_000 + index)}`,
      issuedAddresses: 1 + (index % 4),
      balance: digits(`balance ${index}`, 9_000_000_000_000n).toString(),
      createdAt: now - index * 61_000,
    };
  };
  const addressOf = (vault: string, index: number, at: number): AddressRow => {
    const own = address(`${vault} ${index} ${at}`);
    const path = { account: index, change: 0, index: at };
    return {
      address: own,
      legacy: legacyAddress(own),
      path,
      pathText: formatPath(path),
      balance: digits(own, 4_000_000_000_000n).toString(),
      issuedAt: now - at * 86_400_000,
    };
  };
  const deposit = (i: number): DepositRow => ({
    id: `deposit-${i}`,
    state: i < 2 ? 'seen' : 'final',
    amount: (digits(`deposit ${i}`, 90_000_000_000_000n) + 1n).toString(),
    address: address(`${HOT} ${i} 0`),
    accountAlias: account(i % 5000).alias,
    vaultName: account(i % 5000).vaultName,
    sender: address(`sender ${i}`),
    transaction: hash(`transaction ${i}`).slice(0, 44),
    seenAt: now - i * 97_000,
    finalAt: i < 2 ? null : now - i * 97_000 + 2_400,
    checkpoint: i < 2 ? null : String(482_113 - i),
  });
  const movement = (kind: MovementRow['kind'], i: number): MovementRow => {
    const id = uuid(`${kind} ${i}`);
    const state = states.get(id) ?? statesInTurn[i % statesInTurn.length]!;
    return {
      id,
      kind,
      state,
      vaultId: HOT,
      vaultName: 'Hot vault',
      recipient: kind === 'sweep' ? address('cold receive') : address(`recipient ${i}`),
      recipientName: kind === 'sweep' ? 'Cold vault' : null,
      amount: (digits(`${kind} amount ${i}`, 60_000_000_000_000n) + 1n).toString(),
      reference:
        i % 7 === 4 ? '' : kind === 'sweep' ? `Sweep 2026-11-${10 + (i % 20)}` : `Payout ${48_200 - i}`,
      makerName: 'Mara Lind',
      createdAt: now - i * 311_000 - 900_000,
      updatedAt: now - i * 311_000,
      approvals: state === 'queued' ? 0 : state === 'proposed' ? 1 : 2,
      approvalsNeeded: state === 'queued' ? null : 2,
      waitsForMe: signedIn !== null && state === 'proposed',
      trouble:
        state === 'failed'
          ? { code: 'node-rejected', message: 'expected success, got InsufficientGas' }
          : null,
    };
  };
  const journalEntry = (i: number): JournalRow => {
    const seq = Math.max(many, 14) - i;
    const kinds = [
      'deposit-final',
      'proposal-approved',
      'withdrawal-requested',
      'vault-opened',
      'transaction-final',
    ] as const;
    const kind = kinds[i % kinds.length]!;
    const summaries = {
      'deposit-final': `Deposit of 182.40 IOTA to ${account(i % 900).alias} is final`,
      'proposal-approved': `Adam Okafor approved Payout ${48_000 - i}`,
      'withdrawal-requested': `Mara Lind requested 12 500.00 IOTA, Payout ${48_000 - i}`,
      'vault-opened': 'Hot vault was unlocked',
      'transaction-final': `Payout ${48_000 - i} is final in checkpoint ${482_000 - i}`,
    };
    return {
      seq,
      at: now - i * 43_000,
      kind,
      officerName: kind === 'deposit-final' || kind === 'transaction-final' ? null : 'Adam Okafor',
      summary: summaries[kind],
      hash: hash(`journal ${seq}`),
      signedByOfficer: kind === 'proposal-approved' || kind === 'withdrawal-requested',
      body: JSON.stringify({ amount: '182400000000', request: uuid(`w ${i}`), address: address(`a ${i}`) }),
    };
  };

  const actionsOf = (row: MovementRow): MovementDetail['actions'] => {
    const officer = officers.find((candidate) => candidate.id === signedIn);
    const may = (action: MovementAction, code: ErrorCode | null) => ({
      action,
      allowed: code === null,
      reason: code === null ? null : { code, message: `refused for the look of it: ${code}` },
    });
    const who: ErrorCode | null = officer ? null : 'officer-not-signed-in';
    const approver = who ?? (officer?.roles.includes('approver') ? null : 'role-missing');
    const maker = who ?? (officer?.roles.includes('maker') ? null : 'role-missing');
    const key: ErrorCode | null = vaultStates[row.vaultId] === 'open' ? null : 'vault-locked';
    switch (row.state) {
      case 'queued':
        return [may('build', who ?? key), may('cancel', maker)];
      case 'proposed':
        return [
          may('approve', approver),
          may('reject', approver),
          may('sign', 'approvals-too-few'),
          may('cancel', maker),
        ];
      case 'approved':
        return [may('sign', who ?? key), may('reject', approver), may('cancel', maker)];
      case 'signed':
        return [may('submit', who)];
      default:
        return [];
    }
  };
  const decodedOf = (row: MovementRow): DecodedView => {
    const digest = hash(`digest ${row.id}`);
    return {
      transactionDigest: digest,
      viewDigest: hash(`view ${row.id}`),
      digestText: '7Yq4hUuB5cVg8vS2nXn1cJtE9f3kLwQm6aDpRzTs8HbK',
      wordCode: [...wordCode(digest)],
      network: 'iota:practice',
      chain: '5a1c09ef',
      sender: address('hot sender'),
      senderPath: { account: 3, change: 0, index: 2 },
      payments: [
        {
          recipient: row.recipient,
          legacy: legacyAddress(row.recipient),
          amount: row.amount,
          ownVaultName: row.recipientName,
        },
      ],
      total: row.amount,
      gasBudget: '12000000',
      gasPrice: '1000',
      changeTo: address('hot sender'),
      inputsTotal: iota(84_000n),
      changeAtLeast: '1834221430019',
      inputs: [
        { id: address('coin 1'), version: '18', digest: hash('c1').slice(0, 44), balance: iota(50_000n) },
        { id: address('coin 2'), version: '22', digest: hash('c2').slice(0, 44), balance: iota(34_000n) },
      ],
      bytesLength: 412,
    };
  };

  const findMovement = (id: string): MovementRow | undefined => {
    const own = requested.find((row) => row.id === id);
    if (own) return { ...own, state: states.get(id) ?? own.state };
    for (const kind of ['withdrawal', 'sweep'] as const) {
      for (let i = 0; i < Math.min(many, 2000); i += 1)
        if (uuid(`${kind} ${i}`) === id) return movement(kind, i);
    }
    return undefined;
  };
  const windowOf = <R>(input: { offset: number; limit: number }, total: number, row: (i: number) => R) => ({
    total,
    rows: Array.from({ length: Math.max(0, Math.min(input.limit, total - input.offset)) }, (_, i) =>
      row(input.offset + i),
    ),
  });
  /** Searching looks at the first two thousand rows alone: enough to look at. */
  const searched = <R>(
    input: { search: string; offset: number; limit: number },
    total: number,
    row: (i: number) => R,
    keep: (row: R) => boolean,
    everything: boolean,
  ) => {
    if (everything && input.search === '') return windowOf(input, total, row);
    const found = Array.from({ length: Math.min(total, 2000) }, (_, i) => row(i)).filter(
      (candidate) =>
        keep(candidate) && JSON.stringify(candidate).toLowerCase().includes(input.search.toLowerCase()),
    );
    return windowOf(input, found.length, (i) => found[i]!);
  };

  const treasury = (): TreasuryView => ({
    id: uuid('treasury'),
    name: 'Practice',
    folder: '/home/mara/Sallyport/Practice',
    network: 'iota:practice',
    chain: '5a1c09ef',
    stationRole: 'desk',
    stationId: uuid('station'),
    node:
      options.mode === 'error'
        ? {
            url: 'http://127.0.0.1:9000',
            state: 'trouble',
            trouble: { code: 'node-unreachable', message: 'connection refused' },
            checkpoint: '482113',
            asOf: now - 95_000,
          }
        : {
            url: 'http://127.0.0.1:9000',
            state: 'connected',
            trouble: null,
            checkpoint: '482113',
            asOf: now - 1_200,
          },
    officers,
    signedIn,
    vaults: [
      {
        id: HOT,
        name: 'Hot vault',
        kind: 'hot',
        state: vaultStates[HOT]!,
        balance: many === 0 ? '0' : '84211430019000',
        reserved: many === 0 ? '0' : '2250000000000',
        receiveAddress: fakeAddressOf(fakeHotEntropy),
        retired: false,
        accounts: many,
      },
      {
        id: COLD,
        name: 'Cold vault',
        kind: 'cold',
        state: vaultStates[COLD]!,
        balance: many === 0 ? '0' : iota(2_418_000n),
        reserved: '0',
        receiveAddress: address('cold receive'),
        retired: false,
        accounts: 1,
      },
    ],
    waitsForMe:
      signedIn === null || many === 0 ? { withdrawals: 0, sweeps: 0 } : { withdrawals: 12, sweeps: 2 },
    practicePassword: 'practice',
  });

  const step = (id: string, state: MovementState) => {
    states.set(id, state);
    push('movements', 'journal', 'app');
    return ok({});
  };

  const ceremonies = fakeCeremony({
    now: () => Date.now(),
    push,
    vaults: () => treasury().vaults,
    officers,
    uuid,
    held:
      many === 0
        ? []
        : [
            {
              id: uuid('held 1'),
              kind: 'check-backup',
              result: 'belongs',
              vaultName: 'Cold vault',
              officers: ['Inés Duarte'],
              sheets: 0,
              endedAt: now - 3 * 86_400_000,
            },
            {
              id: uuid('held 2'),
              kind: 'create',
              result: 'held',
              vaultName: 'Cold vault',
              officers: ['Adam Okafor', 'Inés Duarte'],
              sheets: 3,
              endedAt: now - 40 * 86_400_000,
            },
          ],
  });

  const handlers: { readonly [C in Channel]: (input: Input<C>) => Result<Output<C>> } = {
    ...ceremonies,
    'app.read': () =>
      ok({
        version: '0.1.0',
        runtime: { kind: 'evaluation', electron: '42.0.0' },
        canProtectContent: false,
        keyMs: 900,
        settings,
        recent: [
          { name: 'Practice', folder: '/home/mara/Sallyport/Practice' },
          { name: 'Drill of November', folder: '/home/mara/Sallyport/Drill of November' },
        ],
        treasury: open ? treasury() : null,
      }),
    'settings.write': (next) => {
      settings = next;
      push('app');
      return ok({});
    },
    'treasury.create-practice': () => {
      open = true;
      push('app');
      return ok({});
    },
    'treasury.choose-folder': () => ok({ folder: null }),
    'treasury.open': () => {
      open = true;
      push('app');
      return ok({});
    },
    'treasury.close': () => {
      open = false;
      push('app');
      return ok({});
    },
    'officer.sign-in': ({ officerId, password }) => {
      if (new TextDecoder().decode(password) !== 'practice') {
        return refuse('password-wrong', 'the file did not open with this password');
      }
      signedIn = officerId;
      push('app', 'movements');
      return ok({});
    },
    'officer.sign-out': () => {
      signedIn = null;
      push('app', 'movements');
      return ok({});
    },
    'vault.unlock': ({ vaultId, password }) => {
      if (new TextDecoder().decode(password) !== 'practice') {
        return refuse('password-wrong', 'the file did not open with this password');
      }
      vaultStates[vaultId] = 'open';
      push('app', 'movements');
      return ok({});
    },
    'vault.lock': ({ vaultId }) => {
      vaultStates[vaultId] = 'locked';
      push('app', 'movements');
      return ok({});
    },
    'station.lock': () => {
      vaultStates[HOT] = 'locked';
      vaultStates[COLD] = 'locked';
      signedIn = null;
      push('app', 'movements');
      return ok({});
    },
    'dashboard.read': () =>
      ok({
        hot: {
          balance: many === 0 ? '0' : '84211430019000',
          reserved: many === 0 ? '0' : '2250000000000',
          band: { min: iota(20_000n), target: iota(50_000n), max: iota(80_000n) },
          position: many === 0 ? 'below' : 'above',
          scale: { balance: many === 0 ? 0 : 842, min: 200, target: 500, max: 800 },
        },
        cold: { balance: many === 0 ? '0' : iota(2_418_000n) },
        depositsToday: many === 0 ? { count: 0, total: '0' } : { count: 318, total: '41872310000000' },
        pending: many === 0 ? [] : [0, 1, 2, 3, 4, 12].map((i) => movement('withdrawal', i)),
        recent: Array.from({ length: 6 }, (_, i) => journalEntry(i)),
        recentDeposits: many === 0 ? [] : Array.from({ length: 6 }, (_, i) => deposit(i)),
      }),
    'account.list': (input) =>
      ok(
        searched(
          input,
          many + made.length,
          (i) => (i < made.length ? made[i]! : account(i - made.length)),
          (row) => input.vaultId === null || row.vaultId === input.vaultId,
          input.vaultId === null,
        ),
      ),
    'account.create': ({ vaultId, alias }) => {
      if (alias.trim() === '') return refuse('alias-empty', 'expected a name, got nothing');
      const row = { ...account(100_000 + made.length), vaultId, alias, balance: '0', issuedAddresses: 1 };
      made.unshift(row);
      push('accounts', 'journal');
      return ok(row);
    },
    'address.list': (input) => {
      const extra = issued.get(`${input.vaultId} ${input.account}`) ?? 0;
      const total = 1 + (input.account % 4) + extra;
      return ok(windowOf(input, total, (i) => addressOf(input.vaultId, input.account, total - 1 - i)));
    },
    'address.issue': ({ vaultId, account: index }) => {
      const key = `${vaultId} ${index}`;
      issued.set(key, (issued.get(key) ?? 0) + 1);
      push('accounts', 'journal');
      return ok(addressOf(vaultId, index, (index % 4) + issued.get(key)!));
    },
    'address.copy': () => ok({}),
    'deposit.list': (input) =>
      ok(
        searched(
          input,
          many,
          deposit,
          (row) => input.state === null || row.state === input.state,
          input.state === null,
        ),
      ),
    'movement.list': (input) => {
      const kind = input.kind ?? 'withdrawal';
      const own = requested.filter((row) => row.kind === kind);
      const ended = new Set<MovementState>(['final', 'failed', 'rejected', 'cancelled', 'expired']);
      return ok(
        searched(
          input,
          many + own.length,
          (i) =>
            i < own.length
              ? { ...own[i]!, state: states.get(own[i]!.id) ?? own[i]!.state }
              : movement(kind, i - own.length),
          (row) =>
            input.filter === 'all' || (input.filter === 'open' ? !ended.has(row.state) : row.waitsForMe),
          input.filter === 'all',
        ),
      );
    },
    'movement.read': ({ id }) => {
      const row = findMovement(id);
      if (!row) return refuse('request-unknown', 'no such movement');
      const signed = ['signed', 'sent', 'final', 'failed'].includes(row.state);
      return ok({
        row,
        decoded: row.state === 'queued' ? null : decodedOf(row),
        ruleTitle: row.state === 'queued' ? null : 'Up to 60 000 IOTA to anyone, two approvals',
        approvals: officers
          .filter((officer) => officer.roles.includes('approver'))
          .slice(0, row.approvals)
          .reverse()
          .map((officer, i) => ({
            officerId: officer.id,
            officerName: officer.name,
            approvedAt: now - 300_000 + i * 60_000,
            expiresAt: now + 3_300_000,
          })),
        rejection:
          row.state === 'rejected'
            ? {
                officerName: 'Inés Duarte',
                reason: 'The customer withdrew the order by phone.',
                at: now - 200_000,
              }
            : null,
        transaction: signed
          ? {
              digestText: '7Yq4hUuB5cVg8vS2nXn1cJtE9f3kLwQm6aDpRzTs8HbK',
              signedAt: now - 120_000,
              sentAt: row.state === 'signed' ? null : now - 118_000,
              finalAt: row.state === 'final' ? now - 115_000 : null,
              checkpoint: row.state === 'final' ? '482101' : null,
              gasUsed: row.state === 'final' ? '1003000' : null,
            }
          : null,
        history: [
          { at: row.createdAt, kind: 'withdrawal-requested', officerName: 'Mara Lind', note: '' },
          { at: row.createdAt + 40_000, kind: 'proposal-built', officerName: null, note: '412 bytes' },
          { at: row.createdAt + 90_000, kind: 'proposal-approved', officerName: 'Inés Duarte', note: '' },
        ],
        actions: actionsOf(row),
      });
    },
    'withdrawal.preview': (input) => {
      if (input.recipient.trim() === '') return refuse('address-empty', 'expected an address, got nothing');
      if (!/^0x[0-9a-f]{64}$/.test(input.recipient.trim())) {
        return refuse(
          'address-wrong-length',
          `expected 64 hex digits after 0x, got ${input.recipient.length - 2}`,
        );
      }
      const amount = parseAmount(input.amount);
      if (!amount.ok) return amount;
      const recipient = input.recipient.trim();
      return ok({
        recipient,
        legacy: legacyAddress(recipient),
        amount: amount.value.toString(),
        ruleTitle: 'Up to 60 000 IOTA to anyone, two approvals',
        approvals: 2,
        gasBudget: '12000000',
      });
    },
    'withdrawal.request': (input) => {
      const amount = parseAmount(input.amount);
      if (!amount.ok) return amount;
      const id = uuid(`requested ${requested.length}`);
      requested.unshift({
        ...movement('withdrawal', 1),
        id,
        recipient: input.recipient.trim(),
        amount: amount.value.toString(),
        reference: input.reference,
        makerName: officerName() ?? '',
        createdAt: now,
        updatedAt: now,
      });
      push('movements', 'journal');
      return ok({ id });
    },
    'sweep.plan': () =>
      many === 0
        ? refuse('sweep-not-needed', 'the hot vault is inside its band')
        : ok({
            fromVaultId: HOT,
            toVaultId: COLD,
            balance: '84211430019000',
            surplus: '34211430019000',
            moves: Array.from({ length: 7 }, (_, i) => ({
              from: address(`move ${i}`),
              accountAlias: account(i).alias,
              amount: digits(`move amount ${i}`, 9_000_000_000_000n).toString(),
            })),
          }),
    'sweep.request': () => ok({ ids: [uuid('sweep 1')] }),
    'movement.build': ({ id }) => step(id, 'proposed'),
    'movement.approve': ({ id }) => step(id, 'approved'),
    'movement.reject': ({ id }) => step(id, 'rejected'),
    'movement.sign': ({ id }) => step(id, 'signed'),
    'movement.submit': ({ id }) => step(id, 'sent'),
    'movement.cancel': ({ id }) => step(id, 'cancelled'),
    'journal.list': (input) => ok(searched(input, Math.max(many, 14), journalEntry, () => true, true)),
    'journal.verify': () =>
      ok({ entries: many, head: hash('head'), stationKey: hash('station key'), signedByOfficers: 1204 }),
    'journal.export': () => ok({ file: '/home/mara/journal.jsonl' }),
    'practice.deposit': ({ amount }) => {
      const parsed = parseAmount(amount);
      if (!parsed.ok) return parsed;
      push('accounts', 'deposits', 'journal');
      return ok({});
    },
  };

  const fails = new Set<Channel>([
    'dashboard.read',
    'account.list',
    'deposit.list',
    'movement.list',
    'journal.list',
    'sweep.plan',
  ]);

  return {
    async call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>> {
      await new Promise((resolve) => setTimeout(resolve, 25));
      if (options.mode === 'error' && fails.has(channel)) {
        return refuse('store-damaged', 'expected a database page, got a checksum that does not fit');
      }
      return handlers[channel](input);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
