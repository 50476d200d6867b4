import { type ComponentType, useSyncExternalStore } from 'react';
import { Starting } from './starting.tsx';

/** A part of the window whose code is read later than the first screen's. */
export interface Later<P> {
  readonly Part: ComponentType<P>;
  /** Reads the code now, so that the part is there at once when it is needed. */
  readonly prepare: () => void;
}

/**
 * A part whose code is read when it is first shown, or before that by `prepare`. It appears in the very picture in which its
 * code is there; `React.lazy` would hold it back for up to a third of a second.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let state: { readonly part: ComponentType<P> } | { readonly failed: unknown } | null = null;
  let loading = false;
  const listeners = new Set<() => void>();
  const settle = (next: NonNullable<typeof state>) => {
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const prepare = () => {
    if (loading) return;
    loading = true;
    load().then(
      (part) => settle({ part }),
      (failed: unknown) => settle({ failed }),
    );
  };
  const subscribe = (listener: () => void) => {
    prepare();
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  function Part(props: P) {
    const known = useSyncExternalStore(subscribe, () => state);
    if (known === null) return <Starting />;
    if ('failed' in known) throw known.failed;
    return <known.part {...props} />;
  }
  return { Part, prepare };
}
