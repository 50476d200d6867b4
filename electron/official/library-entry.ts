import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ProcessAnswer, Task } from './library.ts';

/**
 * The program of the process that loads the official library. It is given to a Node as text, so it imports nothing of this
 * project that is there at run time. It gets one task, answers once, and ends.
 */
const ANSWER_FD = 3;

/** The part of `@iota/wallet` that is asked. */
interface Wallet {
  readonly AccountManager: new (
    options: object,
  ) => {
    generateAddress(
      account: number,
      internal: boolean,
      index: number,
      options: object | undefined,
      hrp: string,
    ): Promise<string>;
  };
}

function load(folder: string): Wallet {
  const wallet = createRequire(`${folder}/`)('@iota/wallet') as Wallet;
  if (typeof wallet.AccountManager !== 'function') throw new Error('it has no AccountManager');
  return wallet;
}

/** No node is named, so the library has nobody to ask, also where its process has a network. */
async function derive(wallet: Wallet, task: Task & { readonly task: 'addresses' }): Promise<string[]> {
  const manager = new wallet.AccountManager({
    storagePath: `${task.work}/storage`,
    clientOptions: { nodes: [] },
    coinType: task.coinType,
    secretManager: { stronghold: { snapshotPath: `${task.work}/${task.file}`, password: task.password } },
  });
  const addresses: string[] = [];
  for (const { account, change, index } of task.paths) {
    addresses.push(await manager.generateAddress(account, change === 1, index, undefined, task.hrp));
  }
  return addresses;
}

async function answerOf(task: Task): Promise<ProcessAnswer> {
  let wallet: Wallet;
  try {
    wallet = load(task.library);
  } catch (error) {
    return { answer: 'failed', stage: 'load', message: String(error).slice(0, 400) };
  }
  if (task.task === 'look') return { answer: 'loaded' };
  try {
    return { answer: 'addresses', addresses: await derive(wallet, task) };
  } catch {
    // Whatever the library says now it may have from the vault.
    return { answer: 'failed', stage: 'ask', message: '' };
  }
}

const answer = await answerOf(JSON.parse(readFileSync(0, 'utf8')) as Task);
writeSync(ANSWER_FD, `${JSON.stringify(answer)}\n`);
// Not process.exit(): the library's threads may be in the middle of something, and they have the key. As the first process
// of its namespace it cannot kill itself: whoever has asked ends it, and all that it has started.
process.kill(process.pid, 'SIGKILL');
