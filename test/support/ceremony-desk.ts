import { readFileSync } from 'node:fs';
import path from 'node:path';
import { spawnCeremonyChild } from '../../electron/cli/spawn-signer.ts';
import { openVault } from '../../electron/console/open-vault.ts';
import type { Treasury } from '../../electron/console/treasury.ts';
import { verifyJournal } from '../../electron/console/verify-journal.ts';
import { type TranscriptReport, verifyTranscript } from '../../electron/core/ceremony/verify-transcript.ts';
import type { JournalEntry } from '../../electron/core/journal/journal-entry.ts';
import { verifySignature } from '../../electron/signer/ed25519.ts';
import { VAULT_PASSWORD } from './ceremony-steps.ts';
import { openDesk, type TestDesk } from './treasury-fixture.ts';
import { must, utf8, WORK_FACTOR } from './treasury-steps.ts';

export interface CeremonyDesk extends TestDesk {
  /** How many processes of ceremonies were started, and how many of them live. */
  readonly processes: { started: number; alive: number };
}

/** A desk whose ceremonies write weak files, and which counts the processes that hold words. */
export async function openCeremonyDesk(): Promise<CeremonyDesk> {
  const processes = { started: 0, alive: 0 };
  const spawnCeremony = () => {
    const transport = spawnCeremonyChild();
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
export const unlockWritten = (treasury: Treasury, vaultId: string) =>
  openVault(treasury, { vaultId, password: utf8(VAULT_PASSWORD) });

/** Every journal entry of a kind. */
export const entriesOf = ({ store }: Treasury, kind: JournalEntry['kind']): JournalEntry[] =>
  [...store.journal.raw()].map((entry) => entry as JournalEntry).filter((entry) => entry.kind === kind);

/** Proves the transcript of a ceremony as an auditor would, and that it stands in the verified journal. */
export async function provenTranscript(treasury: Treasury, id: string): Promise<TranscriptReport> {
  const file = path.join(treasury.folder, 'ceremonies', `${id}.json`);
  const { transcriptFile } = JSON.parse(readFileSync(file, 'utf8')) as { transcriptFile: unknown };
  const report = must(verifyTranscript(transcriptFile, verifySignature));
  must(await verifyJournal(treasury));
  const entry = treasury.store.journal.ceremony(id);
  if (!entry || report.journal?.hash !== entry.hash) throw new Error('the journal holds another transcript');
  return report;
}
