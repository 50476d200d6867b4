import { IconAddressBook, IconAlertTriangle } from '@tabler/icons-react';
import type { DecodedView } from '../../electron/contract/movements.ts';
import { addressBookTexts as text } from '../texts/address-book-texts.ts';
import { fullWhen } from '../texts/when.ts';

type Payment = DecodedView['payments'][number];

/** What the address book says of an address that is paid: whose it is and who signed for it, or which trusted one it looks like. */
export function InBook({ inBook, alike }: Pick<Payment, 'inBook' | 'alike'>) {
  return (
    <>
      {inBook && (
        <div className="block-label">
          <span>
            <IconAddressBook size={14} aria-hidden /> <strong>{text.inBook(inBook.name)}</strong>
          </span>
          <span className="dim">
            {text.by(inBook.enteredBy, inBook.verifiedBy)}
            {inBook.state === 'cooling' && inBook.usableFrom !== null
              ? `; ${text.coolingUntil(fullWhen(inBook.usableFrom))}`
              : ''}
          </span>
        </div>
      )}
      <Alike names={alike.map(({ name }) => name)} />
    </>
  );
}

/** A warning where an address may be taken for a trusted one; nothing where it may not. */
export function Alike({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <div className="notice" data-tone="bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{text.alikeTitle}</strong>
        <p className="breaks">{text.alike(names)}</p>
      </div>
    </div>
  );
}
