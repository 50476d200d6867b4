import { openBooks } from '../books/sqlite/client.ts';
import { productChains } from '../chains/registry.ts';
import { createTreasury, type NewTreasury, type PinnedNetwork } from '../console/treasury/create-treasury.ts';
import type { NewOfficer, NewRule, NewRules, NewVault } from '../console/treasury/first-policy.ts';
import type { TreasuryFile } from '../console/treasury/treasury-folder.ts';
import type { Asset } from '../core/asset.ts';
import { ok, type Result } from '../core/result.ts';
import { DEFAULT_CHECKPOINT_MS, DEFAULT_EPOCH_MS } from '../practice/practice-defaults.ts';
import { VAULT_WORK_FACTOR } from '../stronghold/scrypt.ts';
import type { RunningNode, StationEffects } from './station-effects.ts';

const NETWORK = 'iota:practice';

export interface PracticeTreasuryRequest {
  /** Where the treasury's folder is to be; it must not exist. */
  readonly folder: string;
  readonly name: string;
  /** One password for every file of it: play money. Raw UTF-8; the caller wipes it. */
  readonly password: Uint8Array;
  /** log2 of scrypt's N for the Stronghold files; less than 19 in tests only. */
  readonly workFactor?: number;
  /** Milliseconds between the practice network's checkpoints. */
  readonly checkpointMs?: number;
  /** A practice node that runs elsewhere; left out: one of its own, embedded. */
  readonly nodeUrl?: { readonly url: string; readonly chain: string; readonly trustRoot: string };
}

const officers: readonly Omit<NewOfficer, 'password'>[] = [
  { name: 'Mara Lindqvist', file: 'mara-lindqvist', roles: ['maker'] },
  { name: 'Ben Okafor', file: 'ben-okafor', roles: ['approver'] },
  { name: 'Chiara Rossi', file: 'chiara-rossi', roles: ['approver'] },
  { name: 'Dev Patel', file: 'dev-patel', roles: ['policy-admin', 'auditor'] },
];

const HOT = 'Hot vault';
const COLD = 'Cold vault';
const vaults: readonly Omit<NewVault, 'password'>[] = [
  { name: HOT, kind: 'hot', file: 'hot', alias: 'Ops float' },
  { name: COLD, kind: 'cold', file: 'cold', alias: 'Cold reserve' },
];

/**
 * Makes a whole practice treasury with prepared answers: a hot and a cold vault, four officers, rules. Its vaults have no
 * backup: the ceremony belongs to real money, which this cannot have.
 * @returns refuses as `createTreasury` does, and what keeps the practice node from starting
 */
export async function createPracticeTreasury(
  request: PracticeTreasuryRequest,
  effects: StationEffects,
): Promise<Result<TreasuryFile>> {
  const { folder, name, password, nodeUrl } = request;
  const { workFactor = VAULT_WORK_FACTOR, checkpointMs = DEFAULT_CHECKPOINT_MS } = request;
  const chain = productChains.chainOf(NETWORK);
  if (!chain.ok) return chain;
  const seed = effects.uuid();
  const wanted: NewTreasury = {
    folder,
    name,
    identify: ({ practiceNode }) =>
      nodeUrl
        ? Promise.resolve(ok(pinnedOf(nodeUrl)))
        : identifyNewNode({ seed, folder: practiceNode, checkpointMs }, effects),
    node: nodeUrl ? { kind: 'url', url: nodeUrl.url } : { kind: 'embedded', seed, checkpointMs },
    firstCheckpoint: 0n,
    officers: officers.map((officer) => ({ ...officer, password })),
    site: 'Practice desk',
    vaults: vaults.map((vault) => ({ ...vault, password })),
    ...practiceRules(chain.value.asset),
    practicePassword: new TextDecoder('utf-8', { ignoreBOM: true }).decode(password),
    workFactor,
  };
  const open = (file: string) => openBooks(file, effects.spawnBooks);
  return createTreasury({ chain: chain.value, openBooks: open, effects }, wanted);
}

/** A new node says what its network is, and leaves its ledger in the folder. */
async function identifyNewNode(
  settings: { readonly seed: string; readonly folder: string; readonly checkpointMs: number },
  { startPracticeNode }: StationEffects,
): Promise<Result<PinnedNetwork>> {
  const node = await startPracticeNode({ ...settings, port: 0, epochMs: DEFAULT_EPOCH_MS });
  if (!node.ok) return node;
  await node.value.stop();
  return ok(pinnedOf(node.value));
}

const pinnedOf = ({ chain, trustRoot }: Pick<RunningNode, 'chain' | 'trustRoot'>): PinnedNetwork => ({
  network: { id: NETWORK, genesis: chain },
  trustRoot,
});

/** The rules that a practice treasury starts with. */
export function practiceRules({ decimals }: Pick<Asset, 'decimals'>): NewRules {
  const one = 10n ** BigInt(decimals);
  const whole = (amount: bigint): bigint => amount * one;
  const day = 86_400;
  const rules: readonly NewRule[] = [
    {
      id: 'sweep-to-cold',
      title: 'Sweep to the cold vault',
      vault: HOT,
      destination: 'own-vault',
      maxAmount: null,
      window: null,
      approvals: 1,
    },
    {
      id: 'everyday',
      title: 'Everyday withdrawal',
      vault: HOT,
      destination: 'anyone',
      maxAmount: whole(1_000n),
      window: { seconds: day, max: whole(5_000n) },
      approvals: 1,
    },
    {
      id: 'large',
      title: 'Large withdrawal',
      vault: HOT,
      destination: 'anyone',
      maxAmount: null,
      window: { seconds: day, max: whole(50_000n) },
      approvals: 2,
    },
    {
      id: 'refill-hot',
      title: 'Refill the hot vault',
      vault: COLD,
      destination: 'own-vault',
      maxAmount: null,
      window: null,
      approvals: 2,
    },
  ];
  return {
    rules,
    feeCap: one / 10n,
    floatBand: { min: whole(5_000n), target: whole(10_000n), max: whole(20_000n) },
    review: day,
    // Play money: a change counts at once.
    change: { quorum: 1, approvers: 2, delay: 0, cooling: 0 },
  };
}
