import { homedir } from 'node:os';
import { join } from 'node:path';
import { findOfficial, projectFolder } from '../../electron/cli/electron-runtime.ts';
import { evaluationFolder, isEvaluationDist } from '../../electron/cli/evaluation-dist.ts';

/** The Electron binary that lies on this machine already; null where there is none. Never fetches one. */
export async function installedElectron(): Promise<string | null> {
  const official = findOfficial(join(projectFolder, 'node_modules', 'electron'));
  if (official !== null) return official;
  const folder = evaluationFolder(process.env, homedir());
  return (await isEvaluationDist(folder)) ? join(folder, 'electron') : null;
}
