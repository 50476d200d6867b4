import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { storedJson } from '../console/stored-json.ts';
import { type OutsideMarks, outsideMarkSchema } from '../console/treasury/outside-marks.ts';
import { ok, type Result } from '../core/result.ts';
import { parseWith, uuidSchema } from '../core/schema.ts';
import { createAtomically, replaceAtomically } from '../stronghold/atomic-file.ts';

const installSchema = v.strictObject({ format: v.literal('sallyport/install/1'), install: uuidSchema });

/**
 * Marks in a folder of their own, a file a treasury, and this installation's id beside them. Each file is replaced whole.
 * @param folder absolute; it is made (0700) with the first file
 */
export function outsideFolder(folder: string, { uuid }: { readonly uuid: () => string }): OutsideMarks {
  const markOf = (treasuryId: string) => path.join(folder, `${treasuryId}.json`);
  const installFile = path.join(folder, 'install.json');
  let known: string | null = null;
  return {
    async install() {
      known ??= (await read(installFile, installSchema))?.install ?? null;
      if (known !== null) return ok(known);
      const install = uuid();
      const written = await createAtomically({
        file: installFile,
        ...json({ format: 'sallyport/install/1', install }),
      });
      if (!written.ok && written.code !== 'stronghold-exists') return written;
      // Another program of this installation may have been first, or what is there cannot be read: then it is made anew.
      const there = (await read(installFile, installSchema))?.install;
      if (there === undefined) {
        const again = await replaceAtomically({
          file: installFile,
          ...json({ format: 'sallyport/install/1', install }),
        });
        if (!again.ok) return again;
      }
      known = there ?? install;
      return ok(known);
    },
    read: (treasuryId) => read(markOf(treasuryId), outsideMarkSchema),
    write: (mark): Promise<Result<void>> =>
      replaceAtomically({ file: markOf(mark.treasuryId), ...json(mark) }),
  };
}

const json = (value: unknown) => ({
  bytes: new TextEncoder().encode(`${JSON.stringify(value)}\n`),
  verify: () => ok(undefined),
});

async function read<S extends v.GenericSchema>(file: string, schema: S): Promise<v.InferOutput<S> | null> {
  try {
    const parsed = parseWith(schema, storedJson(await readFile(file, 'utf8')));
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
}
