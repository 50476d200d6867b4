import { expect, it, vi } from 'vitest';
import type { NodeView } from '../../../electron/contract/node.ts';
import { followEndpoints } from '../../../electron/stations/follow-endpoints.ts';

const away = (name: string): NodeView['problem'] => ({ code: 'node-unreachable', message: name });

/** A follower on endpoints of which some are dead, gone through in turn. */
function worldOf(names: readonly string[], dead: Set<string>) {
  const world = { at: 0, looked: [] as string[], problem: null as NodeView['problem'] };
  const present = () => names[world.at] ?? '';
  const changed = vi.fn();
  const followed = followEndpoints(
    {
      changed,
      view: () => ({ problem: world.problem }),
      look: async () => {
        world.looked.push(present());
        world.problem = dead.has(present()) ? away(present()) : null;
      },
    },
    {
      endpoints: () => names.length,
      looked: async (problem) => {
        if (problem === null || names.length === 1) return false;
        world.at = (world.at + 1) % names.length;
        return true;
      },
    },
  );
  return { world, followed, changed };
}

it('one look goes on with the next endpoint, and ends with the first that is well', async () => {
  const { world, followed, changed } = worldOf(['a', 'b', 'c'], new Set(['a']));
  await followed.look();
  expect(world.looked).toEqual(['a', 'b']);
  expect(followed.view().problem).toBeNull();
  expect(changed.mock.calls).toEqual([[{ afterFailure: true }]]);
});

it('where every endpoint is dead, a look asks each once, and the problem stays to be seen and waited for', async () => {
  const { world, followed, changed } = worldOf(['a', 'b'], new Set(['a', 'b']));
  await followed.look();
  expect(world.looked).toEqual(['a', 'b']);
  expect(followed.view().problem).toEqual(away('b'));
  expect(changed).toHaveBeenCalledOnce();
});

it('the look after that tells the follower first that another endpoint is behind the line', async () => {
  const dead = new Set(['a', 'b']);
  const { world, followed, changed } = worldOf(['a', 'b'], dead);
  await followed.look();
  dead.clear();
  await followed.look();
  expect(world.looked).toEqual(['a', 'b', 'a']);
  expect(changed).toHaveBeenCalledTimes(2);
  expect(followed.view().problem).toBeNull();
});

it('an endpoint that is alone is looked at once', async () => {
  const { world, followed, changed } = worldOf(['a'], new Set(['a']));
  await followed.look();
  expect(world.looked).toEqual(['a']);
  expect(changed).not.toHaveBeenCalled();
});
