import { readdirSync, watch } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { theStation } from '../../../electron/console/actor.ts';
import { abandonCeremony, noteDeviation } from '../../../electron/console/ceremony/end-ceremony.ts';
import { searchAccounts } from '../../../electron/console/ceremony/search-accounts.ts';
import { sheetsLabelled } from '../../../electron/console/ceremony/sheet-steps.ts';
import {
  checkWords,
  drawWords,
  rehearse,
  showAgain,
  showWords,
  wordsWritten,
} from '../../../electron/console/ceremony/words-steps.ts';
import { writeVault } from '../../../electron/console/ceremony/write-vault.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import type { StepKind } from '../../../electron/core/ceremony/ceremony-steps.ts';
import { startCeremonyClient } from '../../../electron/signer/ceremony/client.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import {
  type CeremonyDesk,
  entriesOf,
  openCeremonyDesk,
  provenTranscript,
} from '../../support/ceremony-desk.ts';
import {
  begin,
  beginAs,
  complete,
  emptyTable,
  goUpTo,
  signAll,
  signAs,
  sixOf,
  stepOf,
  type Table,
  takeStep,
  typed,
  VAULT_PASSWORD,
  viewOf,
  WORDS,
} from '../../support/ceremony-steps.ts';
import { codeOf, must, officerIdOf, utf8 } from '../../support/treasury-steps.ts';

const vault = { name: 'Reserve', kind: 'cold' } as const;
const OTHER = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

let desk: CeremonyDesk;
let station: Desk;
let table: Table;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  station = desk.station;
  table = emptyTable();
});

const beginWords = async () => must(await begin(station, { plan: WORDS, vault }));

describe('no step is skipped', () => {
  it('whatever is asked out of its turn', async () => {
    await beginWords();
    const order: StepKind[] = [
      'entropy-mixed',
      'words-shown',
      'words-reentered',
      'sheets-labelled',
      'words-rehearsed',
      'password-set',
    ];
    const asks: Partial<Record<StepKind, () => Promise<{ ok: boolean }>>> = {
      'entropy-mixed': () => drawWords(station, { rolls: null }),
      'words-shown': () => wordsWritten(station),
      'words-reentered': () => checkWords(station, { group: 0, words: new Uint16Array(6) }),
      'sheets-labelled': () => sheetsLabelled(station, { sheets: [] }),
      'words-rehearsed': () => rehearse(station, { kind: 'words', words: new Uint16Array(24) }),
      'password-set': () => writeVault(station, { password: utf8('x'), again: utf8('x') }),
      'accounts-searched': () => searchAccounts(station, { passOver: true }),
    };
    for (const step of order) {
      expect(stepOf(station)).toBe(step);
      for (const [other, ask] of Object.entries(asks)) {
        if (other !== step)
          expect(await ask(), `${other} at ${step}`).toMatchObject({ code: 'ceremony-step' });
      }
      expect(codeOf(await signAs(station, officerIdOf(station, 'Dev')))).toBe('ceremony-step');
      must(await takeStep(station, step, table));
    }
    expect(stepOf(station)).toBeNull();
  });

  it('by asking for one twice at once: the second does not pass over what follows', async () => {
    await beginWords();
    await goUpTo(station, 'words-rehearsed', table);
    const rehearsal = () => rehearse(station, { kind: 'words', words: table.words.slice() });
    expect((await Promise.all([rehearsal(), rehearsal()])).map(codeOf)).toEqual([null, 'ceremony-step']);
    expect(stepOf(station)).toBe('password-set');
    const [once, twice] = await Promise.all([
      writeVault(station, { password: utf8(VAULT_PASSWORD), again: utf8(VAULT_PASSWORD) }),
      writeVault(station, { password: utf8(VAULT_PASSWORD), again: utf8(VAULT_PASSWORD) }),
    ]);
    expect([once, twice].map(codeOf)).toEqual([null, 'ceremony-step']);
  });

  it('by the process itself, when somebody talks to it past the console', async () => {
    const client = startCeremonyClient(station.effects.spawnCeremony);
    const file = `${desk.folder}/vaults/forced.stronghold`;
    const write = () => client.ask('write', { file, password: utf8('x'), workFactor: 1 });
    expect(codeOf(await write())).toBe('ceremony-step');
    must(await client.ask('draw', { network: 'iota:practice', rolls: null }));
    expect(codeOf(await write()), 'before check').toBe('ceremony-step');
    for (const group of [0, 1, 2, 3]) {
      const { words } = must(await client.ask('show', { group }));
      must(await client.ask('check', { group, words }));
    }
    expect(codeOf(await client.ask('show', { group: 0 })), 'show after check').toBe('ceremony-step');
    expect(codeOf(await write()), 'before rehearsal').toBe('ceremony-step');
    expect(
      codeOf(await client.ask('export-words' as 'draw', { network: 'iota:practice', rolls: null })),
    ).toBe('input-malformed');
    client.kill();
    expect(codeOf(await write())).toBe('signer-crashed');
  });
});

