import { Refused, refuse } from '../../../../core/result.ts';
import { BcsFault, type BcsReader } from '../bcs-reader.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { MAX_MEMBERS } from './committee.ts';

/**
 * Who signed, as a portable Roaring bitmap (RoaringFormatSpec of the Roaring project). Members are few, so there is one
 * container, of the indices 0 to 65 535, and never one of bits.
 */
const COOKIE = 12_346;
const COOKIE_WITH_RUNS = 12_347;

/** Before the container: cookie, count, key and cardinality, offset. */
const HEADER_LENGTH = 4 + 4 + 4 + 4;

/**
 * Reads indices in ascending order from either form of the bitmap.
 * @throws BcsFault for other bytes, Refused with `certificate-signer-twice` for an index that comes again
 */
export function readSigners(reader: BcsReader): readonly number[] {
  const cookie = reader.u32();
  if ((cookie & 0xffff) === COOKIE_WITH_RUNS) return readWithRuns(reader, (cookie >>> 16) + 1);
  if (cookie !== COOKIE) throw new BcsFault(`expected the cookie of a Roaring bitmap, got ${cookie}`);
  const containers = reader.u32();
  if (containers === 0) return [];
  const cardinality = readDescriptor(reader, containers);
  const offset = reader.u32();
  if (offset !== HEADER_LENGTH) throw new BcsFault(`expected a container at ${HEADER_LENGTH}, got ${offset}`);
  return readArray(reader, cardinality);
}

/**
 * The bitmap as validators write it: an array without runs.
 * @param signers indices, each once and ascending
 * @throws RangeError for others
 */
export function encodeSigners(signers: readonly number[]): Uint8Array {
  if (
    signers.some((index, at) => at > 0 && index <= (signers[at - 1] as number)) ||
    signers.length > MAX_MEMBERS
  )
    throw new RangeError('expected ascending indices');
  const writer = new BcsWriter(HEADER_LENGTH + 2 * signers.length).u32(COOKIE);
  if (signers.length === 0) return writer.u32(0).toBytes();
  writer
    .u32(1)
    .u16(0)
    .u16(signers.length - 1)
    .u32(HEADER_LENGTH);
  for (const index of signers) writer.u16(index);
  return writer.toBytes();
}

function readWithRuns(reader: BcsReader, containers: number): readonly number[] {
  const flags = reader.u8();
  if (flags > 1) throw new BcsFault('expected flags of one container');
  const cardinality = readDescriptor(reader, containers);
  if (flags === 0) return readArray(reader, cardinality);
  const signers: number[] = [];
  const runs = reader.u16();
  for (let run = 0; run < runs; run++) {
    const start = reader.u16();
    const more = reader.u16();
    if (signers.length + more >= MAX_MEMBERS) throw new BcsFault('expected fewer signers');
    for (let index = start; index <= start + more; index++) addSigner(signers, index);
  }
  if (signers.length !== cardinality) {
    throw new BcsFault(`expected ${cardinality} signers in runs, got ${signers.length}`);
  }
  return signers;
}

function readDescriptor(reader: BcsReader, containers: number): number {
  if (containers !== 1) throw new BcsFault(`expected one container, got ${containers}`);
  const key = reader.u16();
  const cardinality = reader.u16() + 1;
  if (key !== 0 || cardinality > MAX_MEMBERS) throw new BcsFault('expected fewer signers');
  return cardinality;
}

function readArray(reader: BcsReader, cardinality: number): readonly number[] {
  const signers: number[] = [];
  for (let at = 0; at < cardinality; at++) addSigner(signers, reader.u16());
  return signers;
}

function addSigner(signers: number[], index: number): void {
  const last = signers.at(-1) ?? -1;
  if (index <= last && signers.includes(index)) {
    throw new Refused(refuse('certificate-signer-twice', `expected each signer once, got ${index} again`));
  }
  if (index <= last || index > 0xffff)
    throw new BcsFault(`expected signers ascending, got ${index} after ${last}`);
  signers.push(index);
}
