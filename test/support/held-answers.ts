import type { SignerTransport, SpawnSigner } from '../../electron/signer/transport.ts';
import { testEffects } from './test-effects.ts';

/** What becomes of the next answer to a verb: the process dies before it is heard, or it is kept until `release`. */
export type Fate = 'dies' | 'waits';

/** Signer processes between whose answers and the console a test can step. */
export interface HeldAnswers {
  readonly spawn: SpawnSigner;
  /** Decides over the next answer to a verb; `seal policies` and `seal void` are two of them. */
  next(verb: string, fate: Fate): void;
  /** Settles when that answer was given by the signer. */
  given(): Promise<void>;
  /** Lets the waiting answers go on. */
  release(): void;
}

/** @param begin starts the signers; processes of their own where it is left out */
export function holdAnswers(begin: SpawnSigner = testEffects.spawnSigner): HeldAnswers {
  let armed: { verb: string; fate: Fate } | null = null;
  let waiting: (() => void)[] = [];
  let tell: () => void = () => {};
  let given = Promise.resolve();

  const spawn = (): SignerTransport => {
    const transport = begin();
    const verbs = new Map<number, string>();
    return {
      ...transport,
      send: (message) => {
        const { id, verb, body } = message as { id: number; verb: string; body: { kind?: string } };
        verbs.set(id, verb === 'seal' ? `seal ${body.kind}` : verb);
        transport.send(message);
      },
      onMessage: (listener) =>
        transport.onMessage((message) => {
          const fate = armed?.verb === verbs.get((message as { id: number }).id) ? armed?.fate : undefined;
          if (fate === undefined) return listener(message);
          armed = null;
          if (fate === 'dies') transport.kill();
          else waiting.push(() => listener(message));
          tell();
        }),
    };
  };
  return {
    spawn,
    next(verb, fate) {
      armed = { verb, fate };
      given = new Promise((resolve) => {
        tell = resolve;
      });
    },
    given: () => given,
    release() {
      for (const go of waiting) go();
      waiting = [];
    },
  };
}
