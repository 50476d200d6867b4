import type { BackupWork } from '../backup/jobs.ts';
import type { ProofWork } from '../chains/proof-work.ts';
import type { Topic } from '../contract/topics.ts';
import type { OfficialLibrary } from '../official/library.ts';
import type { SpawnSigner } from '../signer/transport.ts';
import type { ReadWalletFolder } from '../wallet-folder/read-in-thread.ts';
import type { OutsideMarks } from './treasury/outside-marks.ts';
import type { Keychain } from './treasury/station-key.ts';

/** What the console takes from the world. Desktop, command line and tests each pass their own. */
export interface ConsoleEffects {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  readonly uuid: () => string;
  readonly spawnSigner: SpawnSigner;
  /** Starts the process that has the words of one ceremony. */
  readonly spawnCeremony: SpawnSigner;
  /** Verifies proofs that came in envelopes, away from everything else. */
  readonly proofs: ProofWork;
  /** Reads the folder of another wallet, away from everything else. */
  readonly readWalletFolder: ReadWalletFolder;
  /** Writes, reads and unpacks backups of a whole treasury, away from everything else. */
  readonly backups: BackupWork;
  /** Version of this Sallyport, for what is written beside a backup. */
  readonly version: string;
  /** The official wallet library, where it works. */
  readonly official: OfficialLibrary;
  /** How many guesses a password withstands; it is left as it is. */
  readonly guessesFor: (password: Uint8Array) => Promise<number>;
  /** Runs `work` every so many milliseconds until the returned function is called. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
  /** Tells whoever shows this treasury what has changed. */
  readonly notify: (topics: readonly Topic[]) => void;
  /** log2 of scrypt's N for the vaults of ceremonies: 19 outside of tests. */
  readonly workFactor: number;
  /** The system's keychain; null where there is none that keeps a secret: the station's key lies in its file then. */
  readonly keychain: Keychain | null;
  /** What is known of treasuries outside of their folders; null where nothing is kept. */
  readonly outside: OutsideMarks | null;
  /** True on a runtime that may touch practice and own networks only, at nodes of this computer. */
  readonly practiceOnly: boolean;
}
