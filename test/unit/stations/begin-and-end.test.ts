import { expect, it } from 'vitest';
import { Refused, refuse } from '../../../electron/core/result.ts';
import { inEveryCase } from '../../../electron/stations/begin-and-end.ts';

const full = () => Promise.reject(new Refused(refuse('store-full', 'the disk is full')));

it('a closing frees the folder though the disk refuses a step before', async () => {
  const done: string[] = [];
  await inEveryCase(
    full,
    () => done.push('node'),
    () => done.push('books'),
  );
  expect(done).toEqual(['node', 'books']);
});

it('a closing frees the folder though a step has a bug, which is thrown at the end', async () => {
  const done: string[] = [];
  const closing = inEveryCase(
    () => {
      throw new Error('a bug');
    },
    full,
    () => Promise.reject(new Error('another')),
    () => done.push('books'),
  );
  await expect(closing).rejects.toThrow('a bug');
  expect(done).toEqual(['books']);
});
