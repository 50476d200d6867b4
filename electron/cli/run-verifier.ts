/** What a verifier's options are where they are not wrong. */
export interface VerifierOptions {
  readonly help: boolean;
}

/**
 * Runs a command that verifies. Its exit code is 0 where everything is right, 1 where something is not, and 2 where it was
 * called wrongly: a sentence of what is wrong, from `readOptions` or from `verify`, is told with the usage.
 * @param verify whether everything is right, or what is wrong with the call
 */
export async function runVerifier<O extends VerifierOptions>(
  usage: string,
  readOptions: (args: readonly string[]) => O | string,
  verify: (options: O) => Promise<boolean | string>,
): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (typeof options !== 'string' && options.help) {
    console.log(usage);
    return;
  }
  const verdict = typeof options === 'string' ? options : await verify(options);
  if (typeof verdict === 'string') console.error(`${verdict}\n\n${usage}`);
  process.exitCode = typeof verdict === 'string' ? 2 : verdict ? 0 : 1;
}
