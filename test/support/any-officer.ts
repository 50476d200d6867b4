import { type Actor, asOfficer } from '../../electron/console/actor.ts';
import { keyFileOf } from '../../electron/console/officers/open-officer.ts';
import type { Station } from '../../electron/console/station.ts';
import { SignerClient } from '../../electron/signer/client.ts';
import { testEffects } from './test-effects.ts';
import { must, utf8 } from './treasury-steps.ts';

type OfStation = Pick<Station, 'treasury' | 'policy'>;

const known = new WeakMap<object, Promise<Actor>>();

/**
 * An officer who acts where a test does not care who: the last of the policy, whose key is open in a process of its own
 * beside the station, which knows nothing of them. Nothing of it is journaled but what they do.
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
  const signer = new SignerClient(testEffects.spawnSigner());
  await endWithTest(() => signer.kill());
  must(await signer.ask('open', request));
  return asOfficer({ officer, signer });
}

/** Also programs that tests start and kill use this file: in them there is no test, and the signer ends with them. */
async function endWithTest(end: () => void): Promise<void> {
  if (!('__vitest_worker__' in globalThis)) return;
  const { onTestFinished } = await import('vitest');
  onTestFinished(end);
}
