import type { Movement } from '../../books/rows.ts';
import { amountOf } from '../../core/amount.ts';
import {
  type MovementKind,
  REQUEST_LIFETIME_MS,
  type RequestStatement,
  type SignedRequest,
} from '../../core/proposal/request.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { asOfficer, type OfficerSession, signedActor } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { refuseTooEarly } from './requests-from.ts';

/** What a maker asks for, checked. */
export interface NewRequest {
  readonly kind: Extract<MovementKind, 'withdrawal' | 'sweep' | 'cancellation'>;
  readonly vaultId: string;
  readonly source: string | null;
  readonly recipient: string;
  readonly units: bigint;
  readonly memo: string | null;
  readonly reference: string;
  /** The movement that a cancellation voids, and the digest of its bytes. */
  readonly cancels?: { readonly movement: Movement; readonly digest: string };
}

const entryKinds = {
  withdrawal: 'withdrawal-requested',
  sweep: 'sweep-requested',
  cancellation: 'cancellation-requested',
} as const;

export type RequestParts = Pick<
  Station,
  'treasury' | 'policy' | 'chain' | 'recorder' | 'hold' | 'keys' | 'effects'
>;

/** Has the maker sign what they ask for. */
export async function signRequest(
  { treasury, policy, chain }: Pick<RequestParts, 'treasury' | 'policy' | 'chain'>,
  maker: OfficerSession,
  {
    units,
    cancels,
    ...asked
  }: Pick<
    RequestStatement,
    'kind' | 'id' | 'vaultId' | 'source' | 'recipient' | 'memo' | 'reference' | 'createdAt' | 'expiresAt'
  > & { readonly units: bigint; readonly cancels?: string },
): Promise<Result<SignedRequest>> {
  const statement: RequestStatement = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    actor: signedActor(asOfficer(maker), treasury.key.stationId),
    ...asked,
    amount: amountOf(units, chain.asset),
    ...(cancels === undefined ? {} : { cancels }),
  };
  const signed = await maker.signer.ask('sign-statement', { kind: 'request', statement });
  return signed.ok ? ok({ statement, signature: signed.value.signature }) : signed;
}

/** Has the maker sign a request and queues it, journaled, in one step. Refuses `request-too-early`, see {@link refuseTooEarly}. */
export async function recordRequest(
  station: RequestParts,
  maker: OfficerSession,
  request: NewRequest,
): Promise<Result<{ id: string }>> {
  const { recorder, effects } = station;
  const actor = asOfficer(maker);
  const now = effects.now();
  const inTime = refuseTooEarly(station, request.vaultId, now);
  if (!inTime.ok) return inTime;
  const { cancels, ...asked } = request;
  const signed = await signRequest(station, maker, {
    ...asked,
    id: effects.uuid(),
    ...(cancels ? { cancels: cancels.digest } : {}),
    createdAt: now,
    expiresAt: now + REQUEST_LIFETIME_MS,
  });
  if (!signed.ok) return signed;
  const { statement } = signed.value;
  const cancelled = request.cancels?.movement;
  const recorded = await decideAndCommit(
    recorder,
    async () => ok(undefined),
    (): Result<Decision<{ id: string }>> =>
      ok({
        expects: [
          { of: 'movement', id: statement.id, version: 0 },
          ...(cancelled ? [{ of: 'movement', id: cancelled.id, version: cancelled.version } as const] : []),
        ],
        // Whoever is about to send it decides again, and finds the cancellation.
        facts: cancelled ? [{ kind: 'movement-problem', id: cancelled.id, problem: cancelled.problem }] : [],
        entries: [
          {
            kind: entryKinds[request.kind],
            actor,
            documents: [{ kind: 'request', document: signed.value }],
            body: { movementId: statement.id },
          },
        ],
        answer: { id: statement.id },
      }),
  );
  effects.notify(['app', 'movements', 'journal']);
  return recorded;
}

/** Refuses `role-missing` for an officer who is no maker. */
export function requireMaker({ officer }: OfficerSession): Result<void> {
  return officer.roles.includes('maker')
    ? ok(undefined)
    : refuse('role-missing', `${officer.name} is not a maker`);
}
