import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newRequestsFrom } from '../../../../electron/core/proposal/request.ts';
import type { Result } from '../../../../electron/core/result.ts';
import type { Backup, CeremonyAnswer } from '../../../../electron/signer/ceremony/protocol.ts';
import { ceremonyServer } from '../../../../electron/signer/ceremony/serve.ts';
import { seedWordNumbers } from '../../../../electron/signer/ceremony/word-numbers.ts';
import { stateKey } from '../../../../electron/signer/sealed-state.ts';
import { openState } from '../../../../electron/signer/state-log.ts';
import { readSeedFile } from '../../../../electron/stronghold/seed-file.ts';
import { codeOf, MemoryStateFile, NOW, network, unwrap } from '../../../support/signer-fixture.ts';
import { ceremonyPlace, shape, splitAndReadBack } from './ceremony-place.ts';

const place = ceremonyPlace();
const { drawn, effects, newCeremony, password, readBack, write } = place;

describe('a vault whose words were drawn is not written', () => {
  it('before anything was drawn', async () => {
    expect(codeOf(await write(newCeremony()))).toBe('ceremony-step');
  });

  it('before its words were read back', async () => {
    const { ceremony } = await drawn();
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
  });

  it('with one group of words left unread', async () => {
    const { ceremony, groups } = await drawn();
    readBack(ceremony, groups.slice(0, 3));
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
  });

  it('before the restore was rehearsed', async () => {
    const { ceremony, groups } = await drawn();
    readBack(ceremony, groups);
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
  });

  it('after a rehearsal with the words of another vault', async () => {
    const { ceremony, groups } = await drawn();
    readBack(ceremony, groups);
    const other = 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(' ');
    const rehearsed = await ceremony.rehearse({ kind: 'words', words: seedWordNumbers(other) });
    expect(unwrap(rehearsed).matches).toBe(false);
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
  });

  it('after a rehearsal whose words have a slip of the pen', async () => {
    const { ceremony, groups, words } = await drawn();
    readBack(ceremony, groups);
    const slipped = Uint16Array.from(words, (word, i) => (i === 7 ? (word + 1) % 2048 : word));
    const code = codeOf(await ceremony.rehearse({ kind: 'words', words: slipped }));
    expect(['words-checksum', 'accepted']).toContain(code);
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
  });

  it('with one share left unread, though the words were rehearsed', async () => {
    const { ceremony, groups, words } = await drawn();
    readBack(ceremony, groups);
    unwrap(ceremony.split(shape));
    unwrap(await ceremony.rehearse({ kind: 'words', words }));
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
  });

  it('after a second splitting threw the first one away', async () => {
    const { ceremony } = await drawn();
    const shares = splitAndReadBack(ceremony);
    unwrap(await ceremony.rehearse({ kind: 'shares', shares: shares.slice(1) }));
    unwrap(ceremony.split(shape));
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
  });
});

describe('a vault is written', () => {
  it('when its words were read back and rehearsed; the file gives its first address', async () => {
    const { ceremony, groups, words } = await drawn();
    readBack(ceremony, groups);
    const rehearsed = unwrap(await ceremony.rehearse({ kind: 'words', words }));
    expect(rehearsed.matches).toBe(true);
    expect(unwrap(await write(ceremony)).firstAddress).toBe(rehearsed.firstAddress);
  });

  it('when its shares were read back and rehearsed', async () => {
    const { ceremony } = await drawn();
    const shares = splitAndReadBack(ceremony);
    const words = await ceremony.rehearse({ kind: 'words', words: new Uint16Array(24) });
    expect(codeOf(words), 'words are no rehearsal of shares').toBe('ceremony-step');
    unwrap(await ceremony.rehearse({ kind: 'shares', shares: shares.slice(0, 2) }));
    expect(codeOf(await write(ceremony))).toBe('accepted');
  });

  it('with a first sealed state: of any date where drawn, behind all that may be signed where the seed has a past', async () => {
    const { ceremony, groups, words } = await drawn();
    readBack(ceremony, groups);
    unwrap(await ceremony.rehearse({ kind: 'words', words: words.slice() }));
    unwrap(await write(ceremony));
    const horizonOf = async (name: string) => {
      const seed = unwrap(await readSeedFile({ file: name, password: password() }));
      return unwrap(openState(place.states.get(name)!.content!, stateKey(seed))).memory.head;
    };
    expect(await horizonOf(place.file)).toMatchObject({ governed: null, horizon: 0 });
    const restore = newCeremony('another');
    unwrap(await restore.take({ network: network.id, backup: { kind: 'words', words } }));
    place.file = path.join(place.folder, 'vaults', 'restored.stronghold');
    unwrap(await write(restore));
    expect(await horizonOf(place.file)).toMatchObject({ governed: null, horizon: newRequestsFrom(NOW) });
  });

  it('never over the state of another', async () => {
    const { ceremony, groups, words } = await drawn();
    readBack(ceremony, groups);
    unwrap(await ceremony.rehearse({ kind: 'words', words }));
    const state = new MemoryStateFile();
    state.content = Uint8Array.of(1, 2, 3);
    place.states.set(place.file, state);
    expect(codeOf(await write(ceremony))).toBe('stronghold-exists');
    expect(state.content).toEqual(Uint8Array.of(1, 2, 3));
  });
});

