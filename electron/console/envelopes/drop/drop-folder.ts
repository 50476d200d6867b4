import { unlink } from 'node:fs/promises';
import path from 'node:path';
import type { EnvelopeStatement } from '../../../core/envelope/envelope.ts';
import type { EnvelopeKind } from '../../../core/envelope/envelope-kinds.ts';
import type { ErrorCode } from '../../../core/error-code.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import { createAtomically } from '../../../stronghold/atomic-file.ts';
import { type EnvelopeRecords, ownDropFolder } from '../envelope-log.ts';
import { admitEnvelope, type LookingParts } from '../look-at-envelope.ts';
import { ENDING, isEnvelopeName, type ListedFile, listFiles } from './list-files.ts';
import { readWhole, stampOf } from './read-whole.ts';

/** Files that one look reads at most, and their bytes together. */
const MOST_READS = 8;
const MOST_BYTES = 32 * 2 ** 20;

/** A file up to so many bytes is read at first sight: it may be whole. A larger one must first stay as it is for a look. */
const SMALL = 256 * 1024;

/** Rights of an envelope in a folder that people share; the system's umask takes away what it always does. */
const SHARED_MODE = 0o666;

/** An envelope that came in, by its head and its station's signature. What is inside is inspected when a person opens it. */
export interface Offered {
  readonly name: string;
  readonly digest: string;
  readonly kind: EnvelopeKind;
  readonly stationId: string;
  /** Its station is not known yet. */
  readonly isNew: boolean;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Proposals, answers or lists that are in it; 1 for what is one thing. */
  readonly things: number;
}

/** What lies in the folder, as the newest look found it. */
export interface DropView {
  readonly folder: string;
  /** Why nothing can be found there, or not all of it. */
  readonly problem: Refusal | null;
  readonly offered: readonly Offered[];
  /** Files that are still being written, or that the next looks will read. */
  readonly waiting: number;
  readonly ignored: readonly { readonly name: string; readonly why: Refusal }[];
}

/** What a look found under a name. */
type Found =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'offered'; readonly offered: Offered }
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** The station's own, one that was taken in, or one for another station: nothing to ask about. */
  | { readonly kind: 'nothing' };

interface Seen {
  readonly stamp: string;
  readonly found: Found;
  readonly knew: Knowing;
}

/** What this station knows when it judges. */
interface Knowing {
  readonly records: EnvelopeRecords;
  readonly policyVersion: number;
}

/** Of no use here, and nobody's fault. */
const ofNoUse: readonly ErrorCode[] = [
  'envelope-own',
  'envelope-replayed',
  'envelope-not-for-station',
  'envelope-older',
];
/** What a file that is not whole yet looks like. */
const torn: readonly ErrorCode[] = ['envelope-altered', 'envelope-foreign', 'drop-file-changing'];
/** What no later knowledge changes. */
const forGood: readonly ErrorCode[] = [
  ...ofNoUse,
  ...torn,
  'envelope-oversize',
  'envelope-bomb',
  'envelope-malformed',
  'envelope-signature-bad',
  'envelope-other-treasury',
  'envelope-expired',
];

/**
 * A folder that stations share, by a drive or a program that keeps folders alike: envelopes are left there, and those of others
 * are found. Nothing that lies there is believed, and nothing is taken in by itself. A file is judged once it is whole, or has
 * not changed between two looks; what was judged is judged again when it changes, or when this station knows more.
 */
export class DropFolder {
  readonly #station: LookingParts;
  #seen = new Map<string, Seen>();
  #view: DropView | null = null;

  constructor(station: LookingParts) {
    this.#station = station;
  }

  /** As the newest look found it; null where no folder is chosen. */
  view(): DropView | null {
    return this.#view;
  }

  /** The folder that this station's officers chose; null for none. Refuses `books-differ`. */
  async chosen(): Promise<Result<string | null>> {
    const { envelopes, treasury } = this.#station;
    const records = await envelopes.read();
    return records.ok ? ok(ownDropFolder(records.value, treasury.key.stationId)) : records;
  }

