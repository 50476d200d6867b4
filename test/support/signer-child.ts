import { appendFileSync, readFileSync } from 'node:fs';
import { nodeEffects } from '../../electron/signer/node-effects.ts';
import { Signer } from '../../electron/signer/serve.ts';
import { markAt, password } from './signer-files.ts';
import { network, unwrap } from './signer-fixture.ts';

/**
 * Opens a vault and signs what a file lists, one after the other; each counter that was answered goes into a log and is
 * written out. With `stop`, it waits for ever between the sealed state's write and its answer.
 */
const [file, jobs, log, stop] = process.argv.slice(2) as [string, string, string, string | undefined];

const signer = new Signer({
  ...nodeEffects,
  stateFileOf: (strongholdFile) => {
    const { read, write, append } = nodeEffects.stateFileOf(strongholdFile);
    const appendAndStop: typeof append = async (frame, end) => {
      const appended = await append(frame, end);
      if (stop !== 'stop') return appended;
      process.stdout.write('written\n');
      return new Promise(() => setInterval(() => {}, 1000));
    };
    return { read, write, append: appendAndStop };
  },
});

let id = 0;
async function ask(verb: string, body: unknown): Promise<unknown> {
  const answer = await signer.answer({ id: ++id, verb, body });
  if (!answer) throw new Error('the signer did not answer');
  return unwrap(answer.result);
}

await ask('open', { file, password: password(), purpose: 'vault', network: network.id, journal: markAt(1) });
if (stop !== 'stop') process.stdout.write('open\n');
for (const job of JSON.parse(readFileSync(jobs, 'utf8')) as unknown[]) {
  const { counter } = (await ask('sign', job)) as { counter: number };
  appendFileSync(log, `${counter}\n`);
  process.stdout.write(`signed ${counter}\n`);
}
