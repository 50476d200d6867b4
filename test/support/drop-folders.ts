import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { DropFolder } from '../../electron/console/envelopes/drop/drop-folder.ts';
import type { EnvelopeRecords } from '../../electron/console/envelopes/envelope-log.ts';
import type { LookingParts } from '../../electron/console/envelopes/look-at-envelope.ts';
import { packEnvelope } from '../../electron/console/envelopes/pack-envelope.ts';
import {
  type EnvelopeStatement,
  envelopeDigest,
  writeEnvelope,
} from '../../electron/core/envelope/envelope.ts';
import { policyReference } from '../../electron/core/policy/policy.ts';
import { ok } from '../../electron/core/result.ts';
import { NOW, network, policy } from './core-samples.ts';
import { bensDesk, desk, policies, signBy, statement, type TestStation } from './envelope-samples.ts';
import { must } from './must.ts';

/** A desk's drop folder, with a station that knows Ben's desk, and nothing else of it. */
export interface TestDrop {
  readonly drop: DropFolder;
  readonly folder: string;
  /** Puts a file there, as another program does. */
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
  /** What the station knows from here on. */
  readonly know: (more: Partial<EnvelopeRecords>) => void;
  /** How often whoever shows it was told that it changed. */
  readonly told: () => number;
}

export async function dropFolder(): Promise<TestDrop> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sallyport-drop-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  let records: EnvelopeRecords = {
    made: [],
    taken: [],
    stations: [{ stationId: bensDesk.id, stationKey: bensDesk.key, officerId: null, isRetired: false }],
    officerId: null,
    policies: [],
    committees: [],
    dropFolder: { stationId: desk.id, folder },
  };
  let told = 0;
  const { treasuryId } = policy();
  const file = { id: treasuryId, network, policies, vaultFiles: {}, node: { kind: 'embedded' } };
  const station = {
    treasury: {
      folder: path.join(folder, '..', 'treasury'),
      network,
      key: { stationId: desk.id, publicKey: desk.key },
      file: () => file,
    },
    books: { journal: { entry: async () => undefined, head: async () => ({ seq: 500 }) } },
    hold: { stations: () => [] },
    envelopes: { read: async () => ok(records) },
    policy: { present: () => policy(), reference: () => policyReference(policy()) },
    effects: { now: () => NOW, notify: () => (told += 1) },
  } as unknown as LookingParts;
  return {
    drop: new DropFolder(station),
    folder,
    put: (name, bytes) => writeFile(path.join(folder, name), bytes),
    know: (more) => {
      records = { ...records, ...more };
    },
    told: () => told,
  };
}

/** Answers of Ben's desk, or another envelope, as a file has it. */
export async function fileOf(
  from: TestStation = bensDesk,
  changes: Parameters<typeof statement>[2] = {},
  kind: EnvelopeStatement['kind'] = 'replies',
): Promise<{ readonly bytes: Uint8Array; readonly digest: string }> {
  const said = statement(kind, from, changes);
  const { text } = must(writeEnvelope(said, signBy(from)));
  return { bytes: must(await packEnvelope(text)), digest: envelopeDigest(said) };
}
