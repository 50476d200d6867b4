import { tmpdir } from 'node:os';
import { nodeEffects } from '../node-effects.ts';
import { PortServer } from '../port.ts';
import { Ceremony, type CeremonyEffects } from './ceremony.ts';
import { ceremonyProtocol } from './protocol.ts';

/** The process of one ceremony, before its port is known. */
export function ceremonyServer(
  effects: CeremonyEffects = { ...nodeEffects, temporaryFolder: tmpdir() },
): PortServer<typeof ceremonyProtocol> {
  const ceremony = new Ceremony(effects);
  return new PortServer(
    ceremonyProtocol,
    {
      draw: (request) => ceremony.draw(request),
      take: (request) => ceremony.take(request),
      'take-file': (request) => ceremony.takeFile(request),
      show: (request) => ceremony.show(request),
      check: (request) => ceremony.check(request),
      split: (request) => ceremony.split(request),
      'show-share': (request) => ceremony.showShare(request),
      'check-share': (request) => ceremony.checkShare(request),
      rehearse: (request) => ceremony.rehearse(request),
      addresses: (request) => ceremony.addresses(request),
      'former-addresses': (request) => ceremony.formerAddresses(request),
      write: (request) => ceremony.write(request),
    },
    () => ceremony.close(),
  );
}
