import { addressBlocks } from '../../electron/core/address.ts';
import { numbered } from './numbered.ts';

const keyed = (address: string) => numbered(addressBlocks(address));

/** A whole address in blocks of four, two lines of eight: for everything on which a decision rests. */
export function AddressBlocks({ address, label }: { readonly address: string; readonly label?: string }) {
  return (
    <span className="address" role="img" aria-label={label ? `${label} ${address}` : address}>
      <span>0x</span>
      {keyed(address).map((block) => (
        <span key={block.place}>{block.item}</span>
      ))}
    </span>
  );
}

/** A whole address on one small line, for rows of lists: never shortened. */
export function AddressLine({ address }: { readonly address: string }) {
  return (
    <span className="address-line">
      <span>0x</span>
      {keyed(address).map((block) => (
        <span key={block.place}>{block.item}</span>
      ))}
    </span>
  );
}