describe('what goes wrong is told, noted and repeated', () => {
  it('words that were written down wrong: marked, shown again, read back', async () => {
    await beginWords();
    await goUpTo(station, 'words-reentered', table);
    const slip = sixOf(table, 2).map((word, i) => (i === 3 ? (word + 1) % 2048 : word));
    expect(must(await checkWords(station, { group: 2, words: slip })).wrong).toEqual([3]);
    expect(codeOf(await showWords(station, { group: 2 })), 'not shown beside the typing').toBe(
      'ceremony-step',
    );
    must(await showAgain(station));
    await goUpTo(station, null, table);
    await signAll(station);
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    const outcomes = transcript.steps.filter(({ outcome }) => outcome === 'repeated');
    expect(outcomes.map(({ step, failed }) => [step, failed])).toEqual([
      ['words-shown', 0],
      ['words-reentered', 1],
    ]);
  });

  it('a rehearsal with other words differs, and the ceremony does not go on', async () => {
    await beginWords();
    await goUpTo(station, 'words-rehearsed', table);
    const other = await rehearse(station, { kind: 'words', words: typed(OTHER) });
    expect(must(other).matches).toBe(false);
    expect(codeOf(await rehearse(station, { kind: 'words', words: table.words.slice(6) }))).toBe(
      'words-checksum',
    );
    expect(stepOf(station)).toBe('words-rehearsed');
    expect(viewOf(station).steps.find(({ state }) => state === 'now')?.failed).toBe(2);
  });

  it('passwords that differ, none, or one that is guessed within a day where the money is real', async () => {
    await beginWords();
    await goUpTo(station, 'password-set', table);
    const write = async (password: string, again: string) =>
      codeOf(await writeVault(station, { password: utf8(password), again: utf8(again) }));
    expect(await write('one', 'other')).toBe('password-mismatch');
    expect(await write('', '')).toBe('password-empty');
    expect(stepOf(station)).toBe('password-set');
    const { network } = station.treasury;
    const real = {
      ...station,
      treasury: { ...station.treasury, network: { ...network, id: 'iota:mainnet' } },
    } as const;
    const weak = { password: utf8('Liverpool1'), again: utf8('Liverpool1') };
    expect(codeOf(await writeVault(real, weak))).toBe('password-weak');
    expect(stepOf(station)).toBe('password-set');
    expect(await write('one', 'one')).toBeNull();
  });
});

