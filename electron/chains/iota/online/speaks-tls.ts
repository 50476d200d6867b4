import { DIRECT } from '../../../way/line-way.ts';
import { openSocketBy } from '../../../way/open-socket.ts';
import { BROKEN_OFF, isOfCertificate } from './connection-words.ts';
import { NodeFault } from './node-fault.ts';

/** A computer answers itself at once; milliseconds. */
const LONGEST_LOOK_MS = 2_000;

/**
 * The fault of a connection that was broken off, or `node-other-protocol` where TLS answers at its address, which says http: a server
 * of TLS that gets no TLS closes the connection without a word. The address is this computer's, as all of plain http are; nothing
 * is sent but the beginning of TLS.
 */
export async function asTls<Fault>(fault: Fault | NodeFault, url: string): Promise<Fault | NodeFault> {
  const isBroken =
    fault instanceof NodeFault && fault.code === 'node-unreachable' && fault.message.endsWith(BROKEN_OFF);
  if (!isBroken || !url.startsWith('http:') || !(await speaksTls(url))) return fault;
  return new NodeFault('node-other-protocol', 'expected a node at the address, got TLS where it says http');
}

async function speaksTls(url: string): Promise<boolean> {
  const open = openSocketBy(DIRECT, LONGEST_LOOK_MS);
  const { host } = new URL(url);
  const socket = await open(new URL(`https://${host.includes(':') ? host : `${host}:80`}`), 'h2');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve).once('error', reject).once('close', reject);
      AbortSignal.timeout(LONGEST_LOOK_MS).addEventListener('abort', reject);
    });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return isOfCertificate(code) || /^ERR_SSL_.*ALERT/.test(code);
  } finally {
    socket.on('error', () => {}).destroy();
  }
}
