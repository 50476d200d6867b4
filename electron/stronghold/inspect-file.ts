import { ok, type Result } from '../core/result.ts';
import type { PlaceTrust } from './safe-path.ts';
import { parseSnapshot } from './snapshot.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import { readSnapshotHeader, type SnapshotVersion } from './snapshot-header.ts';

/** What a Stronghold file shows without its password. Nothing of it is authentic before the file has been opened. */
export interface StrongholdFacts {
  readonly version: SnapshotVersion;
  /** log2 of scrypt's N, 0 to 20; null in version 2, which has no scrypt. */
  readonly workFactor: number | null;
  /** Bytes. */
  readonly size: number;
}

/**
 * Looks at a Stronghold file without its password.
 * @returns `stronghold-missing`, `stronghold-unsafe-path`, `stronghold-oversize`, `stronghold-foreign`,
 * `stronghold-truncated`, `stronghold-version-unsupported`, `stronghold-work-factor`, `stronghold-damaged`
 */
export async function inspectStronghold(
  file: string,
  trust: PlaceTrust = {},
): Promise<Result<StrongholdFacts>> {
  const bytes = await readSnapshotFile(file, trust);
  if (!bytes.ok) return bytes;
  const header = readSnapshotHeader(bytes.value);
  if (!header.ok) return header;
  const { version } = header.value;
  const size = bytes.value.length;
  if (version === 2) return ok({ version, workFactor: null, size });
  const age = parseSnapshot(bytes.value);
  return age.ok ? ok({ version, workFactor: age.value.workFactor, size }) : age;
}
