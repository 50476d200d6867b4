import { createHmac } from 'node:crypto';

export interface Slip10Node {
  readonly key: Uint8Array;
  readonly chainCode: Uint8Array;
}

/** SLIP-0010 for Ed25519 once more, as plainly as its text, and with its secrets in the open. */
export function slip10(seed: Uint8Array, path: readonly number[]): Slip10Node {
  return path.reduce<Slip10Node>(
    ({ key, chainCode }, index) => {
      const number = Buffer.alloc(4);
      number.writeUInt32BE(2 ** 31 + index);
      return hmac(chainCode, Buffer.concat([Buffer.alloc(1), key, number]));
    },
    hmac('ed25519 seed', seed),
  );
}

function hmac(key: Uint8Array | string, data: Uint8Array): Slip10Node {
  const digest = createHmac('sha512', key).update(data).digest();
  return { key: digest.subarray(0, 32), chainCode: digest.subarray(32) };
}
