import type { ProofState } from '../../chains/chain.ts';
import type { EndpointView, NetworkView, SkippedView } from '../../contract/network.ts';
import type { NodeView } from '../../contract/node.ts';
import { isPractice } from '../../core/network-id.ts';
import { isGrpc, withoutGrpc } from '../../core/node-url.ts';
import { ok, type Result } from '../../core/result.ts';
import { believedSkips, type Skip } from '../skips/believed-skips.ts';
import type { LinePart, Station } from '../station.ts';
import { endpointState } from './endpoint-state.ts';
import { skippable } from './skip-time.ts';

/**
 * The network of a desk: what its proof begins with and how far it has come, and what each endpoint is worth. Nothing is asked
 * of a node. Refuses what is wrong with what was kept of the proof.
 */
export async function readNetwork({
  treasury,
  policy,
  books,
  chain,
  hold,
  line,
}: Pick<Station, 'treasury' | 'policy' | 'books' | 'chain' | 'hold'> & {
  readonly line: Pick<LinePart, 'view' | 'kept' | 'practiceUrl'>;
}): Promise<Result<NetworkView>> {
  const node = line.view();
  // Before the node has answered, what the books have of it: as of the beginning of the epoch.
  const kept = line.kept() ?? (await books.cursor.proof()) ?? null;
  const light = kept === null || chain.epochProofs === null ? ok(null) : chain.epochProofs.read(kept);
  if (!light.ok) return light;
  const { checkpoint, newest, lowest, asOf, proof, stopped, problem, kind, url } = node;
  const proves = isGrpc(url);
  const gap = skippable(node);
  return ok({
    network: treasury.network.id,
    genesis: treasury.network.genesis,
    trustRoot: policy.present().trustRoot,
    light: light.value && lightView(light.value),
    certified: proof && { weight: proof.weight, total: proof.total },
    takenIn: checkpoint === null || asOf === null ? null : { checkpoint, asOf },
    // What a node that answers no more named last says nothing of now.
    behind: stopped === null && problem === null ? behindBy(checkpoint, newest) : null,
    pruning: node.pruning,
    history: node.history,
    skippable: gap && { from: gap.from.toString(), to: gap.to.toString(), since: asOf },
    skipped: (await believedSkips({ treasury, books, hold })).map(skippedView),
    canEndEpoch: isPractice(treasury.network.id) && line.practiceUrl() !== null,
    endpoints: [
      {
        url: withoutGrpc(url),
        kind,
        protocol: proves ? 'grpc' : 'json-rpc',
        proves,
        followed: true,
        state: endpointState(node, proves),
        code: (stopped ?? problem)?.code ?? null,
        newest,
        lowest,
      },
      ...node.endpoints.filter(({ state }) => state !== 'followed').map(inReserve),
    ],
  });
}

export const skippedView = ({ from, to, fromAt, toAt }: Skip): SkippedView => ({
  from: from.toString(),
  to: to.toString(),
  fromAt,
  toAt,
});

const inReserve = ({ url, proves, problem, lowest }: NodeView['endpoints'][number]): EndpointView => ({
  url: withoutGrpc(url),
  kind: 'address',
  protocol: proves ? 'grpc' : 'json-rpc',
  proves,
  followed: false,
  state: problem ? endpointState({ state: 'problem', stopped: null, problem }, proves) : 'in-reserve',
  code: problem?.code ?? null,
  newest: null,
  lowest,
});

/** A node that names an older one than was taken in is ahead of nothing. */
function behindBy(checkpoint: string | null, newest: string | null): string | null {
  if (checkpoint === null || newest === null) return null;
  const left = BigInt(newest) - BigInt(checkpoint);
  return (left > 0n ? left : 0n).toString();
}

const lightView = ({ genesis, epoch, total, quorum, members, last }: ProofState): NetworkView['light'] => ({
  genesis,
  epoch: epoch.toString(),
  total: total.toString(),
  quorum: quorum.toString(),
  members: members.map(({ key, weight }) => ({ key, weight: weight.toString() })),
  last: last && {
    checkpoint: last.sequence.toString(),
    digest: last.digest,
    epoch: last.epoch.toString(),
    at: last.at,
  },
});
