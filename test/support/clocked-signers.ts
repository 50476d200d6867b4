import { nodeEffects } from '../../electron/signer/node-effects.ts';
import { Signer } from '../../electron/signer/serve.ts';
import type { SignerTransport, SpawnSigner } from '../../electron/signer/transport.ts';

/** Signers in this very process, on real files, whose clock is the test's. */
export const clockedSigners =
  (now: () => number): SpawnSigner =>
  (): SignerTransport => {
    const signer = new Signer({ ...nodeEffects, now });
    let isGone = false;
    const listeners: ((message: unknown) => void)[] = [];
    const exits: (() => void)[] = [];
    return {
      send: (message) => {
        void signer.answer(structuredClone(message)).then((reply) => {
          if (reply && !isGone) for (const listener of listeners) listener(structuredClone(reply));
        });
      },
      onMessage: (listener) => void listeners.push(listener),
      onExit: (listener) => void exits.push(listener),
      kill: () => {
        if (isGone) return;
        isGone = true;
        void signer.answer({ id: 0, verb: 'close', body: {} });
        for (const exit of exits) exit();
      },
    };
  };
