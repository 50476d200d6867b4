import type { Result } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { type PracticeNode, practiceSettingsSchema, startPracticeNode } from './practice-node.ts';

/** What is told of a node that runs. */
const whereOf = ({ url, grpcUrl, chain, genesis, trustRoot }: PracticeNode) => ({
  url,
  grpcUrl,
  chain,
  genesis,
  trustRoot,
});

/** The part of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/**
 * The practice node in an Electron utility process. The first message has the settings; the answer is
 * `{ok: true, url, grpcUrl, chain, genesis, trustRoot}` or a refusal. The message `'stop'` ends it.
 */
function attend(port: ParentPort): void {
  let starting: Promise<Result<PracticeNode>> | null = null;
  port.on('message', ({ data }) => {
    if (data === 'stop') {
      void stop(starting);
    } else if (!starting) {
      starting = start(data);
      void starting.then((started) => {
        port.postMessage(started.ok ? { ok: true, ...whereOf(started.value) } : started);
      });
    }
  });
}

async function start(data: unknown): Promise<Result<PracticeNode>> {
  const settings = parseWith(practiceSettingsSchema, data);
  if (!settings.ok) return settings;
  return startPracticeNode({
    ...settings.value,
    now: Date.now,
    crash: () => process.kill(process.pid, 'SIGKILL'),
  });
}

async function stop(starting: Promise<Result<PracticeNode>> | null): Promise<void> {
  const started = await starting;
  if (started?.ok) await started.value.stop();
  process.exit(0);
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (!parentPort) throw new Error('expected to run as a utility process, got no parent port');
attend(parentPort);
