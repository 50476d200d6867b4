import { beforeEach, describe, expect, it } from 'vitest';
import { sheetByHand, sheetSaved, sheetsLabelled } from '../../../electron/console/ceremony/sheet-steps.ts';
import {
  drawWords,
  shareWritten,
  showAgain,
  showShare,
  showWords,
  wordsWritten,
} from '../../../electron/console/ceremony/words-steps.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { sheetFingerprint } from '../../../electron/core/ceremony/sheet-fingerprint.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { type CeremonyDesk, openCeremonyDesk, provenTranscript } from '../../support/ceremony-desk.ts';
import {
  begin,
  emptyTable,
  goUpTo,
  signAll,
  stepOf,
  type Table,
  viewOf,
  WORDS,
} from '../../support/ceremony-steps.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

const vault = { name: 'Reserve', kind: 'cold' } as const;
const BOTH: CeremonyPlan = {
  kind: 'create',
  words: true,
  split: { groupThreshold: 1, groups: [{ threshold: 2, count: 2 }] },
};

let desk: CeremonyDesk;
let station: Desk;
let table: Table;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  station = desk.station;
  table = emptyTable();
});

const saved = (sheet: number) =>
  sheetSaved(station, { sheet, serial: viewOf(station).sheets[sheet]?.serial ?? '' });
const failedTries = () => viewOf(station).steps.find(({ step }) => step === 'sheets-labelled')?.failed;

describe('the sheet is there before its words', () => {
  it('no word is shown, and none is said to be written, before it is known how the sheet is made', async () => {
    must(await begin(station, { plan: WORDS, vault }));
    must(await drawWords(station, { rolls: null }));
    expect(codeOf(await showWords(station, { group: 0 }))).toBe('sheet-first');
    expect(codeOf(await wordsWritten(station))).toBe('sheet-first');
    must(await sheetByHand(station, { sheet: 0 }));
    expect(must(await showWords(station, { group: 0 })).words).toHaveLength(6);
  });

  it('each share has a sheet of its own: that of the one before is not enough', async () => {
    must(await begin(station, { plan: BOTH, vault }));
    await goUpTo(station, 'share-shown', table);
    expect(codeOf(await showShare(station, { group: 0 }))).toBe('sheet-first');
    expect(codeOf(await shareWritten(station))).toBe('sheet-first');
    must(await saved(2));
    expect(codeOf(await showShare(station, { group: 0 })), 'the sheet of the next share').toBe('sheet-first');
    must(await saved(1));
    must(await showShare(station, { group: 0 }));
  });

  it('a sheet that the ceremony does not have, and one before the words are drawn', async () => {
    must(await begin(station, { plan: WORDS, vault }));
    expect(codeOf(await sheetByHand(station, { sheet: 0 }))).toBe('ceremony-step');
    must(await drawWords(station, { rolls: null }));
    expect(codeOf(await sheetByHand(station, { sheet: 1 }))).toBe('ceremony-step');
  });

  it('a blank sheet of the ceremony before that is saved late changes nothing in this one', async () => {
    must(await begin(station, { plan: WORDS, vault }));
    must(await drawWords(station, { rolls: null }));
    must(await sheetSaved(station, { sheet: 0, serial: 'SP-0000-0000' }));
    expect(codeOf(await showWords(station, { group: 0 }))).toBe('sheet-first');
  });
});

describe('the labels are typed back from the sheets', () => {
  beforeEach(async () => {
    must(await begin(station, { plan: BOTH, vault }));
    await goUpTo(station, 'sheets-labelled', table);
  });

  it('one sheet left out, one typed twice, one of another ceremony, one of another vault: nothing goes on', async () => {
    const [words, first, second] = table.sheets as [
      Table['sheets'][0],
      Table['sheets'][0],
      Table['sheets'][0],
    ];
    const strange = sheetFingerprint(`0x${'77'.repeat(32)}`);
    const attacks: [string, Table['sheets']][] = [
      ['sheet-left-out', []],
      ['sheet-left-out', [words, first]],
      ['sheet-twice', [words, first, first]],
      ['sheet-twice', [words, first, second, second]],
      ['sheet-other', [words, second, first]],
      ['sheet-other', [words, first, { ...second, serial: 'SP-0000-0000' }]],
      ['fingerprint-other', [words, first, { ...second, fingerprint: strange }]],
    ];
    for (const [code, sheets] of attacks) {
      expect(codeOf(await sheetsLabelled(station, { sheets }))).toBe(code);
      expect(stepOf(station)).toBe('sheets-labelled');
    }
    expect(failedTries()).toBe(attacks.length);
    must(await sheetsLabelled(station, { sheets: table.sheets }));
    expect(stepOf(station)).toBe('words-rehearsed');
  });

  it('the transcript says how each sheet was made, and how often one was typed wrong; later nothing changes that', async () => {
    must(await saved(1));
    await sheetsLabelled(station, { sheets: [] });
    must(await sheetsLabelled(station, { sheets: table.sheets }));
    expect(codeOf(await sheetByHand(station, { sheet: 1 }))).toBe('ceremony-step');
    must(await saved(0));
    await goUpTo(station, null, table);
    await signAll(station);
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    expect(transcript.sheets.map(({ origin }) => origin)).toEqual(['by-hand', 'saved', 'by-hand']);
    expect(transcript.steps.find(({ step }) => step === 'sheets-labelled')).toMatchObject({
      outcome: 'repeated',
      failed: 1,
    });
  });
});

it('whoever has typed the words back cannot go back to them from the labels, and is not stuck by trying', async () => {
  must(await begin(station, { plan: WORDS, vault }));
  await goUpTo(station, 'sheets-labelled', table);
  expect(codeOf(await showAgain(station))).toBe('ceremony-step');
  await goUpTo(station, null, table);
});
