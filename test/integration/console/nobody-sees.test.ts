import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Channel, Input } from '../../../electron/contract/contract.ts';
import { channels } from '../../../electron/contract/contract.ts';
import { type Result, refuse } from '../../../electron/core/result.ts';
import { readWatched } from '../../../electron/main/read-watched.ts';
import { type Console, createConsole } from '../../../electron/stations/console.ts';
import { testHost } from '../../support/test-host.ts';
import { OUTSIDER } from '../../support/treasury-fixture.ts';
import { type OutsideTreasury, outsideTreasury } from '../../support/treasury-lines.ts';
import { codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const MOVEMENT = '0193a3e0-0000-4000-8000-00000000000a';
const NOTE = 'asks for statements';
const CUSTOMER = 'Customer 48213';

/**
 * What a verb answers to whoever is not signed in. officer: the refusal that an officer must sign in. locks: it locks,
 * calls off, is a matter of taste, or shows a dialog that is called off. opens: it opens, closes or makes a treasury.
 * step: it belongs to a ceremony, and there is none. reads: it is answered, and tells no customer, payee or balance.
 */
type Answer = 'officer' | 'locks' | 'opens' | 'step' | 'reads';

let treasury: OutsideTreasury;
let desktop: Console;

const secret = () => utf8(PASSWORD);
const page = { search: '', offset: 0, limit: 10 };
const ofPeriod = { period: { kind: 'day', day: '2026-11-27' }, zone: 'UTC' } as const;
const nobody = { as: null };
const STRANGE = '00000000-0000-4000-8000-00000000b00c';
const recipient = { name: 'Harbour Exchange', note: '', groups: '' };
const words = Uint16Array.of(1, 2, 3);

/** Every verb of the contract: a new one has to be added here. */
const table: { readonly [C in Channel]: readonly [Answer, () => Input<C>] } = {
  'app.read': ['reads', () => nobody],
  'settings.write': ['locks', () => ({ theme: 'dark' })],
  'settings.idle-lock': ['officer', () => ({ ...nobody, confirmedBy: null, seconds: 60 })],
  'treasury.create-practice': ['opens', () => ({ name: 'Another', password: secret() })],
  'treasury.choose-folder': ['locks', () => ({})],
  'treasury.open': ['opens', () => ({ folder: treasury.folder })],
  'treasury.open-as-new-station': ['opens', () => ({ folder: treasury.folder })],
  'treasury.settle': ['officer', () => ({ ...nobody, confirmedBy: null, nothingUnderWay: true })],
  'treasury.close': ['opens', () => ({})],
  'diagnostics.read': ['reads', () => ({})],
  'diagnostics.save': ['reads', () => ({})],
  'diagnostics.note-fault': ['reads', () => ({ name: 'TypeError', frames: [] })],
  'network.read': ['reads', () => ({})],
  'node.try-now': ['reads', () => ({})],
  'node.test': ['officer', () => ({ ...nobody, url: 'https://node.example.org' })],
  'node.own': ['officer', () => nobody],
  'node.skip-plan': ['step', () => ({ from: '1', to: '2' })],
  'node.skip-time': [
    'officer',
    () => ({
      ...nobody,
      confirmedBy: null,
      from: '1',
      to: '2',
      seen: { digest: 'x', fromAt: 1, toAt: 2 },
    }),
  ],
  'node.history': ['officer', () => ({ ...nobody, url: 'https://history.example.org' })],
  'node.read-certificates': ['officer', () => ({ ...nobody, pem: '' })],
  'node.certificates': ['officer', () => ({ ...nobody, pem: null })],
  'node.proxy': ['officer', () => ({ ...nobody, url: null, name: null, password: null })],
  'node.endpoints': ['officer', () => ({ ...nobody, urls: ['https://node.example.org'] })],
  'backup.write': [
    'officer',
    () => ({
      ...nobody,
      confirmedBy: null,
      passphrase: secret(),
      again: secret(),
      vaults: [],
      officers: false,
    }),
  ],
  'backup.choose-file': ['locks', () => ({})],
  'backup.look': ['opens', () => ({ file: treasury.folder, passphrase: secret() })],
  'backup.choose-target': ['locks', () => ({})],
  'backup.restore': ['opens', () => ({ folder: treasury.folder })],
  'backup.leave': ['locks', () => ({})],
  'envelope.list': ['officer', () => nobody],
  'envelope.make': ['officer', () => ({ ...nobody, contents: 'treasury', movementIds: [], to: 'screen' })],
  'envelope.choose-file': ['locks', () => ({})],
  'envelope.choose-folder': ['locks', () => ({})],
  'envelope.set-folder': ['officer', () => ({ ...nobody, folder: treasury.folder })],
  'envelope.look': ['officer', () => ({ ...nobody, source: { kind: 'bytes', bytes: 'AAEC' } })],
  'envelope.take': [
    'officer',
    () => ({ ...nobody, source: { kind: 'bytes', bytes: 'AAEC' }, digest: 'ab'.repeat(32) }),
  ],
  'message.list': ['officer', () => ({ ...nobody, filter: 'all', offset: 0, limit: 10 })],
  'message.read': ['officer', () => ({ ...nobody, digest: 'ab'.repeat(32) })],
  'message.ask': ['officer', () => ({ ...nobody, vaultId: treasury.hot, address: '', text: 'nonce' })],
  'message.approve': ['officer', () => ({ ...nobody, digest: 'ab'.repeat(32), viewDigest: 'ab'.repeat(32) })],
  'message.refuse': ['officer', () => ({ ...nobody, digest: 'ab'.repeat(32), reason: '' })],
  'message.sign': ['officer', () => ({ ...nobody, digest: 'ab'.repeat(32) })],
  'message.save': ['officer', () => ({ ...nobody, digest: 'ab'.repeat(32) })],
  'camera.open': ['locks', () => ({})],
  'camera.close': ['locks', () => ({})],
  'station.look': ['opens', () => ({ source: { kind: 'bytes', bytes: 'AAEC' } })],
  'station.choose-key': ['locks', () => ({})],
  'station.join': [
    'opens',
    () => ({
      source: { kind: 'bytes', bytes: 'AAEC' },
      digest: 'ab'.repeat(32),
      keyFile: treasury.folder,
      password: secret(),
      folder: treasury.folder,
    }),
  ],
  'books.rebuild': ['officer', () => nobody],
  'books.settle': ['officer', () => ({ ...nobody, confirmedBy: null, alarms: [1] })],
  'officer.sign-in': ['opens', () => ({ officerId: treasury.officers.Dev, password: secret() })],
  'officer.sign-out': ['locks', () => ({ officerId: null })],
  'vault.unlock': ['officer', () => ({ ...nobody, vaultId: treasury.hot, password: secret() })],
  'vault.lock': ['locks', () => ({ ...nobody, vaultId: treasury.hot })],
  'station.lock': ['locks', () => nobody],
  'vault.change-password': [
    'officer',
    () => ({
      ...nobody,
      confirmedBy: null,
      vaultId: treasury.hot,
      password: secret(),
      next: secret(),
      again: secret(),
    }),
  ],
  'vault.correct-clock': ['officer', () => ({ ...nobody, confirmedBy: null, vaultId: treasury.hot })],
  'book.list': ['officer', () => ({ ...nobody, search: '', offset: 0, limit: 10, usable: false })],
  'book.read': ['officer', () => ({ ...nobody, id: STRANGE })],
  'book.check': ['officer', () => ({ ...nobody, address: OUTSIDER })],
  'book.enter': ['officer', () => ({ ...nobody, ...recipient, address: OUTSIDER })],
  'book.change': ['officer', () => ({ ...nobody, ...recipient, id: STRANGE })],
  'book.verify': ['officer', () => ({ ...nobody, id: STRANGE, digest: 'ab'.repeat(32), address: OUTSIDER })],
  'book.remove': ['officer', () => ({ ...nobody, id: STRANGE })],
  'book.check-import': ['officer', () => ({ ...nobody, text: 'name,address' })],
  'book.import': ['officer', () => ({ ...nobody, text: 'name,address' })],
  'vault.freeze': ['officer', () => ({ ...nobody, vaultId: null, reason: '' })],
  'vault.lift-freeze': ['officer', () => ({ ...nobody, confirmedBy: null, freeze: 'ab'.repeat(32) })],
  'vault.look-for-money': [
    'officer',
    () => ({ ...nobody, vaultId: treasury.hot, from: 0, addressGap: 20, accountGap: 2 }),
  ],
  'vault.search-state': ['officer', () => nobody],
  'vault.stop-search': ['officer', () => nobody],
  'vault.migrate': ['officer', () => ({ ...nobody, vaultId: treasury.hot, password: secret() })],
  'vault.save-copy': ['officer', () => ({ ...nobody, vaultId: treasury.hot, password: secret() })],
  'vault.second-opinion': [
    'officer',
    () => ({ ...nobody, vaultId: treasury.hot, password: secret(), unenclosed: true }),
  ],
  'official.look': ['reads', () => ({})],
  'dashboard.read': ['officer', () => nobody],
  'account.list': ['officer', () => ({ ...nobody, ...page, vaultId: null })],
  'account.create': ['officer', () => ({ ...nobody, vaultId: treasury.hot, alias: 'Mine' })],
  'account.read': ['officer', () => ({ ...nobody, vaultId: treasury.hot, account: 1 })],
  'account.others': ['officer', () => ({ ...nobody, vaultId: treasury.hot, account: 1, address: null })],
  'account.rename': ['officer', () => ({ ...nobody, vaultId: treasury.hot, account: 1, alias: 'Mine' })],
  'account.note': ['officer', () => ({ ...nobody, vaultId: treasury.hot, account: 1, note: 'n' })],
  'account.archive': ['officer', () => ({ ...nobody, vaultId: treasury.hot, account: 1, holds: '0' })],
  'account.restore': ['officer', () => ({ ...nobody, vaultId: treasury.hot, account: 1 })],
  'address.list': ['officer', () => ({ ...nobody, ...page, vaultId: treasury.hot, account: 1 })],
  'address.issue': ['officer', () => ({ ...nobody, vaultId: treasury.hot, account: 1 })],
  'address.copy': ['officer', () => ({ ...nobody, address: treasury.hotAddress })],
  'transaction.copy': ['officer', () => ({ ...nobody, transaction: 'D1gestOfATransaction' })],
  'deposit.list': ['officer', () => ({ ...nobody, ...page, state: null })],
  'practice.deposit': ['officer', () => ({ ...nobody, address: treasury.hotAddress, amount: '1' })],
  'practice.epoch': ['officer', () => nobody],
  'movement.list': ['officer', () => ({ ...nobody, ...page, kind: null, filter: 'all' })],
  'movement.read': ['officer', () => ({ ...nobody, id: MOVEMENT })],
  'movement.holders': ['officer', () => ({ ...nobody, vaultId: treasury.hot, account: null })],
  'withdrawal.preview': [
    'officer',
    () => ({ ...nobody, vaultId: treasury.hot, recipient: OUTSIDER, amount: '1' }),
  ],
  'withdrawal.request': [
    'officer',
    () => ({ ...nobody, vaultId: treasury.hot, recipient: OUTSIDER, amount: '1', reference: '' }),
  ],
  'sweep.plan': ['officer', () => nobody],
  'sweep.request': ['officer', () => nobody],
  'gather.plan': ['officer', () => ({ ...nobody, vaultId: treasury.hot })],
  'gather.request': ['officer', () => ({ ...nobody, vaultId: treasury.hot })],
  'retired.plan': ['officer', () => ({ ...nobody, vaultId: treasury.hot })],
  'retired.request': ['officer', () => ({ ...nobody, vaultId: treasury.hot })],
  'movement.approve': [
    'officer',
    () => ({ ...nobody, id: MOVEMENT, digest: '0'.repeat(64), viewDigest: '0'.repeat(64) }),
  ],
  'movement.reject': ['officer', () => ({ ...nobody, id: MOVEMENT, reason: '' })],
  'movement.stop': ['officer', () => ({ ...nobody, id: MOVEMENT, reason: '' })],
  'movement.void': ['officer', () => ({ ...nobody, id: MOVEMENT, reason: '' })],
  'movement.sign': ['officer', () => ({ ...nobody, id: MOVEMENT })],
  'movement.submit': ['officer', () => ({ ...nobody, id: MOVEMENT })],
  'movement.cancel': ['officer', () => ({ ...nobody, id: MOVEMENT })],
  'ceremony.read': ['reads', () => ({})],
  'ceremony.list': ['officer', () => nobody],
  'ceremony.begin': [
    'officer',
    () => ({
      ...nobody,
      plan: { kind: 'check-backup', from: 'words' },
      vault: null,
      vaultId: null,
      officers: [{ officerId: treasury.officers.Ben, password: secret() }],
    }),
  ],
  'ceremony.draw': ['step', () => ({ rolls: null })],
  'ceremony.show-words': ['step', () => ({ group: 0 })],
  'ceremony.words-written': ['step', () => ({})],
  'ceremony.check-words': ['step', () => ({ group: 0, words })],
  'ceremony.show-again': ['step', () => ({})],
  'ceremony.split': ['step', () => ({})],
  'ceremony.show-share': ['step', () => ({ group: 0 })],
  'ceremony.share-written': ['step', () => ({})],
  'ceremony.check-share': ['step', () => ({ words })],
  'ceremony.sheet-by-hand': ['step', () => ({ sheet: 0 })],
  'ceremony.sheets-labelled': ['step', () => ({ sheets: [] })],
  'ceremony.rehearse': ['step', () => ({ kind: 'words', words })],
  'ceremony.enter': ['step', () => ({ kind: 'words', words })],
  'ceremony.choose-file': ['locks', () => ({})],
  'ceremony.open-file': ['step', () => ({ password: secret() })],
  'ceremony.confirm-address': ['step', () => ({})],
  'ceremony.choose-wallet-folder': ['locks', () => ({})],
  'ceremony.leave-wallet-folder': ['step', () => ({})],
  'ceremony.ask-library': ['step', () => ({ ...nobody, password: null, unenclosed: false })],
  'ceremony.search': ['step', () => ({ passOver: false })],
  'ceremony.write': ['step', () => ({ password: secret(), again: secret() })],
  'ceremony.prepare-sweep': ['step', () => ({})],
  'ceremony.retire-old-vault': ['step', () => ({})],
  'ceremony.note-deviation': ['step', () => ({ officerId: treasury.officers.Ben, text: 'late' })],
  'ceremony.abandon': ['locks', () => nobody],
  'ceremony.sign': ['step', () => ({ officerId: treasury.officers.Ben, password: secret() })],
  'ceremony.dismiss': ['locks', () => ({})],
  'ceremony.save-sheet': ['step', () => ({ sheet: 0 })],
  'ceremony.earlier-payments': ['officer', () => ({ ...nobody, id: MOVEMENT, offset: 0, limit: 10 })],
  'ceremony.save-transcript': ['officer', () => ({ ...nobody, id: MOVEMENT, format: 'json' })],
  'journal.list': ['officer', () => ({ ...nobody, ...page })],
  'journal.entry': ['officer', () => ({ ...nobody, seq: 1 })],
  'journal.verify': ['reads', () => ({})],
  'journal.export': ['officer', () => nobody],
  'statement.read': ['officer', () => ({ ...nobody, ...ofPeriod })],
  'statement.lines': ['officer', () => ({ ...nobody, ...ofPeriod, offset: 0, limit: 10 })],
  'statement.days': ['officer', () => ({ ...nobody, zone: 'UTC', days: 7 })],
  'export.save': ['officer', () => ({ ...nobody, ...ofPeriod, what: 'statement', format: 'csv' })],
  'export.state': ['officer', () => nobody],
  'export.stop': ['officer', () => nobody],
};

const place = {
  chooseFolder: async () => null,
  chooseStronghold: async () => null,
  chooseBackup: async () => null,
  chooseEnvelope: async () => null,
  chooseEmptyFolder: async () => null,
  chooseWalletFolder: async () => null,
  chooseSaveFile: async () => null,
  copyAddress: async () => refuse('input-malformed', 'there is no clipboard'),
  copyTransaction: async () => refuse('input-malformed', 'there is no clipboard'),
};
const call = (verb: Channel, input: unknown): Promise<Result<unknown>> =>
  desktop.answer(verb, input, { callerId: 'window 1', place });

beforeEach(async () => {
  treasury = await outsideTreasury();
  desktop = createConsole(testHost(), ({ detail }) => {
    throw new Error(detail);
  });
  onTestFinished(() => desktop.close());
  must(await desktop.open(treasury.folder));
});

it('after a lock no verb of the contract tells a customer, a payee or a balance', async () => {
  const as = treasury.officers.Mara;
  must(await call('officer.sign-in', { officerId: as, password: secret() }));
  must(await call('vault.unlock', { as, vaultId: treasury.hot, password: secret() }));
  must(await call('account.create', { as, vaultId: treasury.hot, alias: 'before' }));
  const made = { as, vaultId: treasury.hot, account: 1 };
  must(await call('account.rename', { ...made, alias: CUSTOMER }));
  must(await call('account.note', { ...made, note: NOTE }));
  must(await call('account.archive', { ...made, holds: '0' }));
  must(await call('account.restore', made));
  expect(JSON.stringify(must(await call('account.read', made)))).toContain(NOTE);
  await treasury.node.deposit(treasury.hotAddress, 5_123_456_789_000n);
  await treasury.node.checkpoint();
  const seen = async () => JSON.stringify(must(await call('dashboard.read', { as })));
  await expect.poll(seen, { timeout: 60_000 }).toContain('"balance":"5123456789000"');
  const payment = { as, vaultId: treasury.hot, recipient: OUTSIDER, amount: '7', reference: 'W-77' };
  const ben = treasury.officers.Ben;
  must(await call('officer.sign-in', { officerId: ben, password: secret() }));
  must(await call('withdrawal.request', payment));
  // What the desktop's notifications rest on is read for whoever is signed in at the window, and for nobody else.
  const watched = async () => {
    const read = await readWatched(desktop.answer, { callerId: 'window 1', place }, Date.now());
    if (read === null) throw new Error('it could not be read');
    return read.watched;
  };
  const paid = { id: expect.any(String), kind: 'withdrawal', state: 'proposed', amount: 7_000_000_000n };
  expect([...(await watched()).waiting]).toEqual([
    [as, []],
    [ben, [paid]],
  ]);
  must(await call('station.lock', { as }));
  expect(await watched()).toEqual({ treasuryId: treasury.treasuryId, waiting: new Map(), alarms: [] });

  const secrets = [CUSTOMER, NOTE, OUTSIDER.slice(2), '5123456789000', '7000000000', 'W-77'];
  for (const verb of channels) {
    const [expected, input] = table[verb];
    if (expected === 'opens') continue;
    const answer = await call(verb, input());
    const told = JSON.stringify(answer);
    for (const each of secrets) expect(told, verb).not.toContain(each);
    if (expected === 'officer') expect(codeOf(answer), verb).toBe('officer-not-signed-in');
    if (expected === 'reads') expect(codeOf(answer), verb).toBeNull();
    if (expected === 'step') expect(codeOf(answer), verb).not.toBeNull();
  }
});
