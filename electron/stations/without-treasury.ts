import type { AppView } from '../contract/app.ts';
import type { Host } from './host.ts';

/** What is true of the program while no treasury is open; it needs nothing of what a treasury needs. */
export const withoutTreasury = ({
  version,
  build,
  runtime,
  canProtectContent,
  keyMs,
  settings,
}: Pick<Host, 'version' | 'build' | 'runtime' | 'canProtectContent' | 'keyMs' | 'settings'>): AppView => ({
  version,
  build,
  runtime,
  canProtectContent,
  keyMs: keyMs(),
  settings: settings.read(),
  otherSettings: settings.otherVersion,
  recent: [...settings.recent()],
  treasury: null,
});
