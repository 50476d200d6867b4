import type { StatementLine, StatementView, VaultStatementView } from '../../contract/statements.ts';
import type { Asset } from '../../core/asset.ts';
import { amountText } from '../../core/money.ts';
import { isoTime } from '../../core/period/zone.ts';
import { ink, inner, Paper, page } from './paper.ts';
import { Cursor, drawTable, fieldStyle } from './paper-flow.ts';
import type { PaperFonts } from './paper-fonts.ts';
import type { PrintedStatement } from './printed-statement.ts';

/** Lines that are drawn together, before it is told. */
const TOGETHER = 5;

/**
 * A statement as a paper: what each vault had, what came and went, what it has, up to which checkpoint, and the lines.
 * @param tell told between parts how many lines are drawn
 */
export function statementPdf(
  printed: PrintedStatement,
  fonts: PaperFonts,
  tell: (lines: number) => void,
): Promise<Uint8Array> {
  const { createdAt, lines, view } = printed;
  const paper = new Paper(fonts, { title: `Statement of ${printed.treasuryName}`, createdAt });
  const cursor = new Cursor(paper);
  drawHead(cursor, printed);
  drawVaults(cursor, printed);
  cursor.heading('Lines');
  if (lines.length === 0) drawNote(cursor, 'Nothing came or went in this period.');
  for (let drawn = 0; drawn < lines.length; drawn += TOGETHER) {
    drawLines(cursor, printed, { lines: lines.slice(drawn, drawn + TOGETHER), goesOn: drawn > 0 });
    tell(drawn);
  }
  if (view.lines > lines.length) {
    drawNote(
      cursor,
      `The first ${lines.length} of ${view.lines} lines. The file of values (CSV) has all of them.`,
    );
  }
  paper.onEachPage((number, count) => drawFoot(paper, { ...printed, number, count }));
  return paper.finish();
}

function drawHead({ paper }: Cursor, { treasuryName, network, view, createdAt }: PrintedStatement): void {
  paper.text('SALLYPORT', inner.left, 58, { size: 8, color: ink.label, spacing: 2.2, strong: true });
  paper.text('Statement', inner.left, 86, { size: 24, strong: true });
  paper.fittedText(treasuryName, inner.left, 105, { size: 11, color: ink.label, within: inner.width });
  paper.rule(inner.left, 122, inner.right, { color: ink.text, weight: 1 });
  const { followedTo, zone } = view;
  const facts: readonly (readonly [string, string])[] = [
    ['FROM', isoTime(zone, view.from)],
    ['UP TO', isoTime(zone, view.to)],
    ['TIME ZONE', zone],
    ['NETWORK', network],
    ['LEDGER', ledgerText(followedTo)],
    ['MADE', isoTime(zone, createdAt)],
  ];
  for (const [i, [name, value]] of facts.entries()) {
    const x = inner.left + (i % 2) * (inner.width / 2);
    const y = 140 + Math.floor(i / 2) * 31;
    paper.text(name, x, y, fieldStyle);
    paper.fittedText(value, x, y + 14, { size: 10, within: inner.width / 2 - 14 });
  }
}

function ledgerText(followed: StatementView['followedTo']): string {
  if (followed === null) return 'Not followed yet';
  const to = `p to checkpoint ${followed.checkpoint}`;
  switch (followed.restsOn) {
    case 'validators':
      return `U${to}, proven since it is asked by gRPC`;
    case 'two':
      return `U${to}, as two endpoints told alike`;
    case 'one':
      return `U${to}, by the word of one node`;
  }
}

function drawVaults(cursor: Cursor, { view, asset }: PrintedStatement): void {
  cursor.y = 232;
  if (view.open) drawNote(cursor, 'This period is not over on the ledger: more lines may come.');
  for (const { from, to, fromAt, toAt } of view.skipped) {
    const when = `${isoTime(view.zone, fromAt)} to ${isoTime(view.zone, toAt)}`;
    drawNote(cursor, `Not seen: checkpoints from ${from} to the one before ${to}, ${when}.`);
  }
  const followed = view.followedTo === null ? 'never' : isoTime(view.zone, view.followedTo.at);
  const end = view.open ? `Balance as of ${followed}` : 'Closing balance';
  for (const vault of view.vaults) drawVault(cursor, vault, { asset, end });
  drawVault(cursor, { ...view.all, name: 'All vaults together' }, { asset, end });
}

