import * as v from 'valibot';
import type { DerivationPath } from '../core/derivation-path.ts';
import type { ErrorCode } from '../core/error-code.ts';
import type { Result } from '../core/result.ts';

/** IOTA's own wallet library for Node, at the one version that this program knows how to ask. */
export const OFFICIAL_LIBRARY = { name: '@iota/wallet', version: '2.0.3-rc.32' } as const;

/** Letters that begin an address in the library's own writing; they say nothing about the key. */
export const LIBRARY_HRP = 'iota';

/** Addresses that are asked for at most in one go. */
export const MOST_ASKED = 64;

/** Which library answered. */
export interface LibraryIdentity {
  readonly name: string;
  readonly version: string;
  /** SHA-256 over all of its files, hex: nobody signs them all, so officers compare it. */
  readonly sha256: string;
}

/**
 * What keeps the library's process apart. `enclosed`: the system gives it no network, no other process, and nothing but its
 * own folder and the system's programs, which it cannot change. `process`: it has no environment, and Node gives its JavaScript no other folder; no more.
 */
export type Apartness = 'enclosed' | 'process';

/** Whether the library works here, as a process of its own has found that loads it. */
export type LibraryState =
  | { readonly works: true; readonly library: LibraryIdentity; readonly apart: Apartness }
  | { readonly works: false; readonly code: ErrorCode; readonly message: string };

/** What the library is asked about one copy of a vault. */
export interface AddressQuestion {
  /** Folder of this question alone, absolute, with the copy in it; the asker removes it afterwards. */
  readonly folder: string;
  /** Name of the copy in it, a Stronghold snapshot of version 2. */
  readonly file: string;
  /** Opens the copy, and nothing else: it was drawn for this question. */
  readonly password: string;
  /** SLIP-44. */
  readonly coinType: number;
  readonly paths: readonly DerivationPath[];
  /** Whether it may be asked where the system does not enclose it: an officer has said so. */
  readonly unenclosed: boolean;
}

export interface LibraryAnswer {
  readonly library: LibraryIdentity;
  readonly apart: Apartness;
  /** As the library writes them (bech32), one for each path, in order. */
  readonly addresses: readonly string[];
}

/** The official library beside this program. */
export interface OfficialLibrary {
  /** Where it is looked for, absolute. */
  readonly folder: string;
  /** One look at a time: who asks meanwhile gets the same. */
  look(): Promise<LibraryState>;
  /**
   * Derives addresses from a copy of a vault, in a process that ends with the answer. It refuses `official-missing`,
   * `official-not-enclosed`, `official-not-loaded`, `official-ended`, `official-late`, `official-garbled`, `official-oversize`, `official-refused`.
   */
  addresses(question: AddressQuestion): Promise<Result<LibraryAnswer>>;
  /** Ends every process of it at once; what was asked refuses `official-ended`. */
  end(): void;
}

/** What the library's process is told, as JSON on its standard input. */
export type Task =
  | { readonly task: 'look'; readonly library: string }
  | {
      readonly task: 'addresses';
      /** Folder in whose `node_modules` the library is, as the process sees it. */
      readonly library: string;
      /** Its own folder, as it sees it. */
      readonly work: string;
      readonly file: string;
      readonly password: string;
      readonly coinType: number;
      readonly hrp: string;
      readonly paths: readonly DerivationPath[];
    };

/** What it answers, as JSON on descriptor 3. */
export const answerSchema = v.variant('answer', [
  v.strictObject({ answer: v.literal('loaded') }),
  v.strictObject({
    answer: v.literal('addresses'),
    addresses: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9]{1,120}$/))), v.maxLength(MOST_ASKED)),
  }),
  /** `stage`: loading the library, or asking it. Only of loading does it say more: no secret is there yet. */
  v.strictObject({
    answer: v.literal('failed'),
    stage: v.picklist(['load', 'ask']),
    message: v.pipe(v.string(), v.maxLength(400)),
  }),
]);
export type ProcessAnswer = v.InferOutput<typeof answerSchema>;
