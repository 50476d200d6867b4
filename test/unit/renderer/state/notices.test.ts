import { beforeEach, expect, it, vi } from 'vitest';
import { noteGood, noteProblem, noteWarning, useNotices } from '../../../../renderer/state/notices.ts';

beforeEach(() => {
  vi.useFakeTimers();
  useNotices.setState({ list: [] });
  return () => vi.useRealTimers();
});

const titles = () =>
  useNotices.getState().list.map((notice) => ('title' in notice ? notice.title : notice.tone));

it('a success takes the place of the one before, and of no warning and no failure', () => {
  noteGood('Signed in');
  noteWarning('The clock', 'is wrong');
  noteProblem({ code: 'vault-locked', message: 'locked' });
  noteGood('Approved');
  expect(titles()).toEqual(['The clock', 'bad', 'Approved']);
});

it('a success goes by itself, and not before its own time because of one that it replaced', () => {
  noteGood('Signed in');
  vi.advanceTimersByTime(4_000);
  noteGood('Approved');
  vi.advanceTimersByTime(4_000);
  expect(titles()).toEqual(['Approved']);
  vi.advanceTimersByTime(2_000);
  expect(titles()).toEqual([]);
});
