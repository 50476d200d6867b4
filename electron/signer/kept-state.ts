import type { Chain } from '../chains/chain.ts';
import type { StateMark } from '../core/journal/state-mark.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { sealFrame, stateKey } from './sealed-state.ts';
import type { KeyTree } from './slip10.ts';
import { isLong, openState, type StateEnd } from './state-log.ts';
import type { StateChange } from './state-record.ts';
import type { VaultMemory } from './vault-memory.ts';
import { whyForeign, whyStale } from './why-not-this-state.ts';
import { writeAnew } from './write-anew.ts';

/** The sealed state's place on disk, passed in. */
export interface StateFile {
  /** Null when there is none yet; refuses `state-damaged` for anything else that cannot be read. */
  read(): Promise<Result<Uint8Array | null>>;
  /** Replaces it whole, on disk before it returns. */
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Adds to its end, on disk before it returns. Refuses `state-rolled-back` where it is no longer the state with this
   * end, and `file-not-written` where it is full.
   */
  append(frame: Uint8Array, end: StateEnd): Promise<Result<void>>;
}

export interface StateEffects {
  readonly chain: Chain;
  readonly stateFile: StateFile;
  readonly random: (length: number) => Uint8Array;
  /** How many appended frames are at least written anew as one base, when the vault opens; 4096 where it is not said. */
  readonly compactFrom?: number;
}

/** The sealed state of an open vault: what it remembers, in memory and on the disk alike. */
export class KeptState {
  readonly memory: VaultMemory;
  readonly #keys: KeyTree;
  readonly #effects: StateEffects;
  /** Where the state file ends, as this vault last read or wrote it. */
  #end: StateEnd;

  private constructor(
    keys: KeyTree,
    { memory, end }: { readonly memory: VaultMemory; readonly end: StateEnd },
    effects: StateEffects,
  ) {
    this.memory = memory;
    this.#keys = keys;
    this.#end = end;
    this.#effects = effects;
  }

  /**
   * Reads the sealed state and compares it with the journal: a state that has seen less than the journal says was
   * rolled back, and nothing is signed from it. (One that has seen more is a crash between the two writes.) A vault
   * whose state is gone never opens: without it, any policy could be given to it again. A log that has become long is
   * written anew.
   * @param journal the mark that the journal has of the state; null for a vault of which it knows nothing, which must
   * be fresh
   */
  static async open(
    keys: KeyTree,
    journal: StateMark | null,
    effects: StateEffects,
  ): Promise<Result<KeptState>> {
    const file = await effects.stateFile.read();
    if (!file.ok) return file;
    if (file.value === null) return refuse('state-missing', "the vault's sealed state is gone");
    const key = keyOf(keys);
    try {
      const state = openState(file.value, key);
      if (!state.ok) return state;
      const { memory } = state.value;
      const foreign = whyForeign(memory, effects.chain);
      if (foreign !== null) return refuse('network-wrong', foreign);
      const stale = whyStale(memory, journal);
      if (stale !== null) return refuse('state-rolled-back', stale);
      if (!isLong(state.value, effects.compactFrom)) return ok(new KeptState(keys, state.value, effects));
      const end = await writeAnew(memory, file.value, { ...effects, key });
      return end.ok ? ok(new KeptState(keys, { memory, end: end.value }, effects)) : end;
    } finally {
      key.fill(0);
    }
  }

  /**
   * Keeps changes on disk, with one flush for all of them, and then in memory. Refuses where the file is no longer the one
   * that was read: a second signer on the same vault would otherwise spend each window a second time. Where they could not
   * be kept, nobody knows what is on the disk: the vault's keys are closed, and its state is read anew at the next opening.
   */
  async keep(changes: readonly StateChange[]): Promise<Result<void>> {
    if (changes.length === 0) return ok(undefined);
    let kept: Result<void> | null = null;
    try {
      kept = await this.#append(changes);
      return kept;
    } finally {
      if (!kept?.ok) this.#keys.close();
    }
  }

  async #append(changes: readonly StateChange[]): Promise<Result<void>> {
    const content = this.memory.encode(changes);
    const key = keyOf(this.#keys);
    try {
      const { frame, link } = sealFrame(content, this.#end.link, { key, random: this.#effects.random });
      const kept = await this.#effects.stateFile.append(frame, this.#end);
      if (!kept.ok) return kept;
      const length = this.#end.length + frame.length;
      this.#end = { size: length, length, link };
    } finally {
      key.fill(0);
    }
    this.memory.follow(content);
    return ok(undefined);
  }
}

function keyOf(keys: KeyTree): Uint8Array {
  const seed = keys.copySeed();
  try {
    return stateKey(seed);
  } finally {
    seed.fill(0);
  }
}
