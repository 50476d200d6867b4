import { listRecipients, readRecipient } from '../../console/book/book-views.ts';
import { checkAddress } from '../../console/book/check-address.ts';
import { changeRecipient, enterRecipient } from '../../console/book/enter-recipient.ts';
import { checkImport, importRecipients } from '../../console/book/import-recipients.ts';
import { removeRecipient } from '../../console/book/remove-recipient.ts';
import { verifyRecipient } from '../../console/book/verify-recipient.ts';
import type { addressBookVerbs } from '../../contract/address-book.ts';
import type { Handlers } from '../../contract/serve.ts';
import type { OnDesk } from './on-desk.ts';

/** The address book, from the first entry to the removal. */
export function addressBookHandlers({
  look,
  see,
  act,
  change,
}: OnDesk): Pick<Handlers, keyof typeof addressBookVerbs> {
  return {
    'book.list': see(listRecipients),
    'book.read': look(readRecipient),
    'book.check': see(checkAddress),
    'book.enter': act(enterRecipient),
    'book.change': change(changeRecipient),
    'book.verify': change(verifyRecipient),
    'book.remove': change(removeRecipient),
    'book.check-import': see(checkImport),
    'book.import': act(importRecipients),
  };
}
