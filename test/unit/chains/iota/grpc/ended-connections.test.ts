import { expect, it, onTestFinished } from 'vitest';
import { startChild } from '../../../../support/start-child.ts';

const program = new URL('../../../../support/grpc/ended-connections-child.ts', import.meta.url);

/** In a process of its own: what is looked for ends it, or keeps it busy for good, so that no limit of its own ends it. */
async function toldOf(what: string): Promise<readonly string[]> {
  const child = startChild(program, [what]);
  onTestFinished(() => child.kill());
  expect(await child.exited).toBe(0);
  return child.output().split('\n').filter(Boolean);
}

it('a node that asks for the end of a session in use (GOAWAY) ends neither the station nor the line: the next request is answered', async () => {
  expect(await toldOf('askedToEnd')).toEqual(['200', '200']);
});

// Connect before 2.3 looped.
it('a connection that ends with an error as it opens does not make the line spin without end', async () => {
  expect(await toldOf('endAsTheyOpen')).toEqual(['0 refused', '1 refused', '2 refused']);
});
