import { readFileSync } from 'node:fs';
import path from 'node:path';
import electronLog from 'electron-log/node';
import { type LogEvent, logText } from '../core/diagnostics/log-event.ts';
import type { Host } from '../stations/host.ts';

/** The log and the one before it are at most so large, each. */
export const MOST_LOG_BYTES = 256 * 1024;

/**
 * The log in `<folder>/sallyport.log`, readable by this user only, with one older file beside it. A disk that does not take
 * it stops nothing.
 */
export function openLogFile(folder: string): Host['log'] {
  const file = path.join(folder, 'sallyport.log');
  const logger = electronLog.create({ logId: `sallyport ${folder}` });
  logger.transports.console.level = false;
  Object.assign(logger.transports.file, {
    maxSize: MOST_LOG_BYTES,
    sync: true,
    writeOptions: { flag: 'a', mode: 0o600, encoding: 'utf8' },
    format: '{y}-{m}-{d} {h}:{i}:{s} {text}',
    resolvePathFn: () => file,
  });
  const linesOf = (name: string): readonly string[] => {
    try {
      return readFileSync(path.join(folder, name), 'utf8').split(/\r?\n/);
    } catch {
      return [];
    }
  };
  let last = '';
  return {
    note(event: LogEvent) {
      const text = logText(event);
      // What repeats itself (a preview while one types) is one line.
      if (text === last) return;
      last = text;
      try {
        logger.info(text);
      } catch {
        // A log that cannot be written must not end what it tells of.
      }
    },
    tail: (most) =>
      [...linesOf('sallyport.old.log'), ...linesOf('sallyport.log')]
        .filter((line) => line !== '')
        .slice(-most),
  };
}
