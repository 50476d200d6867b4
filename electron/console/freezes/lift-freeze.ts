import {
  checkLift,
  concerns,
  type FreezeLift,
  mayLift,
  type SignedFreezeLift,
} from '../../core/freeze/freeze.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { requireTwo } from '../officers/two-officers.ts';
import { tellVaults } from '../vaults/tell-vaults.ts';
import type { FreezingParts } from './freeze-vaults.ts';
import { type KnownFreeze, readFreezes } from './read-freezes.ts';

/**
 * Two officers lift one freeze, and no other. The journal has it first; then every open vault of it checks both signatures by its own
 * policy and seals it. A freeze that the journal has as lifted and an open vault still holds, since somebody who signed has
 * left meanwhile, is lifted again in the same way.
 * @param input.freeze its digest
 * @param input.second another officer, signed in at the same caller; null for nobody
 * @returns refuses `officer-not-signed-in`, `second-officer-needed`, `role-missing` for somebody who only looks, and `freeze-unknown`
 * for what is not in force
 */
export async function liftFreeze(
  station: FreezingParts,
  actor: Actor,
  { freeze: digest, second }: { readonly freeze: string; readonly second: Actor | null },
): Promise<Result<void>> {
  const two = requireTwo(station, { actor, second });
  if (!two.ok) return two;
  const known = await freezeInForce(station, digest);
  if (!known.ok) return known;
  const signed = await signLift(station, digest, [actor, second]);
  if (!signed.ok) return signed;
  const written = await station.recorder.commit({
    expects: [],
    entries: [
      {
        kind: 'freeze-lifted',
        actor,
        documents: [{ kind: 'freeze-lift', document: signed.value }],
        body: { freeze: digest, vaultId: known.value.freeze.vaultId },
      },
    ],
    answer: undefined,
  });
  if (written.ok) await tellVaults(station, (id) => concerns(known.value.freeze, id));
  station.effects.notify(['app', 'movements', 'journal']);
  return written;
}

/** Freezes that are in force: by the journal, or by what an open vault says that it holds. */
export async function freezesInForce(
  station: Pick<FreezingParts, 'treasury' | 'hold' | 'books' | 'policy' | 'keys'>,
) {
  const { policy, keys } = station;
  const held = new Set(policy.present().vaults.flatMap(({ id }) => keys.vaults.frozen(id)));
  return (await readFreezes(station)).filter(({ digest, lifted }) => !lifted || held.has(digest));
}

async function freezeInForce(station: FreezingParts, digest: string): Promise<Result<KnownFreeze>> {
  const known = (await freezesInForce(station)).find((each) => each.digest === digest);
  return known ? ok(known) : refuse('freeze-unknown', 'expected a freeze that is in force');
}

async function signLift(
  { treasury, policy, effects }: FreezingParts,
  freeze: string,
  by: readonly (Actor | null)[],
): Promise<Result<SignedFreezeLift>> {
  const lift: FreezeLift = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    freeze,
    liftedAt: effects.now(),
  };
  const signatures: SignedFreezeLift['signatures'] = [];
  for (const actor of by) {
    if (actor === null) continue;
    const session = requireOfficer(actor);
    if (!session.ok) return session;
    const { officer, signer } = session.value;
    if (!mayLift(officer)) return refuse('role-missing', `${officer.name} only looks, and lifts nothing`);
    const signed = await signer.ask('sign-statement', { kind: 'freeze-lift', lift });
    if (!signed.ok) return signed;
    signatures.push({ officerId: officer.id, signature: signed.value.signature });
  }
  const checked = checkLift({ lift, signatures }, policy.present(), verifySignature);
  return checked.ok ? ok({ lift, signatures }) : checked;
}
