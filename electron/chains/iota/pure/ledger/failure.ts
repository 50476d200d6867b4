import { BcsFault, type BcsReader } from '../bcs-reader.ts';
import { readVariant } from './decode-ledger.ts';

/** Why a transaction failed: its gas is paid all the same. */
export interface Failure {
  /** BCS of `ExecutionError`, whole; its first byte says which. */
  readonly error: Uint8Array;
  /** Number of the command that failed, from 0. */
  readonly command: bigint | null;
}

type Skip = (reader: BcsReader, depth: number) => void;

const nothing: Skip = () => {};
const u8: Skip = (reader) => reader.u8();
const u16: Skip = (reader) => reader.u16();
const u64: Skip = (reader) => reader.u64();
const id: Skip = (reader) => reader.fixed(32);
const ids: Skip = (reader) => reader.list(32, (each) => each.fixed(32));
const digest: Skip = (reader) => reader.vector(32);
const utf8 = new TextDecoder('utf-8', { fatal: true });
const text: Skip = (reader) => {
  try {
    utf8.decode(reader.bytes());
  } catch (error) {
    throw error instanceof BcsFault ? error : new BcsFault('expected text in UTF-8');
  }
};
const all =
  (...parts: readonly Skip[]): Skip =>
  (reader, depth) => {
    for (const part of parts) part(reader, depth);
  };
const option =
  (part: Skip): Skip =>
  (reader, depth) => {
    reader.option((each) => part(each, depth));
  };
const oneOf =
  (name: string, variants: readonly Skip[]): Skip =>
  (reader, depth) => {
    variants[readVariant(reader, variants.length - 1, name)]?.(reader, depth);
  };
const times = (count: number): readonly Skip[] => Array.from({ length: count }, () => nothing);

const location = all(id, text, u16, u16, option(text));
const argumentError = oneOf('fault of an argument', [...times(4), u16, all(u16, u16), u16, ...times(6)]);
const typeError = oneOf('fault of a type', times(2));
const upgradeError = oneOf('fault of an upgrade', [id, id, nothing, digest, u8, all(id, id)]);
const two64 = all(u64, u64);

/** An error may hold the error of an account's own check, which holds no further one. */
const inner: Skip = (reader, depth) => {
  if (depth > 0) throw new BcsFault('expected an error in an error at most');
  error(reader, depth + 1);
};

/** The variants in their order: `execution-error` in `bcs-schema.abnf` of IOTA's Rust types, 1.0.0-rc.2. */
const error: Skip = oneOf('execution error', [
  ...times(4),
  two64, // 4: an object is too big
  two64,
  id,
  ...times(4),
  option(location), // 11: the virtual machine
  all(location, u64), // 12: abort with a code
  ...times(6),
  all(u16, argumentError), // 19
  all(u16, typeError),
  all(u16, u16),
  u16,
  nothing,
  two64, // 24: effects too large
  nothing,
  nothing,
  upgradeError, // 27
  two64,
  ...times(4),
  ids, // 33: objects that too many wanted
  all(id, text), // 34: address denied for a coin
  text,
  nothing,
  all(ids, u64), // 37
  nothing,
  inner, // 39: the check of an abstract account
  u64,
  two64,
  two64,
  id,
  id, // 44
]);

/** @throws BcsFault for an error that is not known: the length of what follows would be a guess */
export function readFailure(reader: BcsReader): Failure {
  const bytes = reader.span((each) => error(each, 0));
  return { error: bytes, command: reader.option((each) => each.u64()) };
}
