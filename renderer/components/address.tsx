import { addressBlocks } from '../../electron/core/address.ts';
import { numbered } from './numbered.ts';

const split = (address: string) => {
  const { prefix, blocks } = addressBlocks(address);
  return { prefix, blocks: numbered(blocks) };
};

/** A whole address in blocks of four, two lines of eight: for everything on which a decision rests. */
export function AddressBlocks({ address, label }: { readonly address: string; readonly label?: string }) {
  const { prefix, blocks } = split(address);
  return (
    <span className="address" role="img" aria-label={label ? `${label} ${address}` : address}>
      <span>{prefix}</span>
      {blocks.map((block) => (
        <span key={block.place}>{block.item}</span>
      ))}
    </span>
  );
}

/** A whole address on one small line, for rows of lists: never shortened. */
export function AddressLine({ address }: { readonly address: string }) {
  const { prefix, blocks } = split(address);
  return (
    <span className="address-line">
      <span>{prefix}</span>
      {blocks.map((block) => (
        <span key={block.place}>{block.item}</span>
      ))}
    </span>
  );
}
