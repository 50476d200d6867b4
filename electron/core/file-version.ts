import { ok, type Result, refuse } from './result.ts';

/**
 * Judges the version that a file says it has. Every file of a treasury says one, and one that this program does not know
 * is left as it is.
 * @param what the file, for the sentence, e.g. `treasury.json`
 * @param found the version in the file
 * @param known the version that this program writes
 * @returns refuses `file-newer` and `file-older`
 */
export function checkFileVersion(what: string, found: number, known: number): Result<void> {
  if (found === known) return ok(undefined);
  return found > known
    ? refuse(
        'file-newer',
        `${what} has version ${found}, this Sallyport knows version ${known}; it was made by a newer one and was left as it is`,
      )
    : refuse(
        'file-older',
        `${what} has version ${found}, this Sallyport knows version ${known}; it was made by an older one and was left as it is`,
      );
}

/**
 * The same for a file whose first member is a format such as `sallyport/treasury/2`.
 * @param format anything that was found in its place
 * @param name `treasury` of `sallyport/treasury/2`
 * @returns refuses `input-malformed` where it is no format of that name
 */
export function checkFormat(
  what: string,
  format: unknown,
  { name, version }: { readonly name: string; readonly version: number },
): Result<void> {
  const found = typeof format === 'string' ? /^sallyport\/([a-z-]+)\/([1-9][0-9]{0,5})$/.exec(format) : null;
  if (found?.[1] !== name) {
    return refuse('input-malformed', `${what}: expected the format sallyport/${name}/${version}`);
  }
  return checkFileVersion(what, Number(found[2]), version);
}
