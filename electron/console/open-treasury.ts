import { openStore, type Store } from '../books/sqlite/store.ts';
import { createIotaNetwork } from '../chains/iota/online/iota-network.ts';
import { iotaCodec } from '../chains/iota/pure/codec.ts';
import { journalEntrySchema } from '../core/journal/journal-entry.ts';
import { checkPolicies } from '../core/policy/next-policy.ts';
import { policyDigest } from '../core/policy/policy.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { verifySignature } from '../signer/ed25519.ts';
import { replaceFile } from '../stronghold/atomic-file.ts';
import { newCeremonyRoom } from './ceremony/session.ts';
import { settleCeremonies } from './ceremony/settle-ceremony.ts';
import type { ConsoleEffects, RunningNode } from './effects.ts';
import { expireApprovals } from './expire-approvals.ts';
import { LedgerFollower } from './follow-ledger.ts';
import { Journal } from './journal.ts';
import { lockStation } from './lock.ts';
import { PasswordGate } from './password-gate.ts';
import { Sessions } from './sessions.ts';
import { readStationKey } from './station-key.ts';
import type { Treasury } from './treasury.ts';
import { readTreasuryFile, type TreasuryFile, treasuryPaths } from './treasury-folder.ts';

const NODE_TIMEOUT_MS = 10_000;
const FOLLOW_MS = 500;

/**
 * Opens a treasury's folder: checks its file, takes hold of its database, starts the embedded practice node where it
 * has one, and follows the ledger from where it stopped. Vaults stay locked and nobody is signed in.
 * @returns refuses `treasury-missing`, `treasury-damaged`, `treasury-in-use`, `runtime-practice-only`, `store-version`,
 * `store-damaged`, `store-foreign`, `file-not-written` (a signed ceremony cannot be carried out), and what keeps the
 * embedded node from starting
 * @param options.nodeTimeoutMs milliseconds for one call of the node
 */
export async function openTreasury(
  folder: string,
  effects: ConsoleEffects,
  { nodeTimeoutMs = NODE_TIMEOUT_MS }: { readonly nodeTimeoutMs?: number } = {},
): Promise<Result<Treasury>> {
  const read = await readTreasuryFile(folder);
  if (!read.ok) return read;
  const file = read.value;
  if (effects.practiceOnly && file.network.id !== 'iota:practice') {
    return refuse(
      'runtime-practice-only',
      `this is an evaluation runtime, the treasury lives on ${file.network.id}`,
    );
  }
  const policy = checkPolicies(file.policies, verifySignature);
  if (!policy.ok) return refuse('treasury-damaged', `the policy in treasury.json: ${policy.message}`);
  const { network: policyNetwork, treasuryId } = policy.value;
  if (
    file.id !== treasuryId ||
    file.network.id !== policyNetwork.id ||
    file.network.chain !== policyNetwork.chain
  ) {
    return refuse(
      'treasury-damaged',
      'treasury.json and the policy in it name different treasuries or networks',
    );
  }
  const paths = treasuryPaths(folder);
  const station = await readStationKey(paths.stationKey);
  if (!station.ok) return station;
  const store = openStore(paths.database);
  if (!store.ok) return store;
  const begun = checkBeginning(store.value, policyDigest(file.policies[0]!.policy));
  if (!begun.ok) {
    store.value.close();
    return begun;
  }
  const node = await startNode(file, paths.practiceNode, effects);
  if (!node.ok) {
    store.value.close();
    return node;
  }
  const { now, notify, every } = effects;
  const network = createIotaNetwork({
    id: file.network.id,
    url: node.value.url,
    expectedChain: file.network.chain,
    timeoutMs: nodeTimeoutMs,
    fetch,
  });
  const journal = new Journal(store.value, station.value, now);
  const sessions = new Sessions(effects.spawnSigner, () => notify(['app', 'movements']));
  const follower = new LedgerFollower({
    network,
    chain: file.network.chain,
    store: store.value,
    journal,
    now,
    notify,
  });
  let present = { file, policy: policy.value };
  let expiring: Promise<void> | null = null;
  const stopFollowing = every(FOLLOW_MS, () => {
    // Both tell their troubles themselves; what they could not tell must not end the process.
    follower.look().catch(() => {});
    expiring ??= expireApprovals(treasury)
      .catch(() => {})
      .finally(() => {
        expiring = null;
      });
  });
  const treasury: Treasury = {
    folder,
    get file() {
      return present.file;
    },
    get policy() {
      return present.policy;
    },
    station: station.value,
    store: store.value,
    journal,
    sessions,
    network,
    codec: iotaCodec,
    effects,
    passwords: new PasswordGate(store.value, now),
    ceremonies: newCeremonyRoom(),
    signing: new Set(),
    async adopt(next) {
      const nextPolicy = checkPolicies(next.policies, verifySignature);
      if (!nextPolicy.ok) throw new Error(`${nextPolicy.code}: ${nextPolicy.message}`);
      await replaceFile(paths.treasury, new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`));
      present = { file: next, policy: nextPolicy.value };
    },
    node: () => follower.view(),
    follow: () => follower.look(),
    close() {
      closing ??= close();
      return closing;
    },
  };
  let closing: Promise<void> | null = null;
  const close = async () => {
    stopFollowing();
    await lockStation(treasury);
    await Promise.all([follower.stop(), expiring]);
    await node.value.stop();
    store.value.close();
  };
  const settled = await settleCeremonies(treasury).catch(async (error) => {
    await treasury.close(); // whatever it is, the folder must not stay in use
    throw error;
  });
  if (!settled.ok) {
    await treasury.close();
    return settled;
  }
  return ok(treasury);
}

/** The journal's first entry names the policy that the treasury was made with: another one was put in its place. */
function checkBeginning(store: Store, policy: string): Result<void> {
  const entry = parseWith(journalEntrySchema, store.journal.raw(1).next().value);
  if (entry.ok && entry.value.kind === 'treasury-created' && entry.value.body['policy'] === policy) {
    return ok(undefined);
  }
  return refuse(
    'treasury-damaged',
    'the policy in treasury.json is not the one that the journal begins with',
  );
}

async function startNode(
  { node, network }: TreasuryFile,
  folder: string,
  effects: ConsoleEffects,
): Promise<Result<{ url: string; stop(): Promise<void> }>> {
  if (node.kind === 'url') return ok({ url: node.url, stop: async () => {} });
  const options = { seed: node.seed, folder, checkpointMs: node.checkpointMs };
  const first = await effects.startPracticeNode({ ...options, port: 0 });
  if (!first.ok) return first;
  if (first.value.chain !== network.chain) {
    await first.value.stop();
    return refuse(
      'node-chain-mismatch',
      `expected chain ${network.chain}, the folder's ledger is ${first.value.chain}`,
    );
  }
  const { url } = first.value;
  let running: RunningNode | null = null;
  let stopped = false;
  const keep = (started: RunningNode): void => {
    running = started;
    started.onExit(() => void restart());
  };
  // An embedded node that dies comes back on its own port, with its ledger; payments in doubt are then sent again.
  const restart = async (): Promise<void> => {
    if (stopped) return;
    const again = await effects.startPracticeNode({ ...options, port: Number(new URL(url).port) });
    if (!again.ok) return;
    if (stopped) await again.value.stop();
    else keep(again.value);
  };
  keep(first.value);
  return ok({
    url,
    async stop() {
      stopped = true;
      await running?.stop();
    },
  });
}
