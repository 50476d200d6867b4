import { aliasKey } from '../../../electron/core/account/alias.ts';
import { amountOf } from '../../../electron/core/amount.ts';
import { mandateDigest } from '../../../electron/core/mandate/mandate.ts';
import { MAX_UNITS } from '../../../electron/core/money.ts';
import { movementStates } from '../../../electron/core/movement/movement-state.ts';
import type { Change } from '../../../electron/core/projection/change.ts';
import {
  address,
  amountIn,
  approval,
  asset,
  cold,
  hot,
  input,
  mandate,
  NOW,
  network,
  officers,
  proposal,
  rejection,
  request,
  uuid,
} from '../../support/core-samples.ts';
import { fc } from '../../support/fast-check.ts';

/** A small world, so that random changes meet: few things, each changed often. */
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);
export const world = {
  vaults: [hot.id, cold.id],
  /** Names fewer than accounts: some are taken when an account is to have them. */
  aliases: upTo(5).map((number) => `user ${number}`),
  addresses: upTo(10).map((number) => address(0xadd0 + number)),
  keys: upTo(20).map((number) => `in${number}:0`),
  movements: upTo(6).map((number) => uuid(0x900 + number)),
  transactions: upTo(4).map((number) => `transaction ${number}`),
  digests: upTo(4).map((number) => number.toString(16).padStart(64, 'd')),
  payees: [address(0xb0b)],
  amounts: [1n, 3n, 5n],
  externalIds: ['W-0', 'W-2', 'W-4'],
  rules: ['everyday', 'large'],
  owners: [uuid(1), uuid(2)],
  /** Times of three days, at and just before quarters of an hour; every zone's midnights are somewhere between them. */
  times: upTo(9).map((number) => NOW + number * 8.25 * 3_600_000 - (number % 2)),
} as const;

export const aliasKeys = world.aliases.map(aliasKey);

const requests = world.movements.map((id, number) =>
  request({
    id,
    kind: number % 2 === 0 ? 'withdrawal' : 'sweep',
    vaultId: number % 3 === 0 ? cold.id : hot.id,
    amount: amountOf(number === 5 ? MAX_UNITS : BigInt(number + 1), asset),
    createdAt: NOW + number,
    ...(number % 2 === 0 ? { externalId: `W-${number}` } : {}),
  }),
);
const approvals = [approval(officers.ben), approval(officers.chiara)];
const rejected = rejection();
const mandates = [1, 2].map((number) => mandate({ id: uuid(number) }));

const one = <T>(of: readonly T[]) => fc.constantFrom(...of);
const some = <T>(of: readonly T[]) => fc.subarray([...of], { minLength: 1, maxLength: 3 });
/** Mostly small, now and then as much as can be: two of those are beyond 63 bits. */
const units = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: 1000n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: MAX_UNITS - 5n, max: MAX_UNITS }) },
);
const vaultId = one(world.vaults);
const account = fc.nat(2);
const at = one(world.times);
const movementId = one(world.movements);
const checkpoint = fc.nat(99).map(String);
const own = one(world.addresses);
const hex32 = fc.constantFrom('c0'.repeat(32), 'c1'.repeat(32));
const paid = one(world.addresses.slice(2, 5));

type Kinds = { readonly [K in Change['kind']]: fc.Arbitrary<Extract<Change, { readonly kind: K }>> };
const kind = <const K extends Change['kind']>(name: K) => fc.constant(name);

