import type { ErrorCode } from '../../core/error-code.ts';
import { Refused, refuse } from '../../core/result.ts';

type FolderCode = Extract<ErrorCode, `wallet-folder-${string}`>;

const fault = (code: FolderCode) => (message: string) => new Refused(refuse(code, message));

/** A file ends too early, or one that is listed is not there: the copy is not whole. */
export const torn = fault('wallet-folder-torn');
/** A checksum that does not match, or contents that no program writes. */
export const damaged = fault('wallet-folder-damaged');
/** More than is read; see `folderBounds`. */
export const oversize = fault('wallet-folder-oversize');
/** Written in a later or another way than those that are known. */
export const newer = fault('wallet-folder-newer');
/** None of a wallet. */
export const foreign = fault('wallet-folder-foreign');
/** Another program has it open. */
export const locked = fault('wallet-folder-locked');
/** Its values are sealed. */
export const encrypted = fault('wallet-folder-encrypted');