  /**
   * Looks at the folder once: a bounded number of names, files and bytes.
   * @returns whether something waits for the next look
   */
  async look(): Promise<boolean> {
    const { envelopes, treasury, policy, effects } = this.#station;
    const records = await envelopes.read();
    if (!records.ok) return false; // said on every screen
    const folder = ownDropFolder(records.value, treasury.key.stationId);
    if (folder === null) {
      this.#seen.clear();
      this.#show(null);
      return false;
    }
    const listed = await listFiles(folder);
    if (!listed.ok) {
      this.#show({ folder, problem: listed, offered: [], waiting: 0, ignored: [] });
      return false;
    }
    const files = await this.#withoutOver(folder, listed.value.files, records.value);
    await this.#judge(folder, files, { records: records.value, policyVersion: policy.present().version });
    const found = files.map(({ name }) => ({ name, found: this.#seen.get(name)?.found ?? waits }));
    const now = effects.now();
    const waiting = found.filter(({ found: { kind } }) => kind === 'waiting').length;
    this.#show({
      folder,
      problem: listed.value.crowded
        ? refuse('drop-folder-crowded', 'the folder holds more files than one look reads')
        : null,
      offered: found
        .flatMap(({ found: each }) => (each.kind === 'offered' ? [each.offered] : []))
        .filter(({ expiresAt }) => expiresAt > now)
        .sort((one, other) => one.createdAt - other.createdAt || (one.name < other.name ? -1 : 1)),
      waiting,
      ignored: [
        ...listed.value.ignored,
        ...found.flatMap(({ name, found: each }) =>
          each.kind === 'refused' ? [{ name, why: each.why }] : [],
        ),
      ],
    });
    return waiting > 0;
  }

  /**
   * The bytes of an envelope that lies there now. Whether they are those that a screen showed, their digest tells.
   * @returns refuses `drop-folder-none`, `drop-folder-gone`, `drop-file-changing`, `file-not-read`
   */
  async read(name: string): Promise<Result<Uint8Array>> {
    const folder = await this.chosen();
    if (!folder.ok) return folder;
    if (folder.value === null) return refuse('drop-folder-none', 'no folder for envelopes is chosen');
    const listed = await listFiles(folder.value);
    if (!listed.ok) return listed;
    const file = isEnvelopeName(name) ? listed.value.files.find((each) => each.name === name) : undefined;
    return file
      ? readWhole(folder.value, file)
      : refuse('file-not-read', 'expected an envelope of this name in the folder');
  }

  /** Whether an envelope can be left there, by all that can be told before. Refuses `drop-folder-none`, `drop-folder-gone`. */
  async ready(): Promise<Result<string>> {
    const folder = await this.chosen();
    if (!folder.ok) return folder;
    if (folder.value === null) return refuse('drop-folder-none', 'no folder for envelopes is chosen');
    const there = await listFiles(folder.value);
    return there.ok ? ok(folder.value) : there;
  }

  /**
   * Leaves an envelope there, whole or not at all: written under a hidden name, flushed, then given its own.
   * @returns the file; refuses `drop-folder-none`, `drop-folder-gone`, and as `createAtomically` does
   */
  async leave(envelope: {
    readonly kind: EnvelopeKind;
    readonly digest: string;
    readonly bytes: Uint8Array;
  }) {
    // Where it is missing it would be made, below a drive that is not there.
    const folder = await this.ready();
    if (!folder.ok) return folder;
    const file = path.join(folder.value, nameOf(envelope));
    const { bytes } = envelope;
    const verify = () => ok(undefined);
    const written = await createAtomically({ file, bytes, verify, trustPlace: true, mode: SHARED_MODE });
    return written.ok ? ok(file) : written;
  }

  /** Without the station's own envelopes, which are known by their names; those whose time is over are removed. */
  async #withoutOver(
    folder: string,
    files: readonly ListedFile[],
    { made }: EnvelopeRecords,
  ): Promise<readonly ListedFile[]> {
    const now = this.#station.effects.now();
    const own = new Map(
      made.map(({ envelope, contents, expiresAt }) => [
        nameOf({ kind: contents, digest: envelope }),
        expiresAt,
      ]),
    );
    for (const { name } of files) {
      // Where it cannot be removed it stays, and is of no use.
      if ((own.get(name) ?? now + 1) <= now) await unlink(path.join(folder, name)).catch(() => {});
    }
    return files.filter(({ name }) => !own.has(name));
  }