/** Every kind of change there is: a new one has to be added here. */
const kinds: Kinds = {
  'account-added': fc.record({
    kind: kind('account-added'),
    vaultId,
    account,
    alias: one(world.aliases),
    createdAt: at,
    entry: fc.nat(99),
  }),
  'account-renamed': fc.record({
    kind: kind('account-renamed'),
    vaultId,
    account,
    alias: one(world.aliases),
    at,
    entry: fc.nat(99),
    officerId: fc.option(one(world.owners)),
  }),
  'account-noted': fc.record({
    kind: kind('account-noted'),
    vaultId,
    account,
    note: fc.string({ maxLength: 9 }),
  }),
  'account-archived': fc.record({ kind: kind('account-archived'), vaultId, account, at: fc.option(at) }),
  'alarm-raised': fc.record({
    kind: kind('alarm-raised'),
    entry: fc.integer(),
    at,
    count: fc.nat(9),
    differences: fc.array(fc.string({ maxLength: 9 }), { maxLength: 2 }),
  }),
  'alarm-settled': fc.record({ kind: kind('alarm-settled'), entry: fc.integer(), at }),
  'deposit-forgotten': fc.record({
    kind: kind('deposit-forgotten'),
    transactionId: one(world.transactions),
    address: own,
  }),
  'address-added': fc.record({
    kind: kind('address-added'),
    address: own,
    vaultId,
    path: fc.record({ account, change: fc.nat(1), index: fc.nat(3) }),
    attested: fc.option(fc.record({ batch: hex32, proof: hex32 })),
  }),
  'attestation-added': fc.record({
    kind: kind('attestation-added'),
    attestation: fc.record({
      statement: fc.record({
        treasuryId: vaultId,
        network: fc.constant(network),
        vaultId,
        account,
        change: fc.nat(1),
        from: fc.nat(3),
        count: fc.integer({ min: 1, max: 4 }),
        root: hex32,
      }),
      signature: fc.constant('ab'.repeat(64)),
    }),
  }),
  'address-issued': fc.record({ kind: kind('address-issued'), address: own, at, entry: fc.nat(99) }),
  'epoch-reached': fc.record({ kind: kind('epoch-reached'), epoch: fc.bigInt(0n, 99n), at }),
  'epoch-forgotten': fc.record({ kind: kind('epoch-forgotten') }),
  'proof-kept': fc.record({ kind: kind('proof-kept'), kept: fc.constantFrom('one', 'two') }),
  'proof-forgotten': fc.record({ kind: kind('proof-forgotten') }),
  'address-touched': fc.record({ kind: kind('address-touched'), address: own }),
  'vault-retired': fc.record({ kind: kind('vault-retired'), vaultId, at }),
  'holdings-read': fc
    .record({
      owner: own,
      listed: fc.array(fc.record({ key: one(world.keys), units }), { minLength: 1, maxLength: 8 }),
    })
    .map(({ owner, listed }) => ({
      kind: 'holdings-read' as const,
      owner,
      inputs: listed.map(({ key, units }) => input(0, { key, owner, amount: amountIn(units) })),
    })),
  'inputs-moved': fc
    .record({
      checkpoint,
      consumed: fc.array(fc.record({ key: one(world.keys), owner: own }), { maxLength: 3 }),
      listed: fc.array(fc.record({ key: one(world.keys), owner: own, units }), { maxLength: 4 }),
    })
    .map(({ checkpoint: proof, consumed, listed }) => ({
      kind: 'inputs-moved' as const,
      checkpoint: proof,
      consumed,
      created: listed.map(({ key, owner, units: worth }) =>
        input(0, { key, owner, amount: amountIn(worth) }),
      ),
    })),
  'inputs-existed': fc.record({
    kind: kind('inputs-existed'),
    owner: own,
    checkpoint,
    keys: some(world.keys),
  }),
  'inputs-forgotten': fc.record({ kind: kind('inputs-forgotten'), keys: some(world.keys) }),
  'reading-forgotten': fc.record({ kind: kind('reading-forgotten'), owner: own }),
  'mandate-added': fc.record({ kind: kind('mandate-added'), mandate: one(mandates) }),
  'movement-mandated': fc.record({
    kind: kind('movement-mandated'),
    id: movementId,
    mandate: one(mandates.map(({ statement }) => mandateDigest(statement))),
  }),
  'movement-stopped': fc.record({ kind: kind('movement-stopped'), id: movementId, at }),
  'inputs-reserved': fc.record({ kind: kind('inputs-reserved'), movementId, keys: some(world.keys) }),
  'inputs-released': fc.record({ kind: kind('inputs-released'), movementId }),
  'inputs-spent': fc.record({
    kind: kind('inputs-spent'),
    keys: fc.subarray([...world.keys], { minLength: 1, maxLength: 2 }),
    transactionId: one(world.transactions),
    checkpoint,
  }),
  'deposit-seen': fc.record({
    kind: kind('deposit-seen'),
    transactionId: one(world.transactions),
    address: paid,
    units,
    sender: fc.constant(address(0x5e4d)),
    at,
  }),
  'deposit-final': fc.record({
    kind: kind('deposit-final'),
    transactionId: one(world.transactions),
    address: paid,
    units,
    sender: fc.constant(address(0x5e4d)),
    seenAt: at,
    finalAt: at,
    checkpoint,
  }),
  'ledger-skipped': fc.record({ kind: kind('ledger-skipped') }),
  'flow-deposit': fc.record({
    kind: kind('flow-deposit'),
    transactionId: one(world.transactions),
    address: own,
    units,
    sender: fc.constant(address(0x5e4d)),
    at,
    checkpoint,
  }),
  'flow-payment': fc.record({
    kind: kind('flow-payment'),
    movementId,
    transactionId: one(world.transactions),
    succeeded: fc.boolean(),
    fee: fc.bigInt({ min: -5n, max: 5n }),
    at,
    checkpoint,
  }),
  'flow-unknown': fc.record({
    kind: kind('flow-unknown'),
    transactionId: one(world.transactions),
    changes: fc.array(fc.record({ address: own, units: fc.bigInt({ min: -99n, max: 99n }) }), {
      maxLength: 3,
    }),
    at,
    checkpoint,
  }),
  'address-restored': fc.record({ kind: kind('address-restored'), address: own, at }),
  'movement-added': one(requests).map((each) => ({ kind: 'movement-added' as const, request: each })),
  'movement-moved': fc.record({ kind: kind('movement-moved'), id: movementId, to: one(movementStates), at }),
  'movement-ruled': fc.record({
    kind: kind('movement-ruled'),
    id: movementId,
    ruleId: one(world.rules),
    approvalsNeeded: fc.nat(3),
  }),
  'movement-problem': fc.record({
    kind: kind('movement-problem'),
    id: movementId,
    problem: fc.constantFrom(null, { code: 'node-timeout' as const, message: 'slow' }),
  }),
  'proposal-added': fc.record({
    kind: kind('proposal-added'),
    movementId,
    proposal: fc.constant(proposal()),
    digest: one(world.digests),
    viewDigest: one(world.digests),
    digestText: fc.constant('digest'),
    lastEpoch: fc.constantFrom(null, 5n),
  }),
  'approval-added': fc.record({ kind: kind('approval-added'), movementId, approval: one(approvals), at }),
  'approvals-voided': fc.record({ kind: kind('approvals-voided'), movementId }),
  'proposal-dropped': fc.record({ kind: kind('proposal-dropped'), movementId }),
  'transaction-dropped': fc.record({ kind: kind('transaction-dropped'), movementId }),
  'rejection-added': fc.record({
    kind: kind('rejection-added'),
    movementId,
    rejection: fc.constant(rejected),
  }),
  'rejections-sealed': fc.record({ kind: kind('rejections-sealed'), movementIds: some(world.movements) }),
  'transaction-added': fc.record({
    kind: kind('transaction-added'),
    movementId,
    transactionId: one(world.transactions),
    signature: fc.constant('c2lnbmVk'),
    fields: fc.constant(null),
    ruleId: one(world.rules),
    signedAt: at,
    leftEpoch: fc.constantFrom(null, 5n),
  }),
  'spends-redated': fc.record({
    kind: kind('spends-redated'),
    ruleIds: fc.array(one(world.rules), { maxLength: 2 }),
    at,
  }),
  'transaction-left': fc.record({ kind: kind('transaction-left'), movementId, epoch: fc.bigInt(0n, 9n) }),
  'transaction-sent': fc.record({ kind: kind('transaction-sent'), movementId, at }),
  'transaction-final': fc.record({
    kind: kind('transaction-final'),
    movementId,
    at,
    checkpoint,
    feePaid: fc.bigInt({ min: -5n, max: 5n }),
  }),
  'cursor-moved': fc.record({
    kind: kind('cursor-moved'),
    next: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    at,
    digest: fc.constantFrom(null, 'newest'),
  }),
  'password-failed': fc.record({ kind: kind('password-failed'), ownerId: one(world.owners), at }),
  'password-failures-forgotten': fc.record({
    kind: kind('password-failures-forgotten'),
    ownerId: one(world.owners),
  }),
};

