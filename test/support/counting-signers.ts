import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SignerTransport, SpawnSigner } from '../../electron/signer/transport.ts';
import { bundleOf } from './run-folder.ts';
import { forkChild } from './start-child.ts';

/** What one signer process did so far. */
export interface Counted {
  /** The Stronghold file that it was asked to open; empty before that. */
  readonly file: string;
  readonly decodings: number;
  readonly proofs: number;
}

export interface CountingSigners {
  readonly spawn: SpawnSigner;
  /** Every process that was started, in that order. */
  counts(): readonly Counted[];
}

/**
 * Signer processes that count what they decode and prove. A count is complete where the process has answered.
 * @param folder where each process writes its counts
 */
export function countSigners(folder: string): CountingSigners {
  const started: { file: string; readonly counts: string }[] = [];
  return {
    spawn: () => {
      const process = { file: '', counts: path.join(folder, `signer-${started.length}`) };
      started.push(process);
      return spawnCounting(process.counts, (file) => {
        process.file = file;
      });
    },
    counts: () =>
      started.map(({ file, counts }) => {
        const lines = existsSync(counts) ? readFileSync(counts, 'utf8').split('\n') : [];
        const of = (what: string) => lines.filter((line) => line === what).length;
        return { file: path.basename(file), decodings: of('decode'), proofs: of('prove') };
      }),
  };
}

function spawnCounting(counts: string, opens: (file: string) => void): SignerTransport {
  const child = forkChild(bundleOf('counting-signer'), [counts]);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    send: (message) => {
      const asked = message as { readonly verb: string; readonly body: { readonly file?: string } };
      if (asked.verb === 'open') opens(asked.body.file ?? '');
      if (child.connected) child.send(asked, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void gone.then(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