describe('words', () => {
  it('that are read back wrong are marked at their places', async () => {
    const { ceremony, groups } = await drawn();
    const wrong = Uint16Array.from(groups[1]!, (word, i) => (i === 0 || i === 4 ? (word + 1) % 2048 : word));
    expect(unwrap(ceremony.check({ group: 1, words: wrong })).wrong).toEqual([0, 4]);
    expect(unwrap(ceremony.check({ group: 1, words: groups[1]!.slice(0, 5) })).wrong).toEqual([5]);
    expect(unwrap(ceremony.check({ group: 1, words: groups[2]! })).wrong.length).toBeGreaterThan(0);
  });

  it('are not shown again once all were read back', async () => {
    const { ceremony, groups } = await drawn();
    readBack(ceremony, groups);
    expect(codeOf(ceremony.show({ group: 0 }))).toBe('ceremony-step');
  });

  it('that people had before are never shown, nor checked against', async () => {
    const { words } = await drawn();
    const ceremony = newCeremony('restore');
    unwrap(await ceremony.take({ network: network.id, backup: { kind: 'words', words } }));
    expect(codeOf(ceremony.show({ group: 0 }))).toBe('ceremony-step');
    expect(codeOf(ceremony.check({ group: 0, words: words.slice(0, 6) }))).toBe('ceremony-step');
  });

  it('are drawn once: a second drawing or taking is refused', async () => {
    const { ceremony, words } = await drawn();
    expect(codeOf(await ceremony.draw({ network: network.id, rolls: null }))).toBe('ceremony-step');
    expect(codeOf(await ceremony.take({ network: network.id, backup: { kind: 'words', words } }))).toBe(
      'ceremony-step',
    );
  });

  it('of a file do not exist: they can be neither shown nor split', async () => {
    const { ceremony, groups, words } = await drawn();
    readBack(ceremony, groups);
    unwrap(await ceremony.rehearse({ kind: 'words', words }));
    unwrap(await write(ceremony));
    const restore = newCeremony('file');
    unwrap(await restore.takeFile({ network: network.id, file: place.file, password: password() }));
    expect(codeOf(restore.show({ group: 0 }))).toBe('ceremony-step');
    expect(codeOf(restore.split(shape))).toBe('ceremony-step');
  });

  it('are neither drawn nor taken for a network that nobody knows', async () => {
    const ceremony = newCeremony();
    const unknown = { network: 'moon:practice' };
    const backup: Backup = { kind: 'words', words: new Uint16Array(24) };
    expect(codeOf(await ceremony.draw({ ...unknown, rolls: null }))).toBe('chain-unknown');
    expect(codeOf(await ceremony.take({ ...unknown, backup }))).toBe('chain-unknown');
    expect(codeOf(await ceremony.takeFile({ ...unknown, file: place.file, password: password() }))).toBe(
      'chain-unknown',
    );
    expect(codeOf(ceremony.show({ group: 0 }))).toBe('ceremony-step');
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
  });

  it('change with the rolls of the officers, which count their bits', async () => {
    const plain = newCeremony();
    const first = unwrap(await plain.draw({ network: network.id, rolls: null })).firstAddress;
    const rolled = newCeremony();
    const rolls = { kind: 'dice' as const, text: '1234561234561234' };
    const mixed = unwrap(await rolled.draw({ network: network.id, rolls }));
    expect(mixed.firstAddress).not.toBe(first);
    expect(mixed.rolledBits).toBe(41);
  });

  it('are gone when the ceremony is closed', async () => {
    const { ceremony, words } = await drawn();
    ceremony.close();
    expect(codeOf(ceremony.show({ group: 0 }))).toBe('ceremony-step');
    expect(codeOf(await ceremony.rehearse({ kind: 'words', words }))).toBe('ceremony-step');
  });
});

