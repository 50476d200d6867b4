import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { mnemonicToSeedSync } from '@scure/bip39';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { theStation } from '../../../electron/console/actor.ts';
import { abandonCeremony, dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { writeJournal } from '../../../electron/console/journal/export-journal.ts';
import { changeVaultPassword, saveVaultCopy } from '../../../electron/console/vaults/vault-file.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { shareOf } from '../../../electron/signer/ceremony/word-numbers.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import { type CeremonyDesk, openCeremonyDesk, unlockWritten } from '../../support/ceremony-desk.ts';
import {
  begin,
  complete,
  emptyTable,
  goUpTo,
  SPLIT,
  typed,
  VAULT_PASSWORD,
  viewOf,
  wordsBackup,
} from '../../support/ceremony-steps.ts';
import { temporaryFolder } from '../../support/treasury-fixture.ts';
import { must, utf8 } from '../../support/treasury-steps.ts';

const MNEMONIC =
  'inhale gorilla deny three celery song category owner lottery rent author wealth penalty crawl hobby obtain glad warm early rain clutch slab august bleak';
const NEXT_PASSWORD = 'another one of brass and ink 6610';
const RUN = 4;

let desk: CeremonyDesk;
let said: string[];

beforeEach(async () => {
  said = [];
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...args) => void said.push(JSON.stringify(args)));
  }
  desk = await openCeremonyDesk();
});
afterEach(() => vi.restoreAllMocks());

/** Every form in which a run of words could lie in a file: as text, as names in JSON, as numbers. */
function formsOfWords(words: readonly string[], numbers: Uint16Array): Buffer[] {
  const forms: Buffer[] = [];
  for (let from = 0; from + RUN <= words.length; from++) {
    const run = words.slice(from, from + RUN);
    const four = numbers.slice(from, from + RUN);
    for (const join of [' ', '\n', ',', '-', '","', '', '\0']) {
      forms.push(Buffer.from(run.join(join)), Buffer.from(run.join(join), 'utf16le'));
    }
    forms.push(Buffer.from(four.join(',')), Buffer.from(four.join(', ')), Buffer.from(four.buffer));
  }
  return forms;
}

function formsOfBytes(secret: Uint8Array): Buffer[] {
  const bytes = Buffer.from(secret);
  return [
    bytes,
    Buffer.from(bytes.toString('hex')),
    Buffer.from(bytes.toString('base64').replace(/=+$/, '').slice(0, -2)),
    Buffer.from(bytes.toString('utf8'), 'utf16le'),
    Buffer.from([...bytes].join(',')),
  ];
}

function everyFile(folder: string): [string, Buffer][] {
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name as string))
    .filter((file) => statSync(file).isFile())
    .map((file) => [file, readFileSync(file)]);
}

/** Looks for the secrets in every file of the station, its journal's export, and what was logged. */
async function expectNothingIn(forms: readonly Buffer[], except: (file: string) => boolean = () => false) {
  const place = await temporaryFolder();
  must(await writeJournal(desk.station, path.join(place, 'journal.jsonl')));
  const files = [...everyFile(desk.folder), ...everyFile(place)].filter(([file]) => !except(file));
  expect(files.length).toBeGreaterThan(10);
  const texts: [string, Buffer][] = [...files, ['what was logged', Buffer.from(said.join('\n'))]];
  for (const [file, bytes] of texts) {
    for (const form of forms) if (bytes.includes(form)) expect.fail(`${file} holds ${form.toString('utf8')}`);
  }
}

const secretsOf = (mnemonic: string): Buffer[] => [
  ...formsOfWords(mnemonic.split(' '), typed(mnemonic)),
  ...formsOfBytes(mnemonicToSeedSync(mnemonic)),
  ...formsOfBytes(mnemonicToSeedSync(mnemonic).subarray(0, 32)),
  ...formsOfBytes(utf8(VAULT_PASSWORD)),
];

describe('after a ceremony no file, journal or log has words or passwords', () => {
  it('the search itself finds what is written openly', async () => {
    const { station } = desk;
    await complete(
      station,
      { plan: { kind: 'check-backup', from: 'words' }, officers: ['Ben'] },
      { backup: wordsBackup(MNEMONIC) },
    );
    await expect(expectNothingIn([Buffer.from('belongs-to-none')])).rejects.toThrow(/holds belongs-to-none/);
  });

  it('a restore from words, with a search, opened, copied, given another password', async () => {
    const { station } = desk;
    const plan: CeremonyPlan = { kind: 'restore', from: 'words' };
    const vault = { name: 'Restored', kind: 'hot' } as const;
    const { vaultId } = await complete(station, { plan, vault }, { backup: wordsBackup(MNEMONIC) });
    must(await unlockWritten(station, vaultId));
    const target = path.join(await temporaryFolder(), 'copy.stronghold');
    const [password, next, again] = [utf8(VAULT_PASSWORD), utf8(NEXT_PASSWORD), utf8(NEXT_PASSWORD)];
    must(await saveVaultCopy(station, await anyOfficer(station), { vaultId, password, target }));
    must(
      await changeVaultPassword(station, await anyOfficer(station), {
        vaultId,
        password,
        next,
        again,
        second: null,
      }),
    );
    await expectNothingIn([...secretsOf(MNEMONIC), ...formsOfBytes(utf8(NEXT_PASSWORD))]);
  });

  it('a creation with words and shares, and one that is called off after the words were shown', async () => {
    const { station } = desk;
    const plan: CeremonyPlan = { kind: 'create', words: true, split: SPLIT };
    const made = await complete(station, { plan, vault: { name: 'Reserve', kind: 'cold' } });
    must(await dismissCeremony(station));
    const abandoned = emptyTable();
    must(await begin(station, { plan, vault: { name: 'Never made', kind: 'cold' } }));
    await goUpTo(station, 'password-set', abandoned);
    must(await abandonCeremony(station, theStation('ceremony-called-off')));
    const { seedWordsOf } = await import('../../../electron/signer/ceremony/word-numbers.ts');
    const forms: Buffer[] = [];
    for (const { words, shares } of [made, abandoned]) {
      expect(shares).toHaveLength(4);
      forms.push(...secretsOf(seedWordsOf(words).join(' ')));
      for (const share of shares) forms.push(...formsOfWords(shareOf(share).split(' '), share));
    }
    await expectNothingIn(forms);
  });

  it('wrong turns: words of a check that fails, passwords that differ', async () => {
    const { station } = desk;
    must(
      await begin(station, { plan: { kind: 'restore', from: 'words' }, vault: { name: 'R', kind: 'hot' } }),
    );
    const wrong = emptyTable({ backup: wordsBackup(MNEMONIC.replace('inhale', 'winner')) });
    await expect(goUpTo(station, null, wrong)).rejects.toThrow(/words-checksum/);
    expect(JSON.stringify(viewOf(station))).not.toContain('gorilla');
    await expectNothingIn(secretsOf(MNEMONIC));
  });
});