type Sums = Omit<VaultStatementView, 'vaultId' | 'kind'>;

/** Thousands apart by a space as wide as in text: a narrow one is hardly seen between semibold digits. */
const printedAmount = (units: string, asset: Pick<Asset, 'unit' | 'decimals'>): string =>
  amountText(BigInt(units), asset).replaceAll('\u202f', '\u00a0');

function drawVault(
  cursor: Cursor,
  vault: Sums,
  { asset, end }: { readonly asset: Pick<Asset, 'unit' | 'decimals'>; readonly end: string },
): void {
  cursor.heading(vault.name, 160);
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['Opening balance', vault.opening, true],
    ['Deposits', vault.deposits, true],
    ['Withdrawals', vault.withdrawals, true],
    ['Sweeps between own vaults', vault.sweeps, true],
    ['Fees of the network', vault.fees, true],
    ['Unknown spends and receipts', vault.unknown, vault.unknown !== '0'],
    ['Found when addresses were restored', vault.found, vault.found !== '0'],
    [end, vault.closing, true],
    ['Difference to the coins proven now', vault.unexplained, vault.unexplained !== '0'],
  ];
  for (const [name, units, shown] of rows) {
    if (!shown) continue;
    const style = { size: 9, strong: name === end || name === 'Opening balance', figures: true };
    cursor.paper.text(name, inner.left, cursor.y + 11, style);
    cursor.paper.text(printedAmount(units, asset), inner.right, cursor.y + 11, { ...style, align: 'right' });
    cursor.y += 16;
    cursor.paper.rule(inner.left, cursor.y, inner.right, { color: ink.faint });
  }
}

const kinds: Readonly<Record<StatementLine['kind'], string>> = {
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  sweep: 'Sweep',
  fee: 'Fee',
  unknown: 'Unknown',
};

const paidFor: Readonly<Record<NonNullable<StatementLine['movement']>, string>> = {
  withdrawal: 'Withdrawal',
  sweep: 'Sweep',
  refill: 'Refill',
  gather: 'Gather',
  cancellation: 'Cancellation',
};

/** What a line is about: a reference, an own name, or the movement that a fee was paid for. */
function whatOf({ reference, account, address, partyVault, party, kind, movement }: StatementLine): string {
  const named = reference || account || partyVault;
  if (named) return named;
  if (movement !== null && movement !== kind) return paidFor[movement];
  const other = address ?? party;
  return other === null ? '' : `${other.slice(0, 14)}...`;
}

function drawLines(
  cursor: Cursor,
  { view, asset }: PrintedStatement,
  { lines, goesOn }: { readonly lines: readonly StatementLine[]; readonly goesOn: boolean },
): void {
  const columns = [
    { name: 'TIME', x: 5, width: 128, mono: true },
    { name: 'ENTRY', x: 138, width: 54 },
    { name: 'VAULT', x: 192, width: 60 },
    { name: 'ACCOUNT OR REFERENCE', x: 256, width: 94 },
    // Nine digits, nine decimals and the unit stand on one line.
    { name: 'AMOUNT', x: 354, width: 136, right: true },
  ];
  const rows = lines.map((line) => [
    isoTime(view.zone, line.at),
    kinds[line.kind],
    line.vaultName,
    whatOf(line),
    printedAmount(line.amount, asset),
  ]);
  drawTable(cursor, columns, rows, goesOn);
}

/** On as many lines as it needs: a long one would run off the paper. */
function drawNote(cursor: Cursor, text: string): void {
  const style = { size: 9, color: ink.label };
  const lines = cursor.paper.lines(text, inner.width, style);
  cursor.need(4 + 12 * lines.length);
  for (const line of lines) {
    cursor.paper.text(line, inner.left, cursor.y + 10, style);
    cursor.y += 12;
  }
  cursor.y += 4;
}

function drawFoot(
  paper: Paper,
  { treasuryName, number, count }: PrintedStatement & { readonly number: number; readonly count: number },
): void {
  const y = page.height - 34;
  const style = { size: 7.5, color: ink.label };
  paper.rule(inner.left, y - 12, inner.right, { color: ink.faint });
  paper.fittedText(`Statement of ${treasuryName}`, inner.left, y, { ...style, within: 300 });
  if (paper.lacking)
    paper.text('Signs that its fonts lack are printed as code points.', inner.left, y + 11, style);
  paper.text(`Page ${number} of ${count}`, inner.right, y, { ...style, align: 'right' });
}
