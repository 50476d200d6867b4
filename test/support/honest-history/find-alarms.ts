import type { JournalKind } from '../../../electron/core/journal/bodies.ts';
import type { Desk } from '../../../electron/stations/desk.ts';

/** Entries that nobody honest causes. */
const alarms: ReadonlySet<string> = new Set<JournalKind>([
  'books-differed',
  'books-rebuilt',
  'books-settled',
  'node-alarm',
  'payment-recovered',
  'folder-settled',
]);

/** Refusals that an honest history never meets: they say that something was changed, lost or forged. */
const alarming =
  /^(journal|store|state|station|treasury|folder|settlement|policy|evidence|spend)-|^books-(differ|unsettled|not)|-(signature-bad|mismatch|foreign|damaged|malformed)$|^(internal-error|request-settled|vaults-wait|address-not-attested|stronghold-missing|input-already-signed|cancellation-other)$/;

/** These belong to what people do, whatever their names say. */
const usual: ReadonlySet<string> = new Set(['policy-no-rule', 'node-answer-malformed']);

export const alarmingCode = (code: string): boolean => alarming.test(code) && !usual.has(code);

/** Everything that an opened folder shows and must not: holds, differences of the whole books check, alarms. */
export async function findAlarms(station: Desk): Promise<readonly string[]> {
  const faults: string[] = [];
  const { enrolment, older, spends, signsFrom } = station.hold.view();
  if (enrolment !== null || older !== null || spends.length > 0 || signsFrom !== null) {
    faults.push(`held: ${JSON.stringify({ enrolment, older, spends, signsFrom })}`);
  }
  const whole = await station.check.whole();
  if (!whole.ok) faults.push(`books: ${whole.message} ${JSON.stringify(station.check.view())}`);
  for (const { entry } of await station.books.alarms.open()) faults.push(`alarm of entry ${entry}`);
  let from = 0;
  for (;;) {
    const entries = await station.books.journal.raw(from, 500);
    for (const json of entries) {
      const { seq, kind, body } = JSON.parse(json) as { seq: number; kind: string; body: { code?: string } };
      if (alarms.has(kind)) faults.push(`entry ${seq}: ${kind} ${JSON.stringify(body)}`);
      if (kind === 'sign-refused' && alarmingCode(body.code ?? '')) {
        faults.push(`entry ${seq}: a signature was refused: ${body.code}`);
      }
    }
    from += entries.length;
    if (entries.length < 500) return faults;
  }
}
