import { documentOf, documentsOf } from '../journal/documents.ts';
import type { TypedEntry } from '../journal/journal-entry.ts';
import type { Change } from './change.ts';

/** A proposal out of an envelope: its movement is made where it is not known, and has these bytes from here on. */
export function received({
  at,
  body,
  documents,
}: Extract<TypedEntry, { readonly kind: 'proposal-received' }>): readonly Change[] {
  const { movementId, known, mandate, digest, viewDigest, digestText, ruleId, approvalsNeeded, reached } =
    body;
  const proposal = documentOf(documents, 'proposal');
  if (!proposal) return [];
  const lastEpoch = body.lastEpoch === null ? null : BigInt(body.lastEpoch);
  const bytes: readonly Change[] = [
    { kind: 'proposal-added', movementId, proposal, digest, viewDigest, digestText, lastEpoch },
    { kind: 'movement-ruled', id: movementId, ruleId, approvalsNeeded },
    { kind: 'movement-moved', id: movementId, to: 'proposed', at },
  ];
  const before: readonly Change[] =
    known === undefined
      ? [
          ...documentsOf(documents, 'request').map(
            (request) => ({ kind: 'movement-added', request }) as const,
          ),
          ...bytes,
        ]
      : known === 'bytes'
        ? []
        : [{ kind: 'approvals-voided', movementId }, { kind: 'proposal-dropped', movementId }, ...bytes];
  return [
    ...before,
    ...(mandate === undefined ? [] : [{ kind: 'movement-mandated', id: movementId, mandate } as const]),
    ...documentsOf(documents, 'approval').map(
      (approval) => ({ kind: 'approval-added', movementId, approval, at }) as const,
    ),
    ...(reached ? [{ kind: 'movement-moved', id: movementId, to: 'approved', at } as const] : []),
  ];
}
