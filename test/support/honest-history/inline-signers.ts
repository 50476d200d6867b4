import { appendFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import type { SignerEffects } from '../../../electron/signer/serve.ts';
import { Signer } from '../../../electron/signer/serve.ts';
import type { SignerTransport, SpawnSigner } from '../../../electron/signer/transport.ts';
import { borderState, type Mortal } from './borders.ts';

/**
 * Signers without processes: the whole of what a signer's process runs, behind the same messages. One that is killed
 * answers nothing more, and writes nothing more to its state.
 */
export class InlineSigners {
  readonly #effects: SignerEffects;
  readonly #mortal: Mortal;
  readonly #living = new Set<SignerTransport>();

  /** @param folder the treasury's, in which the state files are */
  constructor(effects: SignerEffects, mortal: Mortal, folder: string) {
    this.#mortal = mortal;
    this.#effects = effects;
    this.#folder = folder;
  }

  readonly #folder: string;

  /** Those that run now, the oldest first. */
  get living(): readonly SignerTransport[] {
    return [...this.#living];
  }

  readonly spawn: SpawnSigner = () => {
    let ended = false;
    const mortal = this.#mortal;
    const own: Mortal = {
      get isDead() {
        return ended || mortal.isDead;
      },
      at: (border, torn) => ended || mortal.at(border, torn),
    };
    const signer = new Signer({
      ...this.#effects,
      stateFileOf: (file) =>
        borderState(this.#effects.stateFileOf(file), own, (folder, bytes, { length }) => {
          const copy = path.join(folder, path.relative(this.#folder, `${file}.state`));
          truncateSync(copy, length);
          appendFileSync(copy, bytes);
        }),
    });
    const listeners: ((message: unknown) => void)[] = [];
    const exits: (() => void)[] = [];
    const transport: SignerTransport = {
      send: (message) => {
        if (own.isDead) return;
        void signer.answer(structuredClone(message)).then((reply) => {
          if (own.isDead || reply === null) return;
          const heard = structuredClone(reply);
          for (const listener of listeners) listener(heard);
        });
      },
      onMessage: (listener) => void listeners.push(listener),
      onExit: (listener) => void (ended ? listener() : exits.push(listener)),
      kill: () => {
        if (ended) return;
        ended = true;
        this.#living.delete(transport);
        setImmediate(() => {
          for (const listener of exits) listener();
        });
      },
    };
    this.#living.add(transport);
    return transport;
  };
}
