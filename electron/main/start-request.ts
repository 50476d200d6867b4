import path from 'node:path';

/**
 * The treasury folder to open at start. Only an unpackaged run is told by `SALLYPORT_TREASURY`; a package reads
 * neither environment nor arguments, as both can be set by whoever writes a desktop link.
 */
export function treasuryToOpen(packaged: boolean, env: NodeJS.ProcessEnv): string | null {
  const folder = env['SALLYPORT_TREASURY'];
  if (packaged || folder === undefined || folder === '' || folder.includes('\0')) return null;
  return path.resolve(folder);
}
