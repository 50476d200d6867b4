import { create } from 'zustand';
import type { Problem } from './call.ts';

/** A short message about the outcome of something just done. */
export type Notice =
  | { readonly id: number; readonly tone: 'good'; readonly title: string; readonly detail: string | null }
  | { readonly id: number; readonly tone: 'warn'; readonly title: string; readonly detail: string }
  | { readonly id: number; readonly tone: 'bad'; readonly problem: Problem };

interface Notices {
  readonly list: readonly Notice[];
  readonly dismiss: (id: number) => void;
}

const GOOD_MS = 5_000;
const MOST = 4;
let lastId = 0;

export const useNotices = create<Notices>((set) => ({
  list: [],
  dismiss: (id) => set((before) => ({ list: before.list.filter((notice) => notice.id !== id) })),
}));

function add(notice: Notice): void {
  useNotices.setState((before) => ({ list: [...before.list, notice].slice(-MOST) }));
}

/** Tells of a success, in place of the one before: two have no room beside the screens. It goes by itself. */
export function noteGood(title: string, detail: string | null = null): void {
  lastId += 1;
  const id = lastId;
  useNotices.setState(({ list }) => ({ list: list.filter(({ tone }) => tone !== 'good') }));
  add({ id, tone: 'good', title, detail });
  setTimeout(() => useNotices.getState().dismiss(id), GOOD_MS);
}

/** Takes back what was told of successes, but for one title: customers may be named in it. */
export function forgetGood(but: string): void {
  const stays = (notice: Notice) => notice.tone !== 'good' || notice.title === but;
  useNotices.setState((before) => ({ list: before.list.filter(stays) }));
}

/** Tells of something that must not be overlooked; it stays until it is dismissed. */
export function noteWarning(title: string, detail: string): void {
  lastId += 1;
  add({ id: lastId, tone: 'warn', title, detail });
}

/** Tells of a failure; it stays until it is dismissed. */
export function noteProblem(problem: Problem): void {
  lastId += 1;
  add({ id: lastId, tone: 'bad', problem });
}
