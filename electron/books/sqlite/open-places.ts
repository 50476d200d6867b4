import { realpathSync } from 'node:fs';
import path from 'node:path';

/** Files that this thread has open, by their real place. */
const places = new Set<string>();

export interface OpenPlace {
  /** Doing it again changes nothing. */
  readonly release: () => void;
}

/**
 * Notes that a database is open here. POSIX locks are of a process and a file: whoever opens the file a second time in the
 * same process and closes it again drops SQLite's lock, and a second process gets in. So nothing looks at a file twice.
 * @returns null where it is open already, by whatever name
 */
export function takePlace(file: string): OpenPlace | null {
  const place = realPlace(file);
  if (places.has(place)) return null;
  places.add(place);
  let taken = true;
  return {
    release: () => {
      if (taken) places.delete(place);
      taken = false;
    },
  };
}

function realPlace(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // It does not exist yet: its folder has a real place.
  }
  try {
    return path.join(realpathSync(path.dirname(file)), path.basename(file));
  } catch {
    return path.resolve(file);
  }
}
