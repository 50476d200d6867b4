import * as v from 'valibot';

/** Where money lives: the kind of chain, and one instance of it, e.g. `iota:mainnet`. */
export type NetworkId = string;

/** A network and the chain it was opened on: transaction bytes carry no chain id, so everything around them must. */
export interface NetworkIdentity {
  readonly id: NetworkId;
  /** What tells this chain from any other of its kind, in the chain's own form (its genesis digest, or a part of it). */
  readonly genesis: string;
}

export const networkIdSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z]+:[a-z0-9-]{1,32}$/, 'expected a network such as iota:mainnet'),
);

export const networkSchema = v.strictObject({
  id: networkIdSchema,
  genesis: v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{8,90}$/, 'expected 8 to 90 letters and digits')),
});

/** The kind of chain that a network is an instance of: `iota` of `iota:mainnet`. */
export const chainKindOf = (id: NetworkId): string => id.slice(0, id.indexOf(':'));

/** Whether a network is for play money only. */
export const isPractice = (id: NetworkId): boolean => id.endsWith(':practice');

/** Whether two are one network: the same id on the same genesis. */
export const sameNetwork = (a: NetworkIdentity, b: NetworkIdentity): boolean =>
  a.id === b.id && a.genesis === b.genesis;
