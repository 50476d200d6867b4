import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { personalMessages } from '../chains/iota/pure/personal-message.ts';
import { checkMessageText } from '../core/message/message-text.ts';
import { MOST_STATEMENT_BYTES, readSignedStatement } from '../core/message/signed-statement.ts';
import { refuse } from '../core/result.ts';
import { runVerifier, type VerifierOptions } from './run-verifier.ts';
import { shownLines, shownText } from './shown-text.ts';

const USAGE = `Verifies a signed message: that the key of its address has signed its text.

  npm run verify-message -- FILE

  FILE    as it was saved by "Save the signed message"

Compare the text with the one that you gave, every character: your nonce must be in it. The network in the file is not signed.

Exit code 0: the address has signed the text. 1: it has not. 2: it was called wrongly.
`;

interface Options extends VerifierOptions {
  readonly file: string;
}

await runVerifier(USAGE, readOptions, async ({ file }: Options) => {
  const verdict = await verify(file);
  if (!verdict.ok) {
    console.error(`NOT VERIFIED (${verdict.code}) ${shownText(file)}: ${shownText(verdict.message)}.`);
    return false;
  }
  const { network, address, text } = verdict.value;
  console.log(`Address  ${shownText(address)}`);
  console.log(`Network  ${shownText(network.id)} (not signed)`);
  console.log(`has signed this text:\n\n${shownLines(text).replace(/^/gm, '  ')}\n`);
  return true;
});

async function verify(file: string) {
  const read = await readBounded(file);
  if (read === null) return refuse('message-malformed', 'expected a signed message of at most 64 KiB');
  const parsed = readSignedStatement(read);
  if (!parsed.ok) return parsed;
  const { text, address, signature } = parsed.value;
  const readable = checkMessageText(text);
  if (!readable.ok) return readable;
  const signer = personalMessages.verify(text, signature);
  if (!signer.ok) return signer;
  return signer.value === address
    ? parsed
    : refuse('message-other-address', `the text is signed by ${signer.value}`);
}

async function readBounded(file: string): Promise<string | null> {
  try {
    const { size } = await stat(file);
    return size > MOST_STATEMENT_BYTES ? null : await readFile(file, 'utf8');
  } catch {
    return null;
  }
}

/** @returns what is wrong with the call, as a sentence, where something is */
function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean' } },
    });
    const [file = '', ...more] = positionals;
    if (!values.help && (file === '' || more.length > 0)) return 'Expected one file.';
    return { help: values.help ?? false, file };
  } catch (error) {
    return error instanceof Error ? error.message : 'The options could not be read.';
  }
}
