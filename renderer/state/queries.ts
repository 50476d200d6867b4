import { type Query, QueryClient } from '@tanstack/react-query';
import type { Channel } from '../../electron/contract/contract.ts';
import type { Topic } from '../../electron/contract/topics.ts';
import type { Answer, Problem } from './call.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { readonly topics?: readonly Topic[] };
  }
}

/** A refusal on its way through the query library, which knows failures as errors. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The value of an answer; throws {@link Refused}. */
export function settledValue<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Refused(answer.problem);
}

/** Why a query failed; null where it did not. */
export function problemOf(error: unknown): Problem | null {
  if (error === null || error === undefined) return null;
  return error instanceof Refused
    ? error.problem
    : { code: 'internal-error', message: error instanceof Error ? error.message : String(error) };
}

/** How long what nobody looks at any more stays in memory, milliseconds. Nothing is ever written to a disk. */
const KEPT_MS = 30_000;

/** All that screens have read. It is read again when main says that it has changed, and at no other time. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEPT_MS,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
    },
  },
});

/** Forgets what was read of a treasury that is open no more: nothing of it is ever shown as part of another one. */
export function forgetTreasury(): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'app.read' });
}

/** Read by nobody in particular: it stays while nobody is signed in. */
const seenByAll: ReadonlySet<unknown> = new Set(['app.read', 'ceremony.read']);

/** Forgets what only officers may see: nobody is signed in any more. */
export function forgetSeen(): void {
  queries.removeQueries({ predicate: ({ queryKey }) => !seenByAll.has(queryKey[0]) });
}

/** Reads again what screens show of a channel, and waits until they have it. */
export const shownAgain = (channel: Channel): Promise<void> =>
  queries.refetchQueries({ queryKey: [channel], type: 'active' });

/** What changed while it was being read: it is read once more after that. */
const changedMeanwhile = new Set<string>();

/** Reads again what rests on one of these topics; a reading under way is followed by one more, never by two. */
export function readAgain(topics: ReadonlySet<Topic>): void {
  for (const query of queries.getQueryCache().getAll()) {
    if (!(query.meta?.topics ?? []).some((topic) => topics.has(topic))) continue;
    if (query.state.fetchStatus === 'fetching') changedMeanwhile.add(query.queryHash);
    else refresh(query);
  }
}

queries.getQueryCache().subscribe(({ type, query }) => {
  if (type !== 'updated' || query.state.fetchStatus !== 'idle') return;
  if (changedMeanwhile.delete(query.queryHash)) refresh(query);
});

function refresh(query: Query): void {
  const filter = { queryKey: query.queryKey, exact: true };
  void queries.invalidateQueries(filter, { cancelRefetch: false });
}
