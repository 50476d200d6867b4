/** An address for the eye: what all addresses of a chain begin with, and the rest in blocks of four. */
export interface AddressBlocks {
  readonly prefix: string;
  readonly blocks: readonly string[];
}

/** Splits an address of any chain into blocks: `0x` or the letters and the 1 of bech32, then four characters each. */
export function addressBlocks(address: string): AddressBlocks {
  const [, prefix = '', rest = ''] = /^(0x|[a-z]{2,10}1)?(.*)$/s.exec(address) ?? [];
  return { prefix, blocks: rest.match(/.{1,4}/gs) ?? [] };
}
