import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, protocol } from 'electron';
import { describeError } from '../contract/describe-error.ts';
import { chromiumSwitches, unsafeSwitches } from './chromium-switches.ts';
import { openFirstWindow } from './first-window.ts';
import { logLine } from './log-line.ts';
import { holdAllInPlace } from './navigation.ts';
import { openExternal } from './open-external.ts';
import { appScheme } from './origin.ts';
import { decideRuntime, evaluationMark, type Runtime } from './runtime.ts';
import { treasuryToOpen } from './start-request.ts';

/** A page that takes longer than this shares main with the rest. */
const LONGEST_MS = 2000;

app.setName('Sallyport');
// Windows shows notifications only of programs that it knows by this name, which the installer's shortcut has too.
app.setAppUserModelId('org.sallyport.console');
// As root, Linux starts no sandbox and every child would die of the contradiction; a package refuses the switch below.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
for (const [name, value] of chromiumSwitches) app.commandLine.appendSwitch(name, value);
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: false } },
]);
holdAllInPlace(app, openExternal);

const runtime = decideRuntime({
  electron: process.versions.electron,
  packaged: app.isPackaged,
  // The start script marks a community repack of Electron.
  marked: existsSync(path.join(path.dirname(process.execPath), evaluationMark)),
});
const unsafe = unsafeSwitches(app.isPackaged, (name) => app.commandLine.hasSwitch(name));

if (!runtime.ok) {
  logLine(`${runtime.code}: ${runtime.message}`);
  app.exit(1);
} else if (unsafe.length > 0) {
  const named = unsafe.map((name) => `--${name}`).join(', ');
  logLine(`refused to start with ${named}: a package takes no switch that opens or deceives it`);
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  logLine('a console is open already; its window is in front now');
  app.quit();
} else {
  void app
    .whenReady()
    .then(() => open(runtime.value))
    .catch((error: unknown) => {
      logLine(describeError(error));
      app.exit(1);
    });
}

/** The window first. What stands behind it is loaded when there is a picture: it would hold up page and pointer. */
async function open(judged: Runtime): Promise<void> {
  const treasury = treasuryToOpen(app.isPackaged, process.env);
  const out = path.join(import.meta.dirname, '..'); // main's own bundle is in `out/main`
  const first = openFirstWindow(judged, { out, awaited: treasury !== null });
  if (treasury === null) await Promise.race([first.shown, sleep(LONGEST_MS)]);
  const { openConsole } = await import('./app.ts');
  openConsole(judged, first, treasury);
}
