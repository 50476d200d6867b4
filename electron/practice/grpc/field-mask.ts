import { Code, ConnectError } from '@connectrpc/connect';

/** The fields that a mask may name, in snake case; a field without parts is null. */
export interface FieldTree {
  readonly [field: string]: FieldTree | null;
}

/** Which fields were asked for. */
export interface Selection {
  /** Whether this field, or one inside it, was asked for. */
  touches(path: string): boolean;
  /** Whether this field was asked for, by its own name, by that of what holds it, or by `*`. */
  wants(path: string): boolean;
  /** What is inside a field. */
  inside(path: string): Selection;
}

const document: FieldTree = { digest: null, bcs: null };
const object: FieldTree = { reference: { object_id: null, version: null, digest: null }, bcs: null };
const transaction: FieldTree = {
  transaction: document,
  signatures: { bcs: null },
  effects: document,
  checkpoint: null,
  timestamp: null,
  input_objects: object,
  output_objects: object,
};
const checkpoint: FieldTree = {
  sequence_number: null,
  summary: document,
  contents: document,
  signature: { bcs: null },
};

/** What each call may be asked for. What a practice node does not model is unknown to it. */
export const fields = {
  object,
  transaction,
  checkpoint: { checkpoint, transactions: transaction },
  simulation: {
    executed_transaction: transaction,
    suggested_gas_price: null,
    execution_error: null,
    execution_result: null,
  },
  info: {
    chain_id: null,
    chain: null,
    epoch: null,
    executed_checkpoint_height: null,
    executed_checkpoint_timestamp: null,
    lowest_available_checkpoint: null,
    lowest_available_checkpoint_objects: null,
    server: null,
  },
  epoch: {
    epoch: null,
    committee: null,
    first_checkpoint: null,
    last_checkpoint: null,
    start: null,
    end: null,
    reference_gas_price: null,
    protocol_config: { protocol_version: null },
    epoch_close_proof: { checkpoint, end_of_epoch_transaction_effects: document },
  },
} as const satisfies Readonly<Record<string, FieldTree>>;

/**
 * Reads a mask: a field includes what is inside it, `*` is everything, as is no mask at all.
 * @throws ConnectError INVALID_ARGUMENT for a path that is none
 */
export function readMask(
  mask: { readonly paths: readonly string[] } | undefined,
  tree: FieldTree,
): Selection {
  const paths = mask === undefined ? ['*'] : mask.paths;
  for (const path of paths) {
    if (path !== '*' && !isIn(tree, path.split('.'))) {
      throw new ConnectError(`invalid read_mask path: ${path.slice(0, 100)}`, Code.InvalidArgument);
    }
  }
  return selectionOf(paths);
}

function selectionOf(paths: readonly string[]): Selection {
  const wants = (path: string) =>
    paths.some((named) => named === '*' || named === path || path.startsWith(`${named}.`));
  return {
    wants,
    touches: (path) => wants(path) || paths.some((named) => named.startsWith(`${path}.`)),
    inside: (path) =>
      wants(path)
        ? selectionOf(['*'])
        : selectionOf(
            paths
              .filter((named) => named.startsWith(`${path}.`))
              .map((named) => named.slice(path.length + 1)),
          ),
  };
}

function isIn(tree: FieldTree, [field, ...inner]: readonly string[]): boolean {
  if (field === undefined || !Object.hasOwn(tree, field)) return false;
  const parts = tree[field];
  return inner.length === 0 || (parts !== null && parts !== undefined && isIn(parts, inner));
}
