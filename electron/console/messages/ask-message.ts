import { checkMessage, messageRule } from '../../core/message/check-message.ts';
import { MESSAGE_LIFETIME_MS, type MessageStatement, messageDigest } from '../../core/message/message.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { type Actor, requireOfficer, signedActor } from '../actor.ts';
import { refuseTooEarly } from '../movements/requests-from.ts';
import type { Station } from '../station.ts';
import { stationRole } from '../treasury/station-role.ts';

type AskParts = Pick<
  Station,
  'treasury' | 'hold' | 'line' | 'check' | 'recorder' | 'policy' | 'attested' | 'chain' | 'keys' | 'effects'
>;

/**
 * A maker asks that an address of a vault signs a text. Nothing is signed by it but the request.
 * @param asked the address as typed; the text as it was given
 * @returns refuses what an address's form refuses, `message-unsupported`, `message-other-address` for an address that the vault has
 * not signed, `request-too-early`, and as `checkMessage` and `messageRule` do
 */
export async function askMessage(
  station: AskParts,
  actor: Actor,
  asked: { readonly vaultId: string; readonly address: string; readonly text: string },
): Promise<Result<{ readonly digest: string }>> {
  const { treasury, policy, chain, recorder, effects } = station;
  const maker = requireOfficer(actor);
  if (!maker.ok) return maker;
  if (chain.messages === null) return refuse('message-unsupported', 'this chain signs no messages');
  if (stationRole(station) === 'officer') return refuse('vault-unknown', 'this desk has no vault');
  const checked = await station.check.settled();
  if (!checked.ok) return checked;
  const address = chain.address.parse(asked.address);
  if (!address.ok) return address;
  const known = await station.attested.known([address.value]);
  const own = known.find(({ vaultId }) => vaultId === asked.vaultId);
  if (!own) return refuse('message-other-address', `${address.value} is not an address of this vault`);
  const createdAt = effects.now();
  const inTime = refuseTooEarly(station, asked.vaultId, createdAt);
  if (!inTime.ok) return inTime;
  const statement: MessageStatement = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    actor: signedActor(actor, treasury.key.stationId),
    id: effects.uuid(),
    vaultId: asked.vaultId,
    address: address.value,
    path: own.path,
    text: asked.text,
    createdAt,
    expiresAt: createdAt + MESSAGE_LIFETIME_MS,
  };
  const rule = messageRule(policy.present(), asked.vaultId);
  if (!rule.ok) return rule;
  const signed = await maker.value.signer.ask('sign-statement', { kind: 'message', statement });
  if (!signed.ok) return signed;
  const message = { statement, signature: signed.value.signature };
  const fits = checkMessage(message, policy.present(), verifySignature);
  if (!fits.ok) return fits;
  const digest = messageDigest(statement);
  const recorded = await recorder.commit({
    expects: [],
    entries: [
      {
        kind: 'message-asked',
        actor,
        documents: [{ kind: 'message', document: message }],
        body: { message: digest, vaultId: asked.vaultId },
      },
    ],
    answer: { digest },
  });
  if (recorded.ok) effects.notify(['app', 'movements', 'journal']);
  return recorded.ok ? ok({ digest }) : recorded;
}
