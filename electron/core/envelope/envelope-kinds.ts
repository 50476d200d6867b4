/** What envelopes carry. Each kind has a file in `kinds/`. */
export const envelopeKinds = [
  'treasury',
  'proposals',
  'replies',
  'status',
  'officer-card',
  'address-list',
  'message',
] as const;
export type EnvelopeKind = (typeof envelopeKinds)[number];
