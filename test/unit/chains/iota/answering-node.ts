import { connectIota } from '../../../../electron/chains/iota/online/iota-line.ts';
import type { Line } from '../../../../electron/chains/line.ts';
import { type Answer, startFakeNode } from './fake-node.ts';
import { genesis, transaction } from './ledger-samples.ts';

export async function nodeWith(answers: Record<string, Answer>) {
  const node = await startFakeNode({ iota_getChainIdentifier: () => genesis, ...answers });
  const line: Line = connectIota({
    network: 'iota:practice',
    url: node.url,
    genesis,
    timeoutMs: 60_000,
    fetch: globalThis.fetch,
  });
  return { node, line };
}

export const page = (data: unknown[]) => ({ data, hasNextPage: false, nextCursor: null });
export const echo =
  (overrides: object = {}): Answer =>
  ({ params }) =>
    (params[0] as string[]).map((digest) => transaction(digest, overrides));
