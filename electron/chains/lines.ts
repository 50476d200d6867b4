import { chainKindOf, type NetworkId } from '../core/network-id.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { connectIota } from './iota/online/iota-line.ts';
import type { ConnectLine, Line, LineOptions } from './line.ts';

/** Finds the online half of a chain. Imported by stations only: processes with keys have no online half. */
export interface LineRegistry {
  /** Refuses `chain-unknown`. Nothing is sent before the line's first call. */
  connect(options: LineOptions): Result<Line>;
}

/**
 * Makes a registry of online halves.
 * @param lines by the kind of chain, e.g. `iota`
 */
export function createLines(lines: Readonly<Record<string, ConnectLine>>): LineRegistry {
  return {
    connect(options) {
      const connect = Object.hasOwn(lines, chainKindOf(options.network))
        ? lines[chainKindOf(options.network)]
        : undefined;
      return connect ? ok(connect(options)) : unknown(options.network);
    },
  };
}

const unknown = (network: NetworkId) =>
  refuse('chain-unknown', `expected a network that this program can reach, got ${network}`);

/** The online halves of this program: a line each. */
export const productLines = createLines({ iota: connectIota });
