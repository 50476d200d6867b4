import type { NodeView } from '../contract/node.ts';

interface Follower {
  look(): Promise<void>;
  changed(how: { readonly afterFailure: boolean }): void;
  view(): Pick<NodeView, 'problem'>;
}

interface Node {
  /** See `DeskNode.looked`. */
  looked(problem: NodeView['problem']): Promise<boolean>;
  /** How many endpoints it has. */
  endpoints(): number;
}

/**
 * A follower whose looks go on with the next endpoint where one fails, each of them once. Where all of them fail, the problem
 * stays to be seen and waited for: the next look goes on with the endpoint that rests least.
 */
export function followEndpoints(follower: Follower, node: Node): Pick<Follower, 'look' | 'view'> {
  let running: Promise<void> | null = null;
  /** Another endpoint is behind the line, and the follower was not told. */
  let moved = false;
  const look = async (): Promise<void> => {
    for (let left = node.endpoints(); left > 0; left--) {
      if (moved) follower.changed({ afterFailure: true });
      moved = false;
      await follower.look();
      moved = await node.looked(follower.view().problem);
      if (!moved) return;
    }
  };
  return {
    view: () => follower.view(),
    look() {
      running ??= look().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
