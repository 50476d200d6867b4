import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chainWordsOf, otherMeanings } from '../../support/chain-words.ts';

const words = (text: string, file = 'electron/core/a.ts') => chainWordsOf(file, text).map(({ word }) => word);

describe('words of one chain', () => {
  test.each([
    ['const hint = `Type it in IOTA`;', 'IOTA'],
    ['const nanos = 1n;', 'nanos'],
    ['readonly amountNanos: string;', 'nanos'],
    ['const feeNano = 1;', 'nanos'],
    ["'gas-owner-foreign': 'x',", 'gas'],
    ['transfer.gasBudget', 'gas'],
    ['const maxGas = 1;', 'gas'],
    ['// the gas of it', 'gas'],
    ['chooseCoins(free)', 'coin'],
    ["import { Coin } from './coins.ts';", 'coin'],
    ["const path = `m/44'/4218'/0'`;", '4218'],
    ["import { Transaction } from '@iota/iota-sdk/transactions';", 'SDK'],
  ])('%s is found', (text, word) => {
    expect(words(text)).toEqual([word]);
  });

  test.each([
    "const network = 'iota:mainnet';",
    'readonly coinType: number; // SLIP-44 coin type',
    "const entry = 'coin_type';",
    'a gasp, a nanosecond, 42180 and a gasket',
    'the coin flips of a ceremony, coin tosses',
  ])('%s is none', (text) => {
    expect(words(text)).toEqual([]);
  });

  test("are free in the chain's own rooms, and money is coins to people", () => {
    const text = 'the gas coin';
    expect(words(text, 'electron/chains/iota/pure/a.ts')).toEqual([]);
    expect(words(text, 'electron/stations/practice-treasury.ts')).toEqual([]);
    expect(words(text, 'electron/stations/desk.ts')).toEqual(['gas', 'coin']);
    expect(words(text, 'renderer/texts/chains.ts')).toEqual([]);
    expect(words(text, 'renderer/texts/errors.ts')).toEqual(['gas']);
    expect(words(text, 'electron/console/papers/transcript-text.ts')).toEqual(['gas']);
    expect(words(text, 'electron/chains/chain.ts')).toEqual(['gas', 'coin']);
  });
});

describe('the product outside of its chains', () => {
  const sources = ['electron/**/*.ts', 'renderer/**/*.{ts,tsx}'].flatMap((pattern) => globSync(pattern));
  const found = sources.flatMap((file) => chainWordsOf(file, readFileSync(file, 'utf8')));

  test('names nothing of one chain', () => {
    const foreign = found.filter(({ file, word }) => !otherMeanings[word]?.includes(file));
    expect(foreign.map(({ file, line, word, text }) => `${file}:${line} ${word}: ${text}`)).toEqual([]);
  });

  test('has every other meaning that is listed', () => {
    const listed = Object.entries(otherMeanings).flatMap(([word, files]) =>
      files.map((file) => `${word} ${file}`),
    );
    const used = new Set(found.map(({ word, file }) => `${word} ${file}`));
    expect(listed.filter((entry) => !used.has(entry))).toEqual([]);
  });
});