  /** Judges what is new, as far as one look goes, and forgets what is gone. */
  async #judge(folder: string, files: readonly ListedFile[], knows: Knowing): Promise<void> {
    const before = this.#seen;
    const seen = new Map<string, Seen>();
    let reads = 0;
    let bytes = 0;
    for (const file of files) {
      const { name, stat } = file;
      const stamp = stampOf(stat);
      const known = before.get(name);
      const same = known?.stamp === stamp ? known : undefined;
      if (same && isJudged(same, knows)) {
        seen.set(name, same);
        continue;
      }
      if (reads === MOST_READS || (reads > 0 && bytes + stat.size > MOST_BYTES)) {
        // What was known of it stays until its turn comes.
        seen.set(name, same ?? { stamp: '', found: waits, knew: knows });
        continue;
      }
      if (!same && stat.size > SMALL) {
        seen.set(name, { stamp, found: waits, knew: knows });
        continue;
      }
      reads += 1;
      bytes += stat.size;
      const found = await this.#foundIn(folder, file);
      const half = found.kind === 'refused' && torn.includes(found.why.code);
      seen.set(name, { stamp, found: half && !same ? waits : found, knew: knows });
    }
    this.#seen = seen;
  }

  async #foundIn(folder: string, file: ListedFile): Promise<Found> {
    const bytes = await readWhole(folder, file);
    if (!bytes.ok) return bytes.code === 'drop-file-changing' ? waits : { kind: 'refused', why: bytes };
    const admitted = await admitEnvelope(this.#station, bytes.value);
    if (!admitted.ok) {
      return ofNoUse.includes(admitted.code) ? { kind: 'nothing' } : { kind: 'refused', why: admitted };
    }
    const { statement, digest } = admitted.value.envelope;
    const { kind, station, createdAt, expiresAt } = statement;
    const { name } = file;
    const { isNew } = admitted.value;
    const things = thingsIn(statement);
    return {
      kind: 'offered',
      offered: { name, digest, kind, stationId: station.id, isNew, createdAt, expiresAt, things },
    };
  }

  #show(view: DropView | null): void {
    const changed = JSON.stringify(view) !== JSON.stringify(this.#view);
    this.#view = view;
    if (changed) this.#station.effects.notify(['app']);
  }
}

const waits: Found = { kind: 'waiting' };

/** A name that nobody else's envelope has, and by which the station knows its own. */
const nameOf = ({ kind, digest }: { readonly kind: EnvelopeKind; readonly digest: string }): string =>
  `${kind}-${digest.slice(0, 16)}${ENDING}`;

function isJudged({ found, knew }: Seen, { records, policyVersion }: Knowing): boolean {
  const sameKnowing = knew.records === records && knew.policyVersion === policyVersion;
  switch (found.kind) {
    case 'waiting':
      return false;
    case 'nothing':
      return true;
    case 'offered':
      return sameKnowing;
    case 'refused':
      return forGood.includes(found.why.code) || (sameKnowing && found.why.code !== 'envelope-ahead');
  }
}

function thingsIn({ kind, contents }: EnvelopeStatement): number {
  switch (kind) {
    case 'proposals':
      return contents.proposals.length;
    case 'replies':
      return contents.replies.length;
    case 'address-list':
      return contents.addresses.length;
    default:
      return 1;
  }
}
