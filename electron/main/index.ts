import { app, protocol } from 'electron';
import { isMarkedDist, openApp } from './app.ts';
import { chromiumSwitches, unsafeSwitches } from './chromium-switches.ts';
import { logLine } from './log-line.ts';
import { holdAllInPlace } from './navigation.ts';
import { openExternal } from './open-external.ts';
import { appScheme } from './origin.ts';
import { decideRuntime, evaluationMark } from './runtime.ts';

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
  marked: isMarkedDist(evaluationMark),
});
const unsafe = unsafeSwitches(app.isPackaged, (name) => app.commandLine.hasSwitch(name));

if (!runtime.ok) {
  logLine(`${runtime.code}: ${runtime.message}`);
  app.exit(1);
} else if (unsafe.length > 0) {
  logLine(`refused to start with ${unsafe.map((name) => `--${name}`).join(', ')}`);
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  logLine('a console is open already; its window is in front now');
  app.quit();
} else {
  void app.whenReady().then(() => openApp(runtime.value));
}
