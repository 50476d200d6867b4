/** What a QR code is that is no envelope. Nothing of its content is passed on but what names its kind. */
export type OtherCode =
  /** A uniform resource, as other wallets show them; `type` is e.g. `crypto-psbt`. */
  | { readonly kind: 'resource'; readonly type: string }
  | { readonly kind: 'web-page' }
  /** Another address of programs, e.g. `mailto`. */
  | { readonly kind: 'link'; readonly scheme: string }
  /** One frame of BBQr (it begins with `B$`) or of numbered parts such as `p1of3`, which other programs animate. */
  | { readonly kind: 'other-animation' }
  /** An address, of whatever chain: somebody may be paid there. */
  | { readonly kind: 'address' }
  | { readonly kind: 'text' };

/** `0x` and hex, or bech32 (BIP-173); in capitals too, as codes have them. */
const ADDRESS = /^(?:0x[0-9a-f]{40,64}|[a-z]{2,10}1[02-9ac-hj-np-z]{38,90})$/i;

/** Tells the kind of a code that is no uniform resource. */
export function otherCode(text: string): OtherCode {
  if (/^https?:\/\//i.test(text)) return { kind: 'web-page' };
  if (/^B\$[0-9A-Z]{6}/.test(text) || /^p[0-9]{1,4}of[0-9]{1,4}\s/i.test(text)) {
    return { kind: 'other-animation' };
  }
  if (ADDRESS.test(text)) return { kind: 'address' };
  const [, scheme] = /^([a-z][a-z0-9+-]{1,30}):\S/i.exec(text) ?? [];
  return scheme === undefined ? { kind: 'text' } : { kind: 'link', scheme: scheme.toLowerCase() };
}
