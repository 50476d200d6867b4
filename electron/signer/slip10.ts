import { createHash, createHmac } from 'node:crypto';
import { type KeyPair, keyPair } from './ed25519.ts';

const HARDENED = 0x8000_0000;

interface Node {
  readonly key: Buffer;
  readonly chainCode: Buffer;
}

/** SLIP-10, Ed25519: the master node of a seed. */
function masterNode(seed: Uint8Array): Node {
  return split(createHmac('sha512', 'ed25519 seed').update(seed).digest());
}

/** SLIP-10, Ed25519: a hardened child (the curve knows no other). `index` without the hardening bit. */
function childNode(parent: Node, index: number): Node {
  const data = Buffer.alloc(37);
  try {
    parent.key.copy(data, 1);
    data.writeUInt32BE((index | HARDENED) >>> 0, 33);
    return split(createHmac('sha512', parent.chainCode).update(data).digest());
  } finally {
    data.fill(0);
  }
}

function split(digest: Buffer): Node {
  return { key: digest.subarray(0, 32), chainCode: digest.subarray(32) };
}

function wipe(node: Node): void {
  node.key.fill(0);
  node.chainCode.fill(0);
}

/**
 * Derives the keys of one seed. Nodes down to the change level are kept, so that the next address costs one HMAC;
 * `close` wipes them.
 */
export class KeyTree {
  readonly #seed: Uint8Array;
  readonly #nodes = new Map<string, Node>();
  #closed = false;

  /** @param seed 64-byte BIP-39 seed; owned and wiped by the tree */
  constructor(seed: Uint8Array) {
    this.#seed = seed;
  }

  /** @param levels the hardened levels of a path, one at least, without the hardening bit */
  keyPair(levels: readonly number[]): KeyPair {
    const last = levels.at(-1);
    if (last === undefined) throw new RangeError('expected a path below the master key');
    const leaf = childNode(this.#branch(levels.slice(0, -1)), last);
    try {
      return keyPair(leaf.key);
    } finally {
      wipe(leaf);
    }
  }

  /** An officer's key: that of the identity `sallyport://officer`. */
  officerKeyPair(): KeyPair {
    return this.#identityKeyPair('sallyport://officer');
  }

  /** The key with which a vault attests its addresses: that of the identity `sallyport://attestation`. */
  attestationKeyPair(): KeyPair {
    return this.#identityKeyPair('sallyport://attestation');
  }

  /**
   * SLIP-13 `m/13'/A'/B'/C'/D'` for a URI, index 0. It lies outside of every chain's paths (those begin with another
   * purpose), so that it can never spend.
   */
  #identityKeyPair(uri: string): KeyPair {
    const index = Buffer.alloc(4);
    const hash = createHash('sha256').update(index).update(uri).digest();
    return this.keyPair([13, ...[0, 4, 8, 12].map((offset) => hash.readUInt32LE(offset) & 0x7fff_ffff)]);
  }

  /** HKDF's input for the sealed state; a copy that the caller wipes. */
  copySeed(): Uint8Array {
    return Uint8Array.from(this.#seed);
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
    this.#seed.fill(0);
    for (const node of this.#nodes.values()) wipe(node);
    this.#nodes.clear();
  }

  #branch(path: readonly number[]): Node {
    const last = path.at(-1);
    return last === undefined
      ? this.#cached('m', () => masterNode(this.#seed))
      : this.#cached(path.join('/'), () => childNode(this.#branch(path.slice(0, -1)), last));
  }

  #cached(name: string, make: () => Node): Node {
    // A wiped seed would still derive keys: those of 64 zeros, which anybody has.
    if (this.#closed) throw new Error('the keys were closed');
    const known = this.#nodes.get(name);
    if (known) return known;
    const node = make();
    this.#nodes.set(name, node);
    return node;
  }
}
