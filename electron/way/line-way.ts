import type { ProxyLogin } from '../core/way.ts';

/** How a line reaches its node: a treasury's way with what only this station knows. Plain data. */
export interface LineWay {
  /** Every connection that leaves this computer goes through it, by CONNECT; null: directly. */
  readonly proxy: { readonly url: string; readonly login: ProxyLogin | null } | null;
  /** See `Way.authorities`. */
  readonly authorities: readonly string[];
}

/** Directly, trusting the public authorities that the program brings. */
export const DIRECT: LineWay = { proxy: null, authorities: [] };

/** What lines use of the `fetch` of the web. */
export type Fetch = (
  url: string,
  init: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly signal?: AbortSignal;
    readonly redirect?: 'manual';
  },
) => Promise<Response>;
