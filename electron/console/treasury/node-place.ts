import { PLAIN_WAY, sameWay, type Way } from '../../core/way.ts';
import type { TreasuryFile } from './treasury-folder.ts';

/** Where a treasury's node is, as `treasury.json` has it. */
export type NodePlace = TreasuryFile['node'];

/** All that a treasury's officers choose of its line, and its journal has. */
export interface LinePlace {
  /** Endpoints in their order; null for the own practice node. */
  readonly endpoints: readonly string[] | null;
  /** The historical store; null for none. */
  readonly history: string | null;
  readonly way: Way;
}

/** The practice node that a desk ran itself, or runs; undefined where it never did. */
export function ownNodeOf(node: NodePlace) {
  if (node.kind === 'none') return undefined;
  return node.kind === 'url' ? node.own : { seed: node.seed, checkpointMs: node.checkpointMs };
}

/** The addresses as the journal has them, in the order in which they are tried; null for the own practice node. */
export const endpointsOf = (node: NodePlace): readonly string[] | null =>
  node.kind === 'url' ? [node.url, ...(node.others ?? [])] : null;

/** Where old checkpoints are that nodes have thrown away; null where no such place is known. */
export const historyOf = (node: NodePlace): string | null =>
  node.kind === 'url' ? (node.history ?? null) : null;

/** How the endpoints are reached. */
export const wayOf = (file: Pick<TreasuryFile, 'way'>): Way => file.way ?? PLAIN_WAY;

export const linePlaceOf = (file: TreasuryFile): LinePlace => ({
  endpoints: endpointsOf(file.node),
  history: historyOf(file.node),
  way: wayOf(file),
});

/** Every address that a treasury's line may connect to. */
export const addressesOf = ({ endpoints, history, way }: LinePlace): readonly string[] => [
  ...(endpoints ?? []),
  ...(history === null ? [] : [history]),
  ...(way.proxy === null ? [] : [way.proxy]),
];

/** Whether two lists are the same, in the same order. */
export const sameEndpoints = (a: readonly string[] | null, b: readonly string[] | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export const samePlace = (a: LinePlace, b: LinePlace): boolean =>
  sameEndpoints(a.endpoints, b.endpoints) && a.history === b.history && sameWay(a.way, b.way);

/** `treasury.json` after a change; undefined where there is no own node to go back to. */
export function fileAfter(
  { way: _, ...file }: TreasuryFile,
  { endpoints, history, way }: LinePlace,
): TreasuryFile | undefined {
  const own = ownNodeOf(file.node);
  const kept = sameWay(way, PLAIN_WAY) ? {} : { way: { ...way, authorities: [...way.authorities] } };
  const [url, ...others] = endpoints ?? [];
  if (url === undefined) {
    return own && { ...file, ...kept, node: { kind: 'embedded', ...own } };
  }
  return {
    ...file,
    ...kept,
    node: {
      kind: 'url',
      url,
      ...(others.length > 0 ? { others } : {}),
      ...(history === null ? {} : { history }),
      ...(own ? { own } : {}),
    },
  };
}
