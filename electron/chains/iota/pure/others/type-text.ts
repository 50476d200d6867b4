/** A type of Move as text is no longer: the ledger's own limit of a transaction is the only other one. */
const MAX_LENGTH = 4000;
/** As `type-tag.ts` has it. */
const MAX_DEPTH = 16;

const plain = /^(?:bool|u8|u16|u32|u64|u128|u256|address|signer)(?![A-Za-z0-9_])/;
const struct =
  /^0x([0-9a-fA-F]{1,64})::([A-Za-z_][A-Za-z0-9_]{0,127})::([A-Za-z_][A-Za-z0-9_]{0,127})(?![A-Za-z0-9_])/;

/**
 * A type as a node writes it, in the one form that `readTypeTag` gives: lower case, addresses without leading zeros, a blank
 * after each comma. Null for what is no type, or too long or too deep.
 */
export function normalType(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  const read = readType(text, 0);
  return read !== null && read.rest === '' ? read.type : null;
}

interface Read {
  readonly type: string;
  readonly rest: string;
}

function readType(text: string, depth: number): Read | null {
  if (depth > MAX_DEPTH) return null;
  if (text.startsWith('vector<')) return readParameters('vector', text.slice(6), depth);
  const word = plain.exec(text)?.[0];
  if (word !== undefined) return { type: word, rest: text.slice(word.length) };
  const named = struct.exec(text);
  if (named === null) return null;
  const [whole, address = '', module, name] = named;
  const short = address.toLowerCase().replace(/^0+(?=.)/, '');
  const type = `0x${short}::${module}::${name}`;
  const rest = text.slice(whole.length);
  return rest.startsWith('<') ? readParameters(type, rest, depth) : { type, rest };
}

/** @param text from `<` on */
function readParameters(type: string, text: string, depth: number): Read | null {
  const parameters: string[] = [];
  let rest = text;
  do {
    const one = readType(rest.slice(1).trimStart(), depth + 1);
    if (one === null) return null;
    parameters.push(one.type);
    rest = one.rest;
  } while (rest.startsWith(','));
  return rest.startsWith('>') ? { type: `${type}<${parameters.join(', ')}>`, rest: rest.slice(1) } : null;
}
