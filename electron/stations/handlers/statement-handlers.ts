import { type PaperFonts, readPaperFonts } from '../../console/papers/paper-fonts.ts';
import { MOST_PRINTED } from '../../console/papers/printed-statement.ts';
import { exportBooks } from '../../console/statements/export-books.ts';
import { ExportRoom, type WritePart } from '../../console/statements/export-room.ts';
import { readDays } from '../../console/statements/read-days.ts';
import { listStatementLines, type OfPeriod, readStatement } from '../../console/statements/read-statement.ts';
import type { Handlers, ParsedInput } from '../../contract/serve.ts';
import type { StatementLine, statementVerbs } from '../../contract/statements.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { DrawPaper } from '../../paper-thread/draw-in-thread.ts';
import type { AnyDesk } from '../any-desk.ts';
import type { DeskHolder } from '../desk-holder.ts';
import type { OnDesk } from './on-desk.ts';

/** Statements, the figures of charts, and the files that are made of the books. */
export function statementHandlers(
  readAsset: (name: string) => Promise<Uint8Array>,
  holder: DeskHolder,
  { see, act }: OnDesk,
): Pick<Handlers, keyof typeof statementVerbs> {
  const { drawPaper } = holder.effects;
  const room = new ExportRoom(() => holder.effects.notify(['exports']));
  let loaded: Promise<PaperFonts> | null = null;
  const fonts = () => {
    loaded ??= readPaperFonts((name) => readAsset(`fonts/${name}`));
    return loaded;
  };
  return {
    'statement.read': see(readStatement),
    'statement.lines': see(listStatementLines),
    'statement.days': see(readDays),
    'export.save': (input: Save, context) =>
      act(async (desk, actor, { what, format, period, zone }: Save): Promise<Result<SavedFile>> => {
        if (format === 'pdf' && what !== 'statement') {
          return refuse('input-malformed', 'format: expected csv for anything but a statement');
        }
        const file = await context.place.chooseSaveFile({
          title: 'Save',
          name: `${what}.${format}`,
          kind: { name: format.toUpperCase(), extension: format },
        });
        if (file === null) return ok({ file });
        const pdf =
          format === 'pdf'
            ? async (write: WritePart) =>
                printed(desk, { period, zone }, { write, fonts: await fonts(), drawPaper })
            : null;
        const saved = await exportBooks(desk, actor, { what, period, zone, file, room, pdf });
        return saved.ok ? ok({ file }) : saved;
      })(input, context),
    'export.state': see(async () => ok(room.progress())),
    'export.stop': see(async () => {
      room.stop();
      return ok({});
    }),
  };
}

type Save = ParsedInput<'export.save'>;

interface SavedFile {
  readonly file: string | null;
}

interface PrintParts {
  readonly write: WritePart;
  readonly fonts: PaperFonts;
  readonly drawPaper: DrawPaper;
}

/** The statement as PDF, with as many of its lines as are printed. */
async function printed(
  desk: AnyDesk,
  of: OfPeriod,
  { write, fonts, drawPaper }: PrintParts,
): Promise<Result<number>> {
  const view = await readStatement(desk, of);
  if (!view.ok) return view;
  const lines: StatementLine[] = [];
  const count = Math.min(view.value.lines, MOST_PRINTED);
  while (lines.length < count) {
    const more = await listStatementLines(desk, { ...of, offset: lines.length, limit: 250 });
    if (!more.ok) return more;
    if (more.value.rows.length === 0) break;
    lines.push(...more.value.rows.slice(0, count - lines.length));
  }
  const again = await readStatement(desk, of);
  if (!again.ok) return again;
  if (again.value.lines !== view.value.lines) {
    return refuse('books-changed', 'the ledger went on in this period while the paper was made');
  }
  const { name, network } = desk.treasury.file();
  const paper = {
    treasuryName: name,
    network: network.id,
    asset: desk.chain.asset,
    view: view.value,
    lines,
    createdAt: desk.effects.now(),
  };
  const nothing = new Uint8Array();
  const drawn = await drawPaper({ kind: 'statement', statement: paper }, fonts, (lines) =>
    write(nothing, lines, count),
  );
  if (!drawn.ok) return drawn;
  const written = await write(drawn.value, count, count);
  return written.ok ? ok(count) : written;
}
