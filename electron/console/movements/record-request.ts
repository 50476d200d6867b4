import type { Books } from '../../books/books.ts';
import type { Movement } from '../../books/rows.ts';
import { amountOf } from '../../core/amount.ts';
import type { Version } from '../../core/projection/version.ts';
import {
  type MovementKind,
  REQUEST_LIFETIME_MS,
  type RequestStatement,
  type SignedRequest,
} from '../../core/proposal/request.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, asOfficer, type OfficerSession, signedActor } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { findRepeated, requireNamed, requireOwnExternalId } from './repeated.ts';
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
  /** Of a withdrawal: the earlier payment that its maker says it is meant beside. */
  readonly repeats?: string;
  /** Of a withdrawal: the recipient of the address book that it pays. */
  readonly bookEntry?: string;
  /** Of a withdrawal: what a program calls it. */
  readonly externalId?: string;
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
> & { readonly books: { readonly movements: Pick<Books['movements'], 'askedOf' | 'ofExternalId'> } };

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
    | 'kind'
    | 'id'
    | 'vaultId'
    | 'source'
    | 'recipient'
    | 'memo'
    | 'reference'
    | 'repeats'
    | 'bookEntry'
    | 'externalId'
    | 'createdAt'
    | 'expiresAt'
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

/**
 * Has the maker sign a request and queues it, journaled, in one step. Refuses `request-too-early`, see {@link refuseTooEarly};
 * a withdrawal also as {@link requireNamed} and {@link requireOwnExternalId} do.
 */
export async function recordRequest(
  station: RequestParts,
  maker: OfficerSession,
  request: NewRequest,
): Promise<Result<{ id: string }>> {
  const { recorder, effects } = station;
  const inTime = refuseTooEarly(station, request.vaultId, effects.now());
  if (!inTime.ok) return inTime;
  const recorded = await decideAndCommit(
    recorder,
    () => gather(station, maker, request),
    (facts) => decideRequest(asOfficer(maker), request, facts),
  );
  effects.notify(['app', 'movements', 'journal']);
  return recorded;
}

interface Facts {
  readonly signed: SignedRequest;
  /** What it rests on besides the movement that it makes. */
  readonly expects: readonly Version[];
}

async function gather(
  station: RequestParts,
  maker: OfficerSession,
  { cancels, repeats, ...asked }: NewRequest,
): Promise<Result<Facts>> {
  const { effects } = station;
  const now = effects.now();
  const alone =
    asked.kind === 'withdrawal'
      ? await standsAlone(station, { ...asked, repeats, now })
      : ok({ expects: [] });
  if (!alone.ok) return alone;
  const { expects, ...named } = alone.value;
  const signed = await signRequest(station, maker, {
    ...asked,
    ...named,
    id: effects.uuid(),
    ...(cancels ? { cancels: cancels.digest } : {}),
    createdAt: now,
    expiresAt: now + REQUEST_LIFETIME_MS,
  });
  return signed.ok ? ok({ signed: signed.value, expects }) : signed;
}

/**
 * Whether a withdrawal repeats nothing, or its maker has named what it repeats.
 * @returns what the request names of it: nothing where it repeats nothing any more
 */
async function standsAlone(
  station: RequestParts,
  {
    recipient,
    units,
    reference,
    repeats,
    externalId,
    now,
  }: Omit<NewRequest, 'cancels' | 'repeats'> & {
    readonly repeats: string | undefined;
    readonly now: number;
  },
): Promise<Result<{ readonly expects: readonly Version[]; readonly repeats?: string }>> {
  const free = await requireOwnExternalId(station, { ...(externalId === undefined ? {} : { externalId }) });
  if (!free.ok) return free;
  const found = await findRepeated(station, { id: null, recipient, units, reference, createdAt: now });
  const named = requireNamed(found, repeats);
  if (!named.ok) return named;
  const [newest] = found.earlier;
  return ok({
    expects: [
      { of: 'payments', recipient, units, version: found.newest },
      ...(externalId === undefined ? [] : [{ of: 'external-id', id: externalId, version: 0 } as const]),
    ],
    ...(newest === undefined ? {} : { repeats: newest.id }),
  });
}

/** Pure: the entry of a request. */
function decideRequest(
  actor: Actor,
  { kind, cancels }: NewRequest,
  { signed, expects }: Facts,
): Result<Decision<{ id: string }>> {
  const { id } = signed.statement;
  const cancelled = cancels?.movement;
  return ok({
    expects: [
      { of: 'movement', id, version: 0 },
      ...expects,
      ...(cancelled ? [{ of: 'movement', id: cancelled.id, version: cancelled.version } as const] : []),
    ],
    // Whoever is about to send it decides again, and finds the cancellation.
    facts: cancelled ? [{ kind: 'movement-problem', id: cancelled.id, problem: cancelled.problem }] : [],
    entries: [
      {
        kind: entryKinds[kind],
        actor,
        documents: [{ kind: 'request', document: signed }],
        body: { movementId: id },
      },
    ],
    answer: { id },
  });
}

/** Refuses `role-missing` for an officer who is no maker. */
export function requireMaker({ officer }: OfficerSession): Result<void> {
  return officer.roles.includes('maker')
    ? ok(undefined)
    : refuse('role-missing', `${officer.name} is not a maker`);
}
