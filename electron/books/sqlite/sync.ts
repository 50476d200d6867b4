import type { Books } from '../books.ts';

/** The same methods without the promises: what runs inside the thread. */
export type SyncOf<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => R
    : SyncOf<T[K]>;
};

export type SyncBooks = SyncOf<Omit<Books, 'copyTo'>> & Pick<Books, 'copyTo'>;
