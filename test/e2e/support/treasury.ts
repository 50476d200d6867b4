import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { placeTreasury } from '../../support/place-treasury.ts';
import { startTreasuryNode, type TreasuryNode } from '../../support/treasury-node.ts';

/** The password of the treasury's files, as a person types it. */
export const PASSWORD = 'pässwörd für Übungen';

/** An address of nobody in the treasury. */
export const OUTSIDER = `0x${'0c'.repeat(32)}`;

export interface PreparedTreasury {
  readonly folder: string;
  /** The user data that the desk of this treasury keeps between two starts. */
  readonly userData: string;
  readonly node: TreasuryNode;
  /** Where the hot vault receives. */
  readonly hotAddress: string;
  /** Where the cold vault receives. */
  readonly coldAddress: string;
  remove(): Promise<void>;
}

/** A practice treasury with weak key files, on a practice node that outlives the desk. */
export async function prepareTreasury(): Promise<PreparedTreasury> {
  const root = mkdtempSync(path.join(tmpdir(), 'sallyport-e2e-'));
  const folder = path.join(root, 'treasury');
  const node = await startTreasuryNode({ checkpointMs: 300 });
  const file = await placeTreasury(folder, node, PASSWORD);
  return {
    folder,
    userData: path.join(root, 'user-data'),
    node,
    hotAddress: file.policies[0]!.policy.vaults[0]!.receiveAddress,
    coldAddress: file.policies[0]!.policy.vaults[1]!.receiveAddress,
    async remove() {
      await node.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
