import type { Attestation, PathAddress } from '../../core/attestation/attestation.ts';
import type { StateMark } from '../../core/journal/state-mark.ts';
import type { SignedPolicy } from '../../core/policy/policy.ts';
import { theStation } from '../actor.ts';
import type { Decision, EntryDraft } from '../recorder.ts';
import { endpointsOf, historyOf, type NodePlace } from './node-place.ts';
import type { TreasuryFile } from './treasury-folder.ts';

/** What the books begin with of one vault. */
export interface VaultBeginning {
  readonly id: string;
  /** Name of the first account. */
  readonly alias: string;
  /** Where its sealed state is. */
  readonly mark: StateMark;
  /** Of the first account; the first one is given out at once. */
  readonly addresses: readonly PathAddress[];
  /** The vault's word for them. */
  readonly attestation: Attestation;
}

export interface BeginningFacts {
  readonly file: TreasuryFile;
  readonly policy: SignedPolicy;
  /** Hex. */
  readonly stationKey: string;
  readonly vaults: readonly VaultBeginning[];
  /** The first checkpoint to take in. */
  readonly firstCheckpoint: bigint;
}

/** What the journal begins with: the treasury with its policy, and where each vault's sealed state is. */
export function decideBeginning(facts: BeginningFacts): Decision<void> {
  const { file, policy, stationKey, vaults, firstCheckpoint } = facts;
  const created: EntryDraft = {
    kind: 'treasury-created',
    actor: theStation('treasury-made'),
    documents: [
      { kind: 'policy', document: policy },
      ...vaults.map(({ attestation }) => ({ kind: 'attestation', document: attestation }) as const),
    ],
    body: {
      treasuryId: file.id,
      name: file.name,
      network: file.network,
      trustRoot: policy.policy.trustRoot,
      asset: policy.policy.asset,
      stationKey,
      accounts: vaults.map(({ id, alias }) => ({ vaultId: id, account: 0, alias })),
      addresses: vaults.flatMap(({ id, addresses }) =>
        addresses.map(({ address, path }) => ({ vaultId: id, address, path, issued: path.index === 0 })),
      ),
      ...lineOf(file.node),
    },
  };
  const sealed = vaults.map(
    ({ id, mark }): EntryDraft => ({
      kind: 'vault-sealed',
      actor: theStation('treasury-made'),
      body: { vaultId: id, ...mark, rejected: [] },
    }),
  );
  return {
    expects: [],
    entries: [created, ...sealed],
    facts: [{ kind: 'cursor-moved', next: firstCheckpoint, at: file.createdAt, digest: null }],
    answer: undefined,
  };
}

/** Every address that the line may connect to: what the journal does not tell is not followed at the next opening. */
function lineOf(place: NodePlace) {
  const [node = null, ...others] = endpointsOf(place) ?? [];
  const history = historyOf(place);
  return { node, ...(others.length > 0 ? { others } : {}), ...(history === null ? {} : { history }) };
}
