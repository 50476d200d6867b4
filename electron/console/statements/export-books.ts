import type { ExportKind, ExportPart } from '../../books/exports.ts';
import { boundsOf } from '../../core/period/period.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import type { Station } from '../station.ts';
import type { ExportRoom, WritePart } from './export-room.ts';
import type { OfPeriod } from './read-statement.ts';

type Parts = Pick<Station, 'books' | 'policy' | 'chain' | 'check' | 'recorder' | 'effects'>;

interface Wanted extends OfPeriod {
  readonly what: ExportKind;
  readonly file: string;
}

/** Where the ledger goes on in the period while its file is written, it is begun again so often. */
const MOST_TRIES = 3;

/** Makes a file's parts; answers how many rows it has. */
type Make = (write: WritePart) => Promise<Result<number>>;

/**
 * Writes a table to a file for an officer, and tells the journal which, and the file's digest. Nothing is left of a file
 * that is not whole.
 * @param pdf makes it as PDF; null: comma-separated values, written in the thread of the books
 * @returns refuses `officer-not-signed-in`, as {@link boundsOf}, `books-being-checked` and `books-differ`,
 * `statement-not-whole`, `export-not-whole`, and as `ExportRoom.write`
 */
export async function exportBooks(
  station: Parts,
  actor: Actor,
  { room, pdf, ...wanted }: Wanted & { readonly room: ExportRoom; readonly pdf: Make | null },
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const span = boundsOf(wanted.period, wanted.zone);
  if (!span.ok) return span;
  const whole = await station.check.whole();
  if (!whole.ok) return whole;
  const { what, zone, file } = wanted;
  const mark = station.effects.uuid().slice(0, 8);
  const body = { what, format: pdf ? 'pdf' : 'csv', ...span.value, zone } as const;
  for (let tries = 1; ; tries++) {
    const written = await room.write(
      { file, what, mark },
      pdf ?? csvOf(station, wanted, span.value),
      (made) =>
        station.recorder.commit({
          expects: [],
          entries: [{ kind: 'books-exported', actor, body: { ...body, ...made } }],
          answer: undefined,
        }),
    );
    if (!written.ok && written.code === 'books-changed' && tries < MOST_TRIES) continue;
    if (written.ok) station.effects.notify(['journal']);
    return written;
  }
}

/** Reads the parts in the thread of the books: this one only hands them on. */
function csvOf(
  { books: { exports }, policy, chain }: Parts,
  { what, zone }: Pick<Wanted, 'what' | 'zone'>,
  span: { readonly from: number; readonly to: number },
): Make {
  const { vaults, officers, unproven } = policy.present();
  const unprovenRestsOn = unproven === 'two-agree' ? 'two' : 'one';
  const names = Object.fromEntries([...vaults, ...officers].map(({ id, name }) => [id, name]));
  const { unit, decimals } = chain.asset;
  return async (write) => {
    const pass = await exports.begin({ what, span, zone, asset: { unit, decimals }, names, unprovenRestsOn });
    try {
      for (;;) {
        const part: ExportPart = await exports.next(pass);
        if (part.state === 'refused') return part.refusal;
        const written = await write(part.lines, part.rows, part.of);
        if (!written.ok) return written;
        if (part.state === 'whole') return ok(part.rows);
      }
    } finally {
      await exports.end(pass);
    }
  };
}
