import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { errorCodes } from '../core/error-code.ts';
import { type Result, refuse } from '../core/result.ts';
import { sourceThread } from '../threads/source-thread.ts';
import { type FormerWallet, formerWalletSchema } from './former-wallet.ts';

/** Reads the folder of another wallet (absolute path); refuses as `readWalletFolder` does. */
export type ReadWalletFolder = (folder: string) => Promise<Result<FormerWallet>>;

/** The largest folder that is read takes a few seconds. */
const MOST_MS = 120_000;

const answerSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: formerWalletSchema }),
  v.strictObject({ ok: v.literal(false), code: v.picklist(errorCodes), message: v.string() }),
]);

/**
 * A thread each time: what a stranger wrote is taken apart where nothing waits for it, and ends when it takes too long. Its
 * memory is bounded by what is read at all (`folderBounds`, `walletBounds`): a limit of the thread's heap would end the whole
 * process.
 */
export const readIn =
  (spawn: (folder: string) => Worker, mostMs: number = MOST_MS): ReadWalletFolder =>
  async (folder) => {
    const thread = spawn(folder);
    const late = AbortSignal.timeout(mostMs);
    try {
      return await new Promise<Result<FormerWallet>>((resolve, reject) => {
        thread.once('message', (answer: unknown) => {
          const parsed = v.safeParse(answerSchema, answer);
          if (parsed.success) resolve(parsed.output);
          else reject(new Error('expected what a wallet folder says'));
        });
        thread.once('error', reject);
        thread.once('exit', () => reject(new Error('the reader of the wallet folder has ended')));
        late.addEventListener('abort', () => resolve(tooMuch));
      });
    } finally {
      await thread.terminate();
    }
  };

const tooMuch = refuse('wallet-folder-oversize', 'expected a folder that can be read in two minutes');

/** From the sources, for Node. */
export const readFolderFromSource = readIn((folder) =>
  sourceThread(new URL('./thread-entry.ts', import.meta.url), { folder }),
);

/** From its own bundle, in the packaged desktop. */
export const readFolderFromBundle = (bundle: string): ReadWalletFolder =>
  readIn((folder) => new Worker(bundle, { workerData: { folder } }));
