import { readFileSync } from 'node:fs';
import path from 'node:path';
import { verifyJournal } from '../../electron/console/journal/verify-journal.ts';
import type { Station } from '../../electron/console/station.ts';
import { type TranscriptReport, verifyTranscript } from '../../electron/core/ceremony/verify-transcript.ts';
import type { JournalKind } from '../../electron/core/journal/bodies.ts';
import type { TypedEntry } from '../../electron/core/journal/journal-entry.ts';
import { verifySignature } from '../../electron/signer/ed25519.ts';
import type { Desk } from '../../electron/stations/desk.ts';
import { VAULT_PASSWORD } from './ceremony-steps.ts';
import { testEffects } from './test-effects.ts';
import { openDesk, type TestDesk, unlock } from './treasury-fixture.ts';
import { must, WORK_FACTOR } from './treasury-steps.ts';

export interface CeremonyDesk extends TestDesk {
  /** How many processes of ceremonies were started, and how many of them live. */
  readonly processes: { started: number; alive: number };
}

/** A desk whose ceremonies write weak files, and which counts the processes that hold words. */
export async function openCeremonyDesk(): Promise<CeremonyDesk> {
  const processes = { started: 0, alive: 0 };
  const spawnCeremony = () => {
    const transport = testEffects.spawnCeremony();
    processes.started += 1;
    processes.alive += 1;
    transport.onExit(() => {
      processes.alive -= 1;
    });
    return transport;
  };
  const desk = await openDesk({ workFactor: WORK_FACTOR, spawnCeremony });
  return Object.defineProperties(Object.create(null), {
    ...Object.getOwnPropertyDescriptors(desk),
    processes: { value: processes },
  }) as CeremonyDesk;
}

/** Unlocks a vault that a ceremony wrote. */
export const unlockWritten = (station: Desk, vaultId: string) => unlock(station, vaultId, VAULT_PASSWORD);

type EntryOf<K extends JournalKind> = Extract<TypedEntry, { readonly kind: K }>;

/** Every journal entry of a kind. */
export async function entriesOf<K extends JournalKind>(
  { books }: Pick<Station, 'books'>,
  kind: K,
): Promise<EntryOf<K>[]> {
  const entries = await books.journal.raw(0, 10_000);
  return entries
    .map((json) => JSON.parse(json) as TypedEntry)
    .filter((entry): entry is EntryOf<K> => entry.kind === kind);
}

/** Proves the transcript of a ceremony as an auditor would, and that it is in the verified journal. */
export async function provenTranscript(station: Station, id: string): Promise<TranscriptReport> {
  const file = path.join(station.treasury.folder, 'ceremonies', `${id}.json`);
  const { transcriptFile } = JSON.parse(readFileSync(file, 'utf8')) as { transcriptFile: unknown };
  const report = must(verifyTranscript(transcriptFile, verifySignature));
  must(await verifyJournal(station));
  const entry = JSON.parse((await station.books.journal.ceremony(id)) ?? 'null') as TypedEntry | null;
  if (!entry || report.journal?.hash !== entry.hash) throw new Error('the journal has another transcript');
  return report;
}