describe('who has to be there', () => {
  it.each<[string, string[], Record<string, string>, string, RegExp]>([
    ['a policy admin is missing', ['Ben', 'Chiara', 'Mara'], {}, 'ceremony-officers', /Dev Patel/],
    [
      'one approver alone',
      ['Dev', 'Ben'],
      {},
      'ceremony-officers',
      /1 more of approvers; not here: Chiara Rossi/,
    ],
    ['one officer twice', ['Dev', 'Ben', 'Ben'], {}, 'ceremony-officers', /Ben Okafor is listed twice/],
    ['a wrong password', ['Dev', 'Ben', 'Chiara'], { Ben: 'wrong' }, 'password-wrong', /^Ben Okafor/],
    ['an empty password', ['Dev', 'Ben', 'Chiara'], { Chiara: '' }, 'password-empty', /^Chiara Rossi/],
  ])('%s', async (_, officers, passwords, code, message) => {
    const refused = await begin(station, { plan: WORDS, vault, officers, passwords });
    expect(refused).toMatchObject({ ok: false, code, message: expect.stringMatching(message) });
    expect(desk.processes.started).toBe(0);
  });

  it('a rotation asks for a maker, too', async () => {
    const plan = { kind: 'rotate', words: true, split: null } as const;
    const refused = await begin(station, { plan, vault, vaultId: desk.cold });
    expect(refused).toMatchObject({ code: 'ceremony-officers', message: expect.stringMatching(/maker/) });
  });

  it('a splitting asks for two', async () => {
    const split = { groupThreshold: 1, groups: [{ threshold: 2, count: 3 }] };
    const plan: CeremonyPlan = { kind: 'shares', split };
    expect(codeOf(await begin(station, { plan, vaultId: desk.cold, officers: ['Ben'] }))).toBe(
      'ceremony-officers',
    );
  });

  it('who was not there does not sign, nor with another password; all who were must', async () => {
    await beginWords();
    await goUpTo(station, null, table);
    expect(codeOf(await signAs(station, officerIdOf(station, 'Mara')))).toBe('ceremony-officers');
    expect(codeOf(await signAs(station, officerIdOf(station, 'Ben'), 'wrong'))).toBe('password-wrong');
    must(await signAs(station, officerIdOf(station, 'Ben')));
    must(await signAs(station, officerIdOf(station, 'Dev')));
    expect(station.policy.present().version, 'one is missing').toBe(1);
    const last = officerIdOf(station, 'Chiara');
    const both = await Promise.all([signAs(station, last), signAs(station, last)]);
    expect(both.map(codeOf)).toEqual([null, 'ceremony-over']);
    expect(station.policy.present().version).toBe(2);
    expect(await entriesOf(station, 'ceremony-completed')).toHaveLength(1);
  });
});

describe('names of vaults', () => {
  it.each(['Cold vault', ' cold  VAULT ', 'ＣＯＬＤ vault'])(
    '"%s" reads like one that is there',
    async (name) => {
      const refused = await begin(station, { plan: WORDS, vault: { name, kind: 'cold' } });
      expect(codeOf(refused)).toBe('alias-duplicate');
    },
  );
});

describe('what would be refused at the end is refused at the beginning', () => {
  it('a name that could be a part of a backup', async () => {
    const name = 'Winter spend artefact viable';
    expect(codeOf(await begin(station, { plan: WORDS, vault: { name, kind: 'cold' } }))).toBe(
      'text-holds-words',
    );
    expect(desk.processes.started).toBe(0);
  });
});

describe('deviations', () => {
  const noteAs = (name: string, text: string) =>
    noteDeviation(station, { officerId: officerIdOf(station, name), text });

  it('are in the transcript, in the words of those who are there', async () => {
    await beginWords();
    must(await noteAs('Ben', 'The printer had no paper; sheets were written by hand.'));
    expect(codeOf(await noteAs('Mara', 'I was not there'))).toBe('ceremony-officers');
    await goUpTo(station, null, table);
    expect(codeOf(await noteAs('Ben', 'too late')), 'once it is being signed').toBe('ceremony-step');
    await signAll(station);
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    expect(transcript.deviations).toMatchObject([
      { text: expect.stringMatching(/printer/), officerId: officerIdOf(station, 'Ben') },
    ]);
  });

  it('with words of a backup are refused, also one after the other', async () => {
    await beginWords();
    expect(codeOf(await noteAs('Ben', 'we read: winter spend artefact viable'))).toBe('text-holds-words');
    must(await noteAs('Ben', 'winter spend'));
    expect(codeOf(await noteAs('Dev', 'artefact viable'))).toBe('text-holds-words');
    expect(viewOf(station).deviations).toHaveLength(1);
  });

  it('are no more than a transcript takes', async () => {
    await beginWords();
    for (let n = 1; n <= 100; n++) must(await noteAs('Ben', `Slip ${n}`));
    expect(codeOf(await noteAs('Ben', 'Slip 101'))).toBe('deviations-too-many');
    await goUpTo(station, null, table);
    await signAll(station);
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    expect(transcript.deviations).toHaveLength(100);
  });
});

