import { expect, test } from 'vitest';
import { writeFrames } from '../../../electron/core/envelope/fountain/write-frames.ts';
import { Scan } from '../../../renderer/camera/scan.ts';
import { fc } from '../../support/fast-check.ts';
import { must } from '../../support/must.ts';
import { sampleBytes } from '../../support/sample-bytes.ts';

const message = fc.integer({ min: 1, max: 8000 }).map((length) => sampleBytes(length, length));
/** What becomes of a shown frame, each of ten equally often: six are lost in one way or another. */
const luck = fc.constantFrom(
  ...(['lost', 'lost', 'lost', 'torn', 'torn', 'foreign', 'read', 'read', 'read', 'again'] as const),
);

test('frames in any order, six of ten lost, torn or covered by foreign codes, make every envelope whole', () => {
  fc.assert(
    fc.property(
      message,
      fc.constantFrom('fine' as const, 'coarse' as const),
      fc.infiniteStream(fc.tuple(fc.integer({ min: 1, max: 100_000 }), luck)),
      (bytes, size, shown) => {
        const frames = must(writeFrames(bytes, size));
        const scan = new Scan(0);
        let useful = 0;
        for (const [number, fate] of shown) {
          if (scan.state.message !== null) break;
          const text = fate === 'foreign' ? 'https://example.org' : frames.text(number);
          if (fate === 'lost') scan.take({ kind: 'nothing' }, 0);
          else if (fate === 'torn') scan.take({ kind: 'torn' }, 0);
          else scan.take({ kind: 'text', text }, 0);
          if (fate === 'again') scan.take({ kind: 'text', text }, 0);
          if (fate === 'read' || fate === 'again') useful += 1;
          // Mixtures drawn by chance: a handful more than there are parts.
          expect(useful).toBeLessThan(2 * frames.count + 30);
        }
        expect(scan.state.message).toEqual(bytes);
      },
    ),
    { numRuns: 40 },
  );
});