describe('shares', () => {
  it('are marked at their wrong places, and not shown once they were read back', async () => {
    const { ceremony } = await drawn();
    const [first] = splitAndReadBack(ceremony);
    expect(codeOf(ceremony.showShare({ share: 0, group: 0 }))).toBe('ceremony-step');
    const wrong = Uint16Array.from(first!, (word, i) => (i === 30 ? (word + 1) % 1024 : word));
    expect(unwrap(ceremony.checkShare({ share: 0, words: wrong })).wrong).toEqual([30]);
    expect(codeOf(ceremony.checkShare({ share: 3, words: first! })), 'a share too many').toBe(
      'ceremony-step',
    );
  });

  it('too few, or one twice, do not rehearse', async () => {
    const { ceremony } = await drawn();
    const [first] = splitAndReadBack(ceremony);
    const rehearse = async (...shares: Uint16Array[]) =>
      codeOf(await ceremony.rehearse({ kind: 'shares', shares }));
    expect(await rehearse(first!)).toBe('share-set-incomplete');
    expect(await rehearse(first!, first!)).toBe('share-duplicate');
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
  });
});

describe('the clean store of a rehearsal', () => {
  it('is destroyed, whether it gave the same vault, another, or nothing', async () => {
    const { ceremony, groups, words } = await drawn();
    readBack(ceremony, groups);
    const other = 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(' ');
    const backups: Backup[] = [
      { kind: 'words', words: words.slice() },
      { kind: 'words', words: seedWordNumbers(other) },
      { kind: 'words', words: words.slice(1) },
    ];
    for (const backup of backups) {
      await ceremony.rehearse(backup);
      expect(readdirSync(place.temporary)).toEqual([]);
    }
  });
});

describe('after a crash in the process nothing can be written', () => {
  function served() {
    const server = ceremonyServer(effects('served'));
    let id = 0;
    return async (verb: string, body: unknown): Promise<Result<unknown>> =>
      (await server.answer({ id: ++id, verb, body }))!.result;
  }
  const toWrite = () => ({ file: place.file, password: password(), workFactor: 0 });

  it('that was drawn after it, on the strength of what was read back before', async () => {
    const ask = served();
    unwrap(await ask('draw', { network: network.id, rolls: null }));
    const groups: Uint16Array[] = [];
    for (const group of [0, 1, 2, 3]) {
      const { words } = unwrap(await ask('show', { group })) as CeremonyAnswer<'show'>;
      groups.push(words.slice());
      unwrap(await ask('check', { group, words }));
    }
    const words = () => Uint16Array.from(groups.flatMap((group) => [...group]));
    unwrap(await ask('rehearse', { kind: 'words', words: words() }));

    rmSync(place.temporary, { recursive: true });
    expect(codeOf(await ask('rehearse', { kind: 'words', words: words() }))).toBe('signer-crashed');
    mkdirSync(place.temporary, { mode: 0o700 });
    expect(codeOf(await ask('write', toWrite()))).toBe('ceremony-step');
    expect(codeOf(await ask('draw', { network: network.id, rolls: null }))).toBe('ceremony-over');
    expect(
      codeOf(await ask('take', { network: network.id, backup: { kind: 'words', words: words() } })),
    ).toBe('ceremony-over');
    expect(codeOf(await ask('rehearse', { kind: 'words', words: words() }))).toBe('ceremony-step');
    expect(codeOf(await ask('write', toWrite()))).toBe('ceremony-step');
    expect(existsSync(place.file)).toBe(false);
  });

  it('nor is anything else done', async () => {
    const { ceremony, words } = await drawn();
    ceremony.close();
    const six = words.slice(0, 6);
    const backup: Backup = { kind: 'words', words };
    const begin = [
      await ceremony.draw({ network: network.id, rolls: null }),
      await ceremony.take({ network: network.id, backup }),
      await ceremony.takeFile({ network: network.id, file: place.file, password: password() }),
    ];
    const goOn = [
      ceremony.show({ group: 0 }),
      ceremony.check({ group: 0, words: six }),
      ceremony.split(shape),
      ceremony.showShare({ share: 0, group: 0 }),
      ceremony.checkShare({ share: 0, words: six }),
      await ceremony.rehearse(backup),
      ceremony.addresses({ account: 0, change: 0, from: 0, count: 1 }),
      ceremony.formerAddresses({ coinType: 4219, account: 0, change: 0, indexes: [0] }),
      await write(ceremony),
    ];
    expect(new Set(begin.map(codeOf))).toEqual(new Set(['ceremony-over']));
    expect(new Set(goOn.map(codeOf))).toEqual(new Set(['ceremony-step']));
  });
});
