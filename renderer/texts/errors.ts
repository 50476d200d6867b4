import type { ErrorCode } from '../../electron/core/error-code.ts';
import { addressBookErrors } from './errors/address-book.ts';
import { approvalsErrors } from './errors/approvals.ts';
import { booksErrors } from './errors/books.ts';
import { cameraErrors } from './errors/camera.ts';
import { ceremoniesErrors } from './errors/ceremonies.ts';
import { envelopesErrors } from './errors/envelopes.ts';
import type { ErrorText } from './errors/error-text.ts';
import { historyErrors } from './errors/history.ts';
import { nodesErrors } from './errors/nodes.ts';
import { officersErrors } from './errors/officers.ts';
import { programsErrors } from './errors/programs.ts';
import { transactionsErrors } from './errors/transactions.ts';
import { treasuriesErrors } from './errors/treasuries.ts';
import { typedErrors } from './errors/typed.ts';
import { vaultFilesErrors } from './errors/vault-files.ts';
import { waysErrors } from './errors/ways.ts';

/** The text of each expected failure, a file a room; the compiler keeps it complete. */
export const errorTexts: Record<ErrorCode, ErrorText> = {
  ...typedErrors,
  ...vaultFilesErrors,
  ...transactionsErrors,
  ...approvalsErrors,
  ...officersErrors,
  ...ceremoniesErrors,
  ...booksErrors,
  ...addressBookErrors,
  ...envelopesErrors,
  ...cameraErrors,
  ...historyErrors,
  ...nodesErrors,
  ...waysErrors,
  ...treasuriesErrors,
  ...programsErrors,
};
