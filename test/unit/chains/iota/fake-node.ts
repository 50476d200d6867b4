import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface RpcRequest {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What the fake node answers a method with: a result, or whatever else the function writes itself. */
export type Answer = (request: RpcRequest, response: ServerResponse) => unknown;

/** Means "the function has written the response, or never will". */
export const handled = Symbol('handled');

export class FakeRpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export interface FakeNode {
  readonly url: string;
  /** The methods that were asked for, in order. */
  readonly asked: string[];
  answers: Record<string, Answer>;
  close(): Promise<void>;
}

/** A JSON-RPC server on loopback that says what a test wants it to say; it ends with the test. */
export async function startFakeNode(answers: Record<string, Answer> = {}): Promise<FakeNode> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void serve(node, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const { port } = server.address() as AddressInfo;
  const node: FakeNode = { url: `http://127.0.0.1:${port}`, asked, answers, close };
  onTestFinished(close);
  return node;
}

async function serve(node: FakeNode, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const rpc: RpcRequest = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
  node.asked.push(rpc.method);
  let body: unknown;
  try {
    const result = node.answers[rpc.method]?.(rpc, response);
    if (result === handled) return;
    if (result === undefined) throw new FakeRpcError(-32601, 'Method not found');
    body = { jsonrpc: '2.0', id: rpc.id, result };
  } catch (error) {
    if (!(error instanceof FakeRpcError)) throw error;
    body = { jsonrpc: '2.0', id: rpc.id, error: { code: error.code, message: error.message } };
  }
  writeJson(response, body);
}

export function writeJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
