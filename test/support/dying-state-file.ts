import { MemoryStateFile } from './signer-fixture.ts';

/** A state file whose process dies at its n-th writing, in the middle of it. */
export class DyingStateFile extends MemoryStateFile {
  dieAfter = Number.POSITIVE_INFINITY;
  part = 0;

  override async write(bytes: Uint8Array): Promise<void> {
    // The whole old or the whole new file: a name is given in one step.
    if (this.dieAfter-- <= 0) {
      if (this.part > 0.5) await super.write(bytes);
      throw new Error('killed');
    }
    await super.write(bytes);
  }

  override async append(...[frame, end]: Parameters<MemoryStateFile['append']>) {
    if (this.dieAfter-- > 0) return super.append(frame, end);
    await super.append(frame.subarray(0, Math.floor(frame.length * this.part)), end);
    throw new Error('killed');
  }
}
