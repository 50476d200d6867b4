import { spawn } from 'node:child_process';
import path from 'node:path';
import { isBuildStale } from './build-age.ts';
import { projectFolder, resolveElectron, run } from './electron-runtime.ts';
import { displayProblem, isRootHelper, libraryProblem, rootSwitch } from './machine.ts';
import { readStartParameters } from './start-parameters.ts';
import { namespaceProblem, readNamespaceFacts } from './user-namespaces.ts';

/** Says why the console does not start, in one sentence, and ends. */
function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

async function buildIfStale(): Promise<void> {
  if (!isBuildStale(projectFolder)) return;
  console.log('Building the console ...');
  const vite = path.join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const built = await run(process.execPath, [vite, 'build'], projectFolder);
  if (built.code !== 0) stop(`The build failed:\n${built.output}`);
}

const here = process.env['INIT_CWD'] ?? process.cwd();
const parameters =
  readStartParameters(process.argv.slice(2), here) ?? stop('Usage: npm start [-- TREASURY-FOLDER]');
const script = parameters.evaluation ? 'npm run start:evaluation' : 'npm start';

const noDisplay = displayProblem(process.platform, process.env, script);
if (noDisplay !== null) stop(noDisplay);
await buildIfStale();

if (parameters.evaluation) {
  console.log(
    'Evaluation: a community build of Electron, not an official one. Only practice networks are open to it.',
  );
}
const runtime = await resolveElectron({ prefer: parameters.evaluation ? 'evaluation' : 'official' });
if (!runtime.ok) stop(runtime.reason);
const { executable } = runtime.value;

if (process.platform === 'linux') {
  const problem = libraryProblem((await run('ldd', [executable], projectFolder)).output);
  if (problem !== null) stop(problem);
}
const isRoot = process.getuid?.() === 0;
if (process.platform === 'linux') {
  const hasHelper = isRootHelper(path.join(path.dirname(executable), 'chrome-sandbox'));
  const problem = namespaceProblem(readNamespaceFacts(), { executable, hasHelper, isRoot });
  if (problem !== null) stop(problem);
}
const unsandboxed = rootSwitch(process.platform, process.getuid?.());
if (unsandboxed !== null) {
  console.log(
    `Running as root, so Chromium's sandbox is off (${unsandboxed}); run as a user of your own for real work.`,
  );
}

// What Chromium misses on a machine without a desktop (D-Bus, a GPU) helps nobody; what ends it is still printed.
const switches = ['--log-level=3', ...(unsandboxed === null ? [] : [unsandboxed])];
const child = spawn(executable, [...switches, projectFolder], {
  stdio: 'inherit',
  env: {
    ...process.env,
    ...(parameters.folder === null ? {} : { SALLYPORT_TREASURY: parameters.folder }),
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('error', (error) => stop(`Electron did not start: ${error.message}`));
child.on('exit', (code) => process.exit(code ?? 1));
