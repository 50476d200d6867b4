import { parseArgs } from 'node:util';
import { DEFAULT_CHECKPOINT_MS, DEFAULT_EPOCH_MS, DEFAULT_SEED } from '../practice/practice-defaults.ts';
import { startPracticeNode } from '../practice/practice-node.ts';
import { shownLines } from './shown-text.ts';

const USAGE = `Runs a practice IOTA network with play money on this machine, until Ctrl-C.

  npm run practice-node -- [--port 9000] [--grpc-port 50051] [--folder DIR] [--seed TEXT] [--checkpoint-ms ${DEFAULT_CHECKPOINT_MS}]
                           [--epoch-ms ${DEFAULT_EPOCH_MS}]

  --port           where to listen on 127.0.0.1; 0 for any free port (9000)
  --grpc-port      where gRPC listens on 127.0.0.1; 0 for any free port (50051)
  --folder         keep the ledger there; without it, it is forgotten at the end
  --seed           which network: the same text is the same network
  --checkpoint-ms  milliseconds from an execution to its checkpoint; 0 for none but on request
  --epoch-ms       milliseconds of an epoch, from 1000
`;

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  const options = readOptions(args);
  if ('problem' in options) {
    console.error(`${options.problem}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const node = await startPracticeNode({
    port: options.port,
    grpcPort: options.grpcPort,
    seed: options.seed,
    folder: options.folder,
    checkpointMs: options.checkpointMs,
    epochMs: options.epochMs,
    now: Date.now,
    crash: () => process.kill(process.pid, 'SIGKILL'),
  });
  if (!node.ok) {
    console.error(shownLines(`The practice network did not start (${node.code}): ${node.message}.`));
    return 1;
  }
  console.log(`Practice network: play money only.
  url     ${node.value.url} (JSON-RPC and faucet)
  gRPC    ${node.value.grpcUrl}
  chain   ${node.value.chain}
  genesis ${node.value.genesis}
  root    ${node.value.trustRoot}
  ledger  ${options.folder ?? 'in memory, forgotten at the end'}
Stop it with Ctrl-C.`);
  const stop = () => void node.value.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return 0;
}

type Options =
  | {
      readonly help: boolean;
      readonly port: number;
      readonly grpcPort: number;
      readonly seed: string;
      readonly folder: string | null;
      readonly checkpointMs: number;
      readonly epochMs: number;
    }
  | { readonly problem: string };

function readOptions(args: string[]): Options {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        'grpc-port': { type: 'string' },
        folder: { type: 'string' },
        seed: { type: 'string' },
        'checkpoint-ms': { type: 'string' },
        'epoch-ms': { type: 'string' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'The options could not be read.' };
  }
  const { port = '9000', folder, seed = DEFAULT_SEED, 'checkpoint-ms': checkpointMs } = values;
  const portNumber = wholeNumber(port, 65_535);
  if (portNumber === null) return { problem: `Expected --port from 0 to 65535, got ${port}.` };
  const grpcPort = wholeNumber(values['grpc-port'] ?? '50051', 65_535);
  if (grpcPort === null)
    return { problem: `Expected --grpc-port from 0 to 65535, got ${values['grpc-port']}.` };
  const milliseconds = wholeNumber(checkpointMs ?? String(DEFAULT_CHECKPOINT_MS), 600_000);
  if (milliseconds === null) {
    return { problem: `Expected --checkpoint-ms from 0 to 600000, got ${checkpointMs}.` };
  }
  const epoch = wholeNumber(values['epoch-ms'] ?? String(DEFAULT_EPOCH_MS), 999_999_999);
  if (epoch === null || epoch < 1000) {
    return { problem: `Expected --epoch-ms from 1000 to 999999999, got ${values['epoch-ms']}.` };
  }
  if (seed === '' || folder === '') return { problem: 'Expected a text after --seed and --folder.' };
  return {
    help: values['help'] === true,
    port: portNumber,
    grpcPort,
    seed: String(seed),
    folder: folder === undefined ? null : String(folder),
    checkpointMs: milliseconds,
    epochMs: epoch,
  };
}

function wholeNumber(text: string | boolean, most: number): number | null {
  if (typeof text !== 'string' || !/^[0-9]{1,9}$/.test(text)) return null;
  return Number(text) <= most ? Number(text) : null;
}
