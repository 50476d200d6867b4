import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { Code } from '@connectrpc/connect';
import type { FaultKind, MetFaults } from '../faults.ts';
import type { ServiceContext } from './service-context.ts';

/**
 * What happens to a call before its service sees it.
 * @returns whether the service is to answer
 */
export async function meetFaults(
  met: MetFaults,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
  { crash }: ServiceContext,
): Promise<boolean> {
  const has = (kind: FaultKind) => met.has(kind);
  const delay = met.get('delay');
  if (delay) await sleep(delay.milliseconds ?? 1_000, undefined, { ref: false });
  if (has('crashBefore')) crash();
  if (has('drop')) request.stream.session?.destroy();
  else if (has('http429'))
    send(response, 429, { 'content-type': 'text/plain', 'retry-after': '1' }, 'Too Many Requests');
  else if (has('html'))
    send(response, 200, { 'content-type': 'text/html' }, '<!doctype html><title>Maintenance</title>');
  else if (has('resourceExhausted')) {
    const status = { 'grpc-status': String(Code.ResourceExhausted), 'grpc-message': 'too many requests' };
    send(response, 200, { 'content-type': 'application/grpc+proto', ...status }, '');
  } else if (has('hangBefore')) return false;
  // A stream stalls in its middle: its service sees to that.
  else return !has('stall') || request.url.endsWith('/StreamCheckpoints');
  return false;
}

function send(
  response: Http2ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  if (response.stream?.destroyed) return;
  response.writeHead(status, headers);
  response.end(body);
}
