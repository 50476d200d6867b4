import { JsonRpcError } from '@iota/iota-sdk/client';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Fetch } from '../../../way/line-way.ts';
import { boundedTransport } from './bounded-transport.ts';
import type { JsonBounds } from './json-bounds.ts';
import { NodeFault } from './node-fault.ts';
import { plainWords } from './plain-words.ts';

/** Its own methods answer with a few words; so little is parsed at once wherever it is called. */
const bounds: JsonBounds = { bytes: 16 * 1024, depth: 8, parts: 400 };
const TIMEOUT_MS = 10_000;

/**
 * Calls a method that only the practice node has; what is at the address is believed as little as any node.
 * @returns refuses `node-rejected` with the node's words, and `node-*` where there is no such answer
 */
export async function callPracticeNode(
  url: string,
  method: string,
  params: readonly Readonly<Record<string, string>>[],
  { fetch }: { readonly fetch: Fetch },
): Promise<Result<void>> {
  const transport = boundedTransport({
    url,
    fetch,
    timeoutMs: TIMEOUT_MS,
    total: AbortSignal.timeout(TIMEOUT_MS),
    bounds,
    quiet: { until: 0 },
    timeTold: () => {},
  });
  try {
    await transport.request({ method, params: [...params] });
    return ok(undefined);
  } catch (error) {
    if (error instanceof JsonRpcError) return refuse('node-rejected', plainWords(error.message));
    if (error instanceof NodeFault) return refuse(error.code, error.message);
    throw error;
  }
}
