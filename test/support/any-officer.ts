import { type Actor, asOfficer } from '../../electron/console/actor.ts';
import { keyFileOf } from '../../electron/console/officers/open-officer.ts';
import type { Station } from '../../electron/console/station.ts';
import { SignerClient } from '../../electron/signer/client.ts';
import { nodeEffects } from '../../electron/signer/node-effects.ts';
import { Signer } from '../../electron/signer/serve.ts';
import type { SignerTransport } from '../../electron/signer/transport.ts';
import { must, utf8 } from './treasury-steps.ts';

type OfStation = Pick<Station, 'treasury' | 'policy'>;

const known = new WeakMap<object, Promise<Actor>>();

/**
 * An officer who acts where a test does not care who: the last of the policy, whose key is open beside the
 * station, which knows nothing of them. Nothing of it is journaled but what they do.
 */
export function anyOfficer(station: OfStation): Promise<Actor> {
  const actor = known.get(station) ?? openBeside(station);
  known.set(station, actor);
  return actor;
}

async function openBeside(station: OfStation): Promise<Actor> {
  const officer = station.policy.present().officers.at(-1);
  if (!officer) throw new Error('there is no officer');
  const password = utf8(station.treasury.file().practicePassword ?? '');
  const { request } = must(keyFileOf(station, { officerId: officer.id, password }));
  const signer = new SignerClient(signerHere());
  await endWithTest(() => signer.kill());
  must(await signer.ask('open', request));
  return asOfficer({ officer, signer });
}

/** A signer in this very process, for a key that no test is about: a process takes longer to start than to sign. */
function signerHere(): SignerTransport {
  const signer = new Signer(nodeEffects);
  const listeners: ((message: unknown) => void)[] = [];
  const exits: (() => void)[] = [];
  return {
    send: async (message) => {
      const answer = await signer.answer(structuredClone(message));
      if (answer) for (const listener of listeners) listener(answer);
    },
    onMessage: (listener) => void listeners.push(listener),
    onExit: (listener) => void exits.push(listener),
    kill: () => {
      for (const exit of exits) exit();
    },
  };
}

/** Also programs that tests start and kill use this file: in them there is no test, and the signer ends with them. */
async function endWithTest(end: () => void): Promise<void> {
  if (!('__vitest_worker__' in globalThis)) return;
  const { onTestFinished } = await import('vitest');
  onTestFinished(end);
}
