import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { startTreasuryNode, type TreasuryNode } from './treasury-node.ts';

/** A JSON-RPC answer without its envelope. */
export interface Told {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What is told in the place of the true answer, which is asked for on demand. */
export type Lie = (params: readonly unknown[], truth: () => Promise<unknown>) => Told | Promise<Told>;

export interface LyingNode {
  /** The true node, which the treasury does not see. */
  readonly real: TreasuryNode;
  /** Lies by method; whatever is not in here is answered truly. */
  lies: Record<string, Lie>;
}

/**
 * Puts a liar between a desk and its ledger: the node is started again elsewhere, and a server at its old address
 * passes each call on, except those about which the test has it lie.
 */
export async function putLiarBetween(desk: {
  readonly node: TreasuryNode;
  readonly ledger: string;
}): Promise<LyingNode> {
  const port = Number(new URL(desk.node.url).port);
  await desk.node.stop();
  const real = await startTreasuryNode({ folder: desk.ledger });
  onTestFinished(() => real.stop());
  const node: LyingNode = { real, lies: {} };
  const server = createServer((request, response) => void answer(node, request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return node;
}

async function answer(node: LyingNode, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: unknown[] };
  const truth = async (): Promise<Told> => {
    const told = await fetch(node.real.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { result, error } = (await told.json()) as Told;
    return error ? { error } : { result };
  };
  const lie = node.lies[method];
  const told = lie ? await lie(params, async () => (await truth()).result) : await truth();
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ jsonrpc: '2.0', id, ...told }));
}
