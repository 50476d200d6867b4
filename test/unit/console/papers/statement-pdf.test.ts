import { beforeAll, expect, it } from 'vitest';
import type { PaperFonts } from '../../../../electron/console/papers/paper-fonts.ts';
import type { PrintedStatement } from '../../../../electron/console/papers/printed-statement.ts';
import { statementPdf } from '../../../../electron/console/papers/statement-pdf.ts';
import type { StatementLine } from '../../../../electron/contract/statements.ts';
import { hot, NOW } from '../../../support/core-samples.ts';
import { readSampleFonts } from '../../../support/paper-font-samples.ts';
import { pdfTexts } from '../../../support/pdf-text.ts';

let fonts: PaperFonts;
beforeAll(async () => {
  fonts = await readSampleFonts();
});

const sums = {
  opening: '1000000000',
  deposits: '2500000000',
  withdrawals: '-1000000000',
  sweeps: '0',
  fees: '-1000000',
  unknown: '-7',
  found: '0',
  closing: '2498999993',
  unexplained: '0',
};
const line = (n: number): StatementLine => ({
  id: String(n),
  at: NOW + n * 1000,
  kind: 'deposit',
  vaultName: 'Hot vault',
  account: `user-${n}`,
  address: '0xabc',
  amount: '2500000000',
  reference: null,
  party: null,
  partyVault: null,
  movement: null,
  checkpoint: '7',
  restsOn: 'one',
  transaction: 't',
});
const printed = (lines: number, more: Partial<PrintedStatement['view']> = {}): PrintedStatement => ({
  treasuryName: 'Harbor',
  network: 'iota:practice',
  asset: { unit: 'IOTA', decimals: 9 },
  view: {
    from: NOW,
    to: NOW + 86_400_000,
    zone: 'Asia/Kolkata',
    followedTo: { checkpoint: '4711', at: NOW, restsOn: 'one' },
    skipped: [],
    open: false,
    vaults: [{ vaultId: hot.id, name: 'Hot vault', kind: 'hot', ...sums }],
    all: sums,
    lines,
    ...more,
  },
  lines: Array.from({ length: Math.min(lines, 60) }, (_, n) => line(n)),
  createdAt: NOW,
});
const untold = () => {};
const textOf = async (statement: PrintedStatement) =>
  pdfTexts(await statementPdf(statement, fonts, untold))
    .join(' ')
    .replaceAll(/\s+/gu, ' ');

it('prints the beginning of its address where a line has neither account nor reference, as sweeps have', async () => {
  const address = `0x${'5e'.repeat(32)}`;
  const sweep = { ...line(1), kind: 'sweep', account: null, address } as const;
  const text = await textOf({ ...printed(1), lines: [sweep] });
  expect(text).toContain('0x5e5e5e5e5e5e...');
});

it('prints for which movement a fee was paid, and to which own vault a sweep went', async () => {
  const nameless = { ...line(1), account: null, address: null } as const;
  const fee = { ...nameless, kind: 'fee', movement: 'gather' } as const;
  const sweep = { ...nameless, kind: 'sweep', movement: 'sweep', partyVault: 'Deep cold' } as const;
  const text = await textOf({ ...printed(2), lines: [fee, sweep] });
  expect(text).toContain('Gather');
  expect(text).toContain('Deep cold');
});

it('prints a long note on lines that fit the paper, and the longest amount on one', async () => {
  const skipped = [{ from: '104857600', to: '104999999', fromAt: NOW, toAt: NOW + 86_400_000 }];
  const statement = printed(1, { skipped });
  const longest = { ...line(0), amount: '123456789012345678' };
  const texts = pdfTexts(await statementPdf({ ...statement, lines: [longest] }, fonts, untold));
  const note = texts.findIndex((text) => text.startsWith('Not seen:'));
  expect(texts[note]).not.toMatch(/\.$/);
  expect(`${texts[note]} ${texts[note + 1]}`).toMatch(/104857600 .* 104999999.* to .*\.$/);
  expect(texts.filter((text) => /^123.456.789\.012345678 IOTA$/u.test(text))).toHaveLength(1);
});

it('prints both balances, what came and went, the period with its offset, and how far the node was believed', async () => {
  const text = await textOf(printed(2));
  for (const fact of [
    'Harbor',
    'iota:practice',
    '+05:30',
    'Asia/Kolkata',
    'Up to checkpoint 4711, by the word of one node',
    'Opening balance',
    '1.00 IOTA',
    '2.50 IOTA',
    '-0.001 IOTA',
    'Unknown spends and receipts',
    '2.498999993 IOTA',
    'user-1',
    'Page 1 of',
  ]) {
    expect(text).toContain(fact);
  }
  expect(text).not.toContain('Difference to the coins');
  expect(text).not.toContain('more lines may come');
});

it('says that the ledger is proven, where it is', async () => {
  const followedTo = { checkpoint: '4711', at: NOW, restsOn: 'validators' } as const;
  const text = await textOf(printed(2, { followedTo }));
  expect(text).toContain('Up to checkpoint 4711, proven since it is asked by gRPC');
  expect(text).not.toContain('word of');
  const two = await textOf(printed(2, { followedTo: { ...followedTo, restsOn: 'two' } }));
  expect(two).toContain('Up to checkpoint 4711, as two endpoints told alike');
});

it('says what is not explained, that a period is not over, and how many lines are not printed', async () => {
  const view = printed(90).view;
  const text = await textOf(
    printed(90, { open: true, vaults: view.vaults.map((vault) => ({ ...vault, unexplained: '5' })) }),
  );
  expect(text).toContain('Difference to the coins proven now');
  expect(text).toContain('more lines may come');
  expect(text).toMatch(/Balance as of \d{4}-\d\d-\d\dT[\d:]+\+05:30/);
  expect(text).not.toContain('Closing balance');
  expect(text).toContain('The first 60 of 90 lines.');
});

it('has a space that is seen between thousands, in sums and in lines', async () => {
  const large = { ...sums, opening: '12345000000000' };
  const statement = printed(1, { all: large });
  const pdf = await statementPdf(
    { ...statement, lines: [{ ...line(0), amount: '12345000000000' }] },
    fonts,
    untold,
  );
  const drawn = pdfTexts(pdf).join('');
  expect(drawn.match(/12\u00a0345\.00/g)).toHaveLength(2);
  expect(drawn).not.toContain('\u202f');
});

it('tells how far it is between its lines', async () => {
  const told: number[] = [];
  await statementPdf(printed(12), fonts, (lines) => told.push(lines));
  expect(told).toEqual([0, 5, 10]);
});

it('has the head of its table once a page', async () => {
  const heads = pdfTexts(await statementPdf(printed(30), fonts, untold)).filter((text) =>
    text.includes('ACCOUNT OR REFERENCE'),
  );
  expect(heads.length).toBeLessThanOrEqual(2);
});

it('of the same input is the same bytes', async () => {
  expect(await statementPdf(printed(3), fonts, untold)).toEqual(
    await statementPdf(printed(3), fonts, untold),
  );
});