describe('a ceremony that is called off', () => {
  it.each<[string, (of: Desk) => Promise<unknown>]>([
    ['abandoned', (of) => abandonCeremony(of, theStation('ceremony-called-off'))],
    ['by locking the station', (of) => of.lock()],
  ])('%s: its processes end, the journal tells it, nothing of it remains', async (_, callOff) => {
    await beginWords();
    await goUpTo(station, null, table);
    const before = station.policy.present();
    const files = () => readdirSync(path.join(desk.folder, 'vaults')).toSorted();
    expect(files()).toHaveLength(7); // with the note that it is unfinished
    await callOff(station);
    expect(files(), 'the seed does not lie about').toEqual([
      'cold.stronghold',
      'cold.stronghold.state',
      'hot.stronghold',
      'hot.stronghold.state',
    ]);
    await vi.waitUntil(() => desk.processes.alive === 0, { timeout: 60_000 });
    expect(desk.processes.started).toBe(1);
    const [entry] = await entriesOf(station, 'ceremony-abandoned');
    expect(entry?.body).toMatchObject({
      ceremony: 'create',
      steps: 8,
      sheets: [expect.stringMatching(/^SP-/)],
    });
    expect(codeOf(await signAs(station, officerIdOf(station, 'Dev')))).toBe('ceremony-over');
    must(await verifyJournal(station));
    const again = await desk.reopen();
    expect(again.policy.present()).toEqual(before);
    await complete(again, { plan: WORDS, vault });
  });

  it('while a step is under way: that step is refused', async () => {
    await beginWords();
    await goUpTo(station, 'words-rehearsed', table);
    const { client } = station.ceremonies.session!;
    const ask = client.ask.bind(client);
    let callingOff: ReturnType<typeof abandonCeremony> | null = null;
    vi.spyOn(client, 'ask').mockImplementation((verb, body) => {
      const answer = ask(verb, body);
      callingOff ??= abandonCeremony(station, theStation('ceremony-called-off'));
      return answer;
    });
    const rehearsal = rehearse(station, { kind: 'words', words: table.words.slice() });
    expect(codeOf(await rehearsal)).toBe('signer-crashed');
    expect(callingOff).not.toBeNull();
    await callingOff;
    expect(station.ceremonies.session).toBeNull();
  });

  it.each<[string, RegExp]>([
    ['begins', /\.unfinished$/],
    ['is locked for the writing', /\.stronghold\.lock/],
    ['is half written', /^\.reserve.*\.tmp$/],
    ['is there', /^reserve.*\.stronghold$/],
    ['has its state', /\.state$/],
  ])('while the vault is written, when its file %s: no file and no open signer remain', async (_, moment) => {
    await beginWords();
    await goUpTo(station, 'password-set', table);
    const vaults = path.join(desk.folder, 'vaults');
    const before = readdirSync(vaults).toSorted();
    let locking: Promise<unknown> | null = null;
    const watching = watch(vaults, (__, name) => {
      if (name !== null && moment.test(name)) locking ??= station.lock();
    });
    const password = utf8(VAULT_PASSWORD);
    const writing = await writeVault(station, { password, again: password });
    watching.close();
    // Where the watcher was late the file was written already; that is called off as well.
    expect([null, 'signer-crashed', 'ceremony-over']).toContain(codeOf(writing));
    await (locking ?? station.lock());
    expect(readdirSync(vaults).toSorted()).toEqual(before);
    expect(desk.processes.alive).toBe(0);
  });

  it('before its beginning has its turn: it is not begun', async () => {
    const actor = await anyOfficer(station);
    const beginning = beginAs(station, actor, { plan: WORDS, vault });
    await station.lock();
    expect(['ceremony-over', 'vault-locked']).toContain(codeOf(await beginning));
    expect(station.ceremonies.session).toBeNull();
  });

  it('while it begins, and an officer proves to be there: it is not begun', async () => {
    const { spawnSigner } = station.effects;
    let locking: Promise<unknown> | null = null;
    Object.assign(station.effects, {
      spawnSigner: () => {
        locking ??= station.lock();
        return spawnSigner();
      },
    });
    const beginning = begin(station, { plan: WORDS, vault });
    expect(['ceremony-over', 'vault-locked']).toContain(codeOf(await beginning));
    expect(locking).not.toBeNull();
    await locking;
    expect(station.ceremonies.session).toBeNull();
    expect(desk.processes.alive).toBe(0);
  });

  it('is the only one: a second cannot begin beside it', async () => {
    await beginWords();
    expect(codeOf(await begin(station, { plan: WORDS, vault }))).toBe('ceremony-busy');
    expect(desk.processes.started).toBe(1);
  });
});