/** What moves money comes more often than the rest. */
const often: readonly Change['kind'][] = [
  'holdings-read',
  'inputs-moved',
  'inputs-reserved',
  'inputs-released',
  'inputs-spent',
  'deposit-seen',
  'deposit-final',
  'movement-moved',
  'address-issued',
  'flow-deposit',
  'flow-payment',
];

export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  ...Object.entries(kinds).map(([name, arbitrary]) => ({
    weight: often.some((each) => each === name) ? 4 : 1,
    arbitrary: arbitrary as fc.Arbitrary<Change>,
  })),
);

/** What each history begins with: two vaults, two accounts each, two addresses each, and four movements. */
export const beginning: readonly Change[] = [
  ...world.vaults.flatMap((vaultId, vault) =>
    upTo(2).flatMap((account): readonly Change[] => [
      {
        kind: 'account-added',
        vaultId,
        account,
        alias: world.aliases[vault * 2 + account] ?? '',
        createdAt: NOW,
        entry: 1,
      },
      ...upTo(2).map((index): Change => {
        const own = world.addresses[vault * 4 + account * 2 + index] ?? '';
        const path = { account, change: 0, index };
        return { kind: 'address-added', address: own, vaultId, path, attested: null };
      }),
    ]),
  ),
  ...requests.slice(0, 4).map((each): Change => ({ kind: 'movement-added', request: each })),
];

/** Commits in order, each of one change to three. */
export const history = fc.array(fc.array(anyChange, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 40,
  size: 'max',
});
