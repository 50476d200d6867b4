import { amountOf } from '../../core/amount.ts';
import type { DerivationPath } from '../../core/derivation-path.ts';
import { checkMandate } from '../../core/mandate/check-mandate.ts';
import {
  MANDATE_LIFETIME_MS,
  type MandateKind,
  type MandateStatement,
  mandateDigest,
} from '../../core/mandate/mandate.ts';
import type { SignedRequest } from '../../core/proposal/request.ts';
import type { Result } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { asOfficer, type OfficerSession, signedActor } from '../actor.ts';
import { type RequestParts, signRequest } from '../movements/record-request.ts';
import { refuseTooEarly } from '../movements/requests-from.ts';

/** What a maker asks for, planned. Amounts are base units. */
export interface NewMandate {
  readonly kind: MandateKind;
  readonly vaultId: string;
  readonly destination: { readonly vaultId: string; readonly address: string };
  readonly sources: readonly {
    readonly address: string;
    readonly path: DerivationPath;
    readonly units: bigint;
    readonly feeAtMost: bigint;
  }[];
}

/**
 * Has the maker sign a mandate and a request for each of its sources, and queues all of them, journaled, in one step. Refuses
 * `request-too-early`, and what no vault would take.
 */
export async function recordMandate(
  station: RequestParts,
  maker: OfficerSession,
  { kind, vaultId, destination, sources }: NewMandate,
): Promise<Result<{ ids: string[] }>> {
  const { treasury, policy, chain, recorder, effects } = station;
  const actor = asOfficer(maker);
  const createdAt = effects.now();
  const expiresAt = createdAt + MANDATE_LIFETIME_MS;
  const inTime = refuseTooEarly(station, vaultId, createdAt);
  if (!inTime.ok) return inTime;
  const statement: MandateStatement = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    actor: signedActor(actor, treasury.key.stationId),
    kind,
    id: effects.uuid(),
    vaultId,
    destination: { ...destination },
    sources: sources.map(({ address, path, units, feeAtMost }) => ({
      requestId: effects.uuid(),
      address,
      path,
      amount: amountOf(units, chain.asset),
      feeAtMost: amountOf(feeAtMost, chain.asset),
    })),
    createdAt,
    expiresAt,
  };
  const signed = await maker.signer.ask('sign-statement', { kind: 'mandate', statement });
  if (!signed.ok) return signed;
  const mandate = { statement, signature: signed.value.signature };
  const checked = checkMandate(mandate, policy.present(), verifySignature);
  if (!checked.ok) return checked;
  const requests: SignedRequest[] = [];
  for (const { requestId: id, address: source, amount } of statement.sources) {
    const units = BigInt(amount.units);
    const asked = { kind, id, vaultId, source, recipient: destination.address, units, createdAt, expiresAt };
    const request = await signRequest(station, maker, { ...asked, memo: null, reference: '' });
    if (!request.ok) return request;
    requests.push(request.value);
  }
  const digest = mandateDigest(statement);
  const recorded = await recorder.commit({
    expects: requests.map(({ statement: { id } }) => ({ of: 'movement', id, version: 0 })),
    entries: [
      {
        kind: 'mandate-requested',
        actor,
        documents: [{ kind: 'mandate', document: mandate }],
        body: { mandate: digest, vaultId },
      },
      ...requests.map(
        (document) =>
          ({
            kind: kind === 'gather' ? 'gather-requested' : 'sweep-requested',
            actor,
            documents: [{ kind: 'request', document }],
            body: { movementId: document.statement.id, mandate: digest },
          }) as const,
      ),
    ],
    answer: { ids: requests.map(({ statement: { id } }) => id) },
  });
  effects.notify(['app', 'movements', 'journal']);
  return recorded;
}
