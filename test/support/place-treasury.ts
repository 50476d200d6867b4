import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TreasuryFile } from '../../electron/console/treasury/treasury-folder.ts';
import { copyFolder } from './copy-folder.ts';
import { templateOf } from './run-folder.ts';
import { testEffects } from './test-effects.ts';
import type { TreasuryNode } from './treasury-node.ts';
import { createTreasury, must } from './treasury-steps.ts';

/**
 * Puts a practice treasury into a folder that does not exist yet. It is made once a run, for six key files take their time.
 * Every test's node is another start of the same network: the genesis is the same, the port is its own.
 * @returns what its file says
 */
export async function placeTreasury(
  folder: string,
  node: Pick<TreasuryNode, 'url' | 'chain' | 'trustRoot'>,
  password: string,
): Promise<TreasuryFile> {
  const name = createHash('sha256').update(password).digest('hex');
  const template = await templateOf(`treasury-${name}`, async (place) => {
    must(await createTreasury(place, node, testEffects, password));
  });
  copyFolder(template, folder);
  const place = path.join(folder, 'treasury.json');
  const file = JSON.parse(readFileSync(place, 'utf8')) as TreasuryFile;
  const own: TreasuryFile = { ...file, node: { kind: 'url', url: node.url } };
  writeFileSync(place, JSON.stringify(own));
  return own;
}
