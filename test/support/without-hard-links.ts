import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** Does work as on a FAT file system: hard links are refused. */
export async function withoutHardLinks<T>(work: () => Promise<T>): Promise<T> {
  const { link } = fs;
  fs.link = () => Promise.reject(Object.assign(new Error('operation not permitted'), { code: 'EPERM' }));
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    fs.link = link;
    syncBuiltinESMExports();
  }
}
