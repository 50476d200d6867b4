import type { StatementSigner } from '../../console/actor.ts';
import type { OfficerSessions } from '../../console/officers/officer-sessions.ts';
import { noteSignedIn } from '../../console/officers/sign-in.ts';
import type { Channel } from '../../contract/contract.ts';
import type { AnswerCall, CallerPlace } from '../../contract/serve.ts';
import type { Topic } from '../../contract/topics.ts';
import { bytesToHex } from '../../core/digest.ts';
import { hasSigned, type Officer } from '../../core/officer/officer.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { parseWith } from '../../core/schema.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { signerAnswers } from '../../signer/protocol.ts';
import { statementDigest } from '../../signer/statement-digest.ts';
import type { AnyDesk } from '../any-desk.ts';
import { Asks } from './asks.ts';
import { type Ask, type FromCaller, type FromStation, fromCallerSchema } from './line-messages.ts';

/** How long an attached process may take to sign, milliseconds. The books wait for an entry's signature. */
const SIGN_MS = 10_000;

/** What an attached process does for itself: its own officers' keys, and what it has open. */
export const ownVerbs: ReadonlySet<Channel> = new Set<Channel>([
  'officer.sign-in',
  'settings.write',
  'settings.idle-lock',
  'treasury.create-practice',
  'treasury.choose-folder',
  'treasury.open',
  'treasury.open-as-new-station',
  'treasury.close',
  'backup.choose-file',
  'backup.look',
  'backup.choose-target',
  'backup.restore',
  'backup.leave',
]);

export interface DoorParts {
  readonly desk: AnyDesk;
  /** The caller's officers. */
  readonly officers: OfficerSessions;
  readonly callerId: string;
  readonly answer: AnswerCall;
  readonly send: (message: FromStation) => void;
  /** Ends the connection: the other side does not speak this protocol. */
  readonly close: () => void;
}

const failed = () => refuse('internal-error', 'The program failed here. Nothing more was done.');

type Call = Exclude<FromCaller, { asked: number }>;

/** The side that has the treasury open: answers the verbs of one attached process. */
export class LineDoor {
  readonly #parts: DoorParts;
  readonly #asks = new Asks();

  constructor(parts: DoorParts) {
    this.#parts = parts;
    parts.send({ sallyport: 1, treasuryId: parts.desk.treasury.file().id });
  }

  take(message: unknown): void {
    const parsed = parseWith(fromCallerSchema, message);
    if (!parsed.ok) this.#parts.close();
    else if ('asked' in parsed.value) this.#asks.settle(parsed.value.asked, parsed.value.answer);
    else void this.#answer(parsed.value);
  }

  notify(topics: readonly Topic[]): void {
    this.#parts.send({ notice: [...topics] });
  }

  end(): void {
    this.#asks.end();
  }

  async #answer(call: Call): Promise<void> {
    const answer = await this.#do(call).catch(failed);
    this.#parts.send({ id: call.id, answer });
  }

  async #do(call: Call): Promise<Result<unknown>> {
    const { callerId, answer } = this.#parts;
    if ('admit' in call) return this.#admit(call.admit);
    return ownVerbs.has(call.verb)
      ? refuse('attach-refused', `${call.verb} is for the process that has the treasury open`)
      : answer(call.verb, call.input, { callerId, place: this.#place() });
  }

  /** Takes in an officer whose key is open in the attached process, once it has signed something fresh. */
  async #admit(officerId: string): Promise<Result<Record<never, never>>> {
    const { desk, officers, send } = this.#parts;
    const officer = desk.policy.present().officers.find(({ id }) => id === officerId);
    if (!officer) return refuse('officer-unknown', 'no such officer in this treasury');
    const signedOut = new AbortController();
    const signer = this.#signerOf(officer, signedOut.signal);
    const hash = bytesToHex(desk.effects.random(32));
    const signed = await signer.ask('sign-statement', { kind: 'journal', hash });
    if (!signed.ok) return signed;
    const session = officers.admit(officer, signer, () => {
      signedOut.abort();
      // An officer who has signed in anew stays in: the open key over there is the new one.
      if (!officers.get(officerId)) send({ signedOut: officerId });
    });
    const noted = await noteSignedIn(desk, session).catch(failed);
    if (noted.ok) return ok({});
    if (officers.get(officerId) === session) officers.signOut(officerId);
    return noted;
  }

  /**
   * Signs with the key that is open in the attached process. One that does not answer in time is let go. What it answers is
   * verified before anybody uses it: a false signature in the journal could never be taken out again, and a rejection with
   * one would keep every vault shut.
   */
  #signerOf(officer: Officer, signedOut: AbortSignal): StatementSigner {
    const { id: officerId, name } = officer;
    return {
      ask: async (_, statement) => {
        const tooLate = AbortSignal.timeout(SIGN_MS);
        const unwanted = AbortSignal.any([signedOut, tooLate]);
        const answer = await this.#ask({ kind: 'sign', officerId, statement }, unwanted);
        if (tooLate.aborted) this.#parts.close();
        const signed = answer.ok ? parseWith(signerAnswers['sign-statement'], answer.value) : answer;
        return !signed.ok ||
          hasSigned(officer, statementDigest(statement), signed.value.signature, verifySignature)
          ? signed
          : refuse('attach-refused', `the attached process does not sign with the key of ${name}`);
      },
    };
  }

  #place(): CallerPlace {
    const path = async (what: Ask) => {
      const answer = await this.#ask(what);
      return answer.ok && typeof answer.value === 'string' ? answer.value : null;
    };
    return {
      chooseFolder: async () => null,
      chooseBackup: async () => null,
      chooseEnvelope: async () => null,
      chooseEmptyFolder: async () => null,
      chooseStronghold: () => path({ kind: 'choose-stronghold' }),
      chooseWalletFolder: () => path({ kind: 'choose-wallet-folder' }),
      chooseSaveFile: (request) => path({ kind: 'choose-save-file', request }),
      copyAddress: async (address) => {
        const answer = await this.#ask({ kind: 'copy-address', address });
        return answer.ok ? ok({}) : answer;
      },
      copyTransaction: async (id) => {
        const answer = await this.#ask({ kind: 'copy-transaction', id });
        return answer.ok ? ok({}) : answer;
      },
    };
  }

  #ask(what: Ask, unwanted?: AbortSignal): Promise<Result<unknown>> {
    return this.#asks.ask((ask) => this.#parts.send({ ask, what }), unwanted);
  }
}
