import { ok, type Result, refuse } from '../core/result.ts';

/** The Electron release that `package.json` declares; a test compares the two. */
export const declaredElectron = '45.3.4';

/** The file that the start script lays beside a community repack of Electron. */
export const evaluationMark = 'sallyport-evaluation';

/** On what the console runs. Only `official` may touch networks with real money. */
export interface Runtime {
  readonly kind: 'official' | 'evaluation';
  readonly electron: string;
}

export interface RuntimeFacts {
  /** `process.versions.electron`. */
  readonly electron: string;
  readonly packaged: boolean;
  /** Whether the mark of a community repack lies beside the running binary. */
  readonly marked: boolean;
}

/**
 * Judges the running Electron. A package is official or it does not start: `runtime-practice-only`. An unpackaged run
 * on anything but the declared release is an evaluation, for practice networks only.
 */
export function decideRuntime({ electron, packaged, marked }: RuntimeFacts): Result<Runtime> {
  const official = electron === declaredElectron && !marked;
  if (official) return ok({ kind: 'official', electron });
  if (packaged) {
    return refuse(
      'runtime-practice-only',
      `expected a package with Electron ${declaredElectron}, got ${electron}`,
    );
  }
  return ok({ kind: 'evaluation', electron });
}
