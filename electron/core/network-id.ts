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

/** What all proof of a network begins with: a kind, and what it is of. Each chain reads its own. */
export const trustRootSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z]{1,20}(?::[0-9A-Za-z]{8,90}){1,2}$/, 'expected a trust root'),
);

/** The kind of chain that a network is an instance of: `iota` of `iota:mainnet`. */
export const chainKindOf = (id: NetworkId): string => id.slice(0, id.indexOf(':'));

/** Whether a network is for play money only. */
export const isPractice = (id: NetworkId): boolean => id.endsWith(':practice');

/** Whether a network is somebody's own, e.g. `iota:own-harbour`. Its chain sees to it that it is no public one. */
export const isOwnNetwork = (id: NetworkId): boolean => /^[a-z]+:own-[a-z0-9-]+$/.test(id);

/** Whether two are one network: the same id on the same genesis. */
export const sameNetwork = (a: NetworkIdentity, b: NetworkIdentity): boolean =>
  a.id === b.id && a.genesis === b.genesis;
