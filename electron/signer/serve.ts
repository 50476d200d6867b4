import { generateMnemonic, mnemonicToSeed } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { iotaCodec } from '../networks/iota/codec.ts';
import { createSeedFile, readSeedFile } from '../stronghold/seed-file.ts';
import { OpenOfficer, OpenVault, type StateFile } from './open-vault.ts';
import {
  type SignerAnswer,
  type SignerRequest,
  type SignerVerb,
  signerMessageSchema,
  signerRequests,
} from './protocol.ts';
import { KeyTree } from './slip10.ts';

export interface SignerEffects {
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** The sealed state beside a Stronghold file. */
  readonly stateFileOf: (strongholdFile: string) => StateFile;
}

/**
 * The signer: one Stronghold file, open or not. Verbs are answered one after the other in the order they came, so
 * that no two decisions rest on one state.
 */
export class Signer {
  readonly #effects: SignerEffects;
  #open: OpenVault | OpenOfficer | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(effects: SignerEffects) {
    this.#effects = effects;
  }

  /** Answers one message from the port; never throws. `null` for what is not a message at all. */
  async answer(message: unknown): Promise<{ id: number; result: Result<unknown> } | null> {
    const parsed = parseWith(signerMessageSchema, message);
    if (!parsed.ok) return null;
    const { id, verb, body } = parsed.value;
    const turn = this.#queue.then(() => this.#run(verb, body));
    this.#queue = turn;
    return { id, result: await turn };
  }

  async #run(verb: SignerVerb, body: unknown): Promise<Result<unknown>> {
    try {
      const request = parseWith(signerRequests[verb], body);
      return request.ok ? await this.#dispatch(verb, request.value) : request;
    } catch {
      // The cause may hold a secret: it stays here, and the keys go.
      this.#close();
      return refuse('signer-crashed', `the signer failed at "${verb}"; the vault was closed`);
    } finally {
      wipePassword(body);
    }
  }

  async #dispatch(verb: SignerVerb, body: unknown): Promise<Result<unknown>> {
    switch (verb) {
      case 'create':
        return this.#create(body as SignerRequest<'create'>);
      case 'open':
        return this.#openFile(body as SignerRequest<'open'>);
      case 'seal': {
        const request = body as SignerRequest<'seal'>;
        if (!(this.#open instanceof OpenVault)) return notOpen('vault');
        return request.kind === 'void'
          ? this.#open.sealVoid(request.rejection)
          : this.#open.sealPolicies(request.vaultId, request.policies);
      }
      case 'addresses':
        if (!(this.#open instanceof OpenVault)) return notOpen('vault');
        return this.#open.addresses(body as SignerRequest<'addresses'>);
      case 'inspect':
        if (!(this.#open instanceof OpenVault)) return notOpen('vault');
        return this.#open.inspect(body as SignerRequest<'inspect'>);
      case 'sign':
        if (!(this.#open instanceof OpenVault)) return notOpen('vault');
        return this.#open.sign(body as SignerRequest<'sign'>);
      case 'sign-statement':
        if (!(this.#open instanceof OpenOfficer)) return notOpen("officer's key");
        return this.#open.signStatement(body as SignerRequest<'sign-statement'>);
      case 'close':
        this.#close();
        return ok({});
    }
  }

  async #create({
    file,
    password,
    workFactor,
    purpose,
  }: SignerRequest<'create'>): Promise<Result<SignerAnswer<'create'>>> {
    if (this.#open) return refuse('stronghold-exists', 'this signer already has a file open');
    const seed = new Uint8Array(await mnemonicToSeed(generateMnemonic(wordlist, 256)));
    const { random } = this.#effects;
    const written = await createSeedFile({ file, password, seed, workFactor, random });
    if (!written.ok) {
      seed.fill(0);
      return written;
    }
    return this.#adopt(seed, file, purpose, 0);
  }

  async #openFile({
    file,
    password,
    purpose,
    journalCounter,
  }: SignerRequest<'open'>): Promise<Result<SignerAnswer<'open'>>> {
    if (this.#open) return refuse('stronghold-exists', 'this signer already has a file open');
    const seed = await readSeedFile({ file, password });
    if (!seed.ok) return seed;
    return this.#adopt(seed.value, file, purpose, journalCounter ?? 0);
  }

  async #adopt(
    seed: Uint8Array,
    file: string,
    purpose: 'vault' | 'officer',
    journalCounter: number,
  ): Promise<Result<SignerAnswer<'open'>>> {
    const keys = new KeyTree(seed);
    if (purpose === 'officer') {
      const officer = new OpenOfficer(keys, iotaCodec);
      this.#open = officer;
      return ok({ publicKey: officer.publicKey, firstAddress: null, counter: 0 });
    }
    const { now, random, stateFileOf } = this.#effects;
    const vault = await OpenVault.open(keys, journalCounter, {
      codec: iotaCodec,
      stateFile: stateFileOf(file),
      now,
      random,
    });
    if (!vault.ok) {
      keys.close();
      return vault;
    }
    this.#open = vault.value;
    return ok({ publicKey: null, firstAddress: vault.value.firstAddress, counter: vault.value.counter });
  }

  #close(): void {
    this.#open?.close();
    this.#open = null;
  }
}

/** A password is wiped even where the request around it was refused. */
function wipePassword(body: unknown): void {
  if (typeof body !== 'object' || body === null || !('password' in body)) return;
  if (body.password instanceof Uint8Array) body.password.fill(0);
}

function notOpen(what: string) {
  return refuse('vault-locked', `expected an open ${what}`);
}
