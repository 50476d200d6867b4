import * as v from 'valibot';
import { envelopeKinds } from '../core/envelope/envelope-kinds.ts';
import { toldEnds } from '../core/envelope/kinds/status.ts';
import { movementStates } from '../core/movement/movement-state.ts';
import { networkIdSchema } from '../core/network-id.ts';
import { movementKinds } from '../core/proposal/request.ts';
import { base64Schema, hex32Schema, timeSchema, uuidSchema } from '../core/schema.ts';
import { acting, count, none, passwordSchema, problemSchema, signedUnits, text, typed } from './shared.ts';

/** Where an envelope lies: in a file, or read from QR codes (base64). */
const source = v.variant('kind', [
  v.strictObject({ kind: v.literal('file'), file: typed }),
  v.strictObject({ kind: v.literal('bytes'), bytes: base64Schema }),
]);

/** The same at an open treasury, whose station may have a folder for envelopes: by the name that a file has there. */
const anySource = v.variant('kind', [
  ...source.options,
  v.strictObject({ kind: v.literal('folder'), name: typed }),
]);

/** What an envelope tells of one movement. `problem`: why it changes nothing here. */
const movementInside = v.strictObject({
  movementId: v.nullable(uuidSchema),
  problem: v.nullable(problemSchema),
});

const insideSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('treasury'),
    name: text,
    network: networkIdSchema,
    policyVersion: count,
    officers: v.array(text),
    vaults: v.array(text),
    /** Epochs whose validators it proves beyond those that are known. */
    epochs: count,
  }),
  v.strictObject({ kind: v.literal('officer-card'), officerName: text, publicKey: text }),
  v.strictObject({
    kind: v.literal('proposals'),
    /** What is asked for by one mandate, as it says; the bytes under it are not told one by one. */
    mandates: v.array(
      v.strictObject({
        ...movementInside.entries,
        movement: v.picklist(['gather', 'sweep']),
        sources: count,
        amount: signedUnits,
        feeAtMost: signedUnits,
        recipient: text,
        inputs: count,
        proven: count,
        unknown: v.nullable(problemSchema),
        makerName: text,
        approvedBy: v.array(text),
      }),
    ),
    proposals: v.array(
      v.strictObject({
        ...movementInside.entries,
        movement: v.picklist(movementKinds),
        /** What the bytes pay, one by one; nothing for a cancellation. */
        payments: v.array(v.strictObject({ amount: signedUnits, recipient: text })),
        /** The payment that a cancellation voids, by its bytes; null where it cancels nothing that is known here. */
        cancels: v.nullable(v.strictObject({ amount: signedUnits, recipient: text })),
        /** Inputs, and those of them whose creation certificates in the envelope prove. `unknown`: why not more. */
        inputs: count,
        proven: count,
        unknown: v.nullable(problemSchema),
        makerName: text,
        approvedBy: v.array(text),
      }),
    ),
  }),
  v.strictObject({
    kind: v.literal('address-list'),
    total: count,
    /** The first of them, each as its vault has signed it. */
    addresses: v.array(v.strictObject({ vaultName: text, path: text, address: text })),
  }),
  v.strictObject({
    kind: v.literal('status'),
    policyVersion: count,
    /** The ledger's newest epoch and time there; null where it has none. */
    ledger: v.nullable(v.strictObject({ epoch: v.nullable(text), at: timeSchema })),
    /** What freezes that station: a code of any version. */
    frozen: v.array(v.strictObject({ code: text, since: timeSchema })),
    rejections: v.array(v.strictObject({ officerName: v.nullable(text), reason: text, at: timeSchema })),
    /** What it gave out and what is at its end there, with what it is here; null for what never came. */
    ended: v.array(
      v.strictObject({
        movementId: uuidSchema,
        state: v.picklist(toldEnds),
        at: timeSchema,
        here: v.nullable(v.picklist(movementStates)),
      }),
    ),
  }),
  v.strictObject({
    kind: v.literal('message'),
    vaultName: text,
    address: text,
    text,
    makerName: text,
    approvedBy: v.array(text),
    problem: v.nullable(problemSchema),
  }),
  v.strictObject({
    kind: v.literal('replies'),
    replies: v.array(
      v.strictObject({
        ...movementInside.entries,
        answer: v.picklist(['approval', 'rejection', 'signature', 'refusal', 'message-signature']),
        officerName: v.nullable(text),
        reason: v.nullable(text),
      }),
    ),
  }),
]);

/** An envelope that could be taken in: all of it is inspected. */
export const envelopeViewSchema = v.strictObject({
  digest: text,
  words: v.array(text),
  number: count,
  createdAt: timeSchema,
  expiresAt: timeSchema,
  stationId: uuidSchema,
  stationKey: text,
  /** Whose desk made it; null where no card tells. */
  officerName: v.nullable(text),
  /** The station is not known yet: people compare the whole digest. */
  isNew: v.boolean(),
  inside: insideSchema,
});
export type EnvelopeView = v.InferOutput<typeof envelopeViewSchema>;

/** An envelope that was made. */
const madeSchema = v.strictObject({
  digest: text,
  words: v.array(text),
  number: count,
  expiresAt: timeSchema,
  /** Movements that it is about. */
  movements: count,
  /** Inputs that go without a proof that they exist: the node did not give it. */
  unproven: count,
  /** Where it was saved; null where it was made for a screen. */
  file: v.nullable(text),
  /** Base64, for QR codes; null where it was saved. */
  bytes: v.nullable(text),
});

const passed = {
  digest: text,
  words: v.array(text),
  contents: v.picklist(envelopeKinds),
  number: count,
  at: timeSchema,
  movements: count,
} as const;

/** The folder in which envelopes are left and found; what lies there was not taken in. */
const folderSchema = v.strictObject({
  folder: text,
  /** Why nothing is found there, or not everything. */
  problem: v.nullable(problemSchema),
  /** What came in, by its head and its station's signature: whoever opens it has it inspected. */
  offered: v.array(
    v.strictObject({
      name: text,
      digest: text,
      words: v.array(text),
      contents: v.picklist(envelopeKinds),
      /** Proposals or answers that are in it. */
      things: count,
      stationId: uuidSchema,
      officerName: v.nullable(text),
      /** Its station is not known yet. */
      isNew: v.boolean(),
      createdAt: timeSchema,
    }),
  ),
  /** Files that are still being written, or not looked at yet. */
  waiting: count,
  /** Files with the name of an envelope that are not looked into or were refused, the first of `ignoredCount`. */
  ignored: v.array(v.strictObject({ name: text, problem: problemSchema })),
  ignoredCount: count,
});

const out = {
  /** When it was given out last. */
  since: timeSchema,
  /** Whose approval there is, here or by envelope. */
  approvedBy: v.array(text),
  approvalsNeeded: v.nullable(count),
} as const;

/** What was given out, what came back, and which other stations are known. */
export const envelopeListSchema = v.strictObject({
  /** Null where no folder for envelopes is chosen. */
  drop: v.nullable(folderSchema),
  /** Whose desk this is; null for a desk with vaults. */
  officerName: v.nullable(text),
  stations: v.array(
    v.strictObject({ stationId: uuidSchema, officerName: v.nullable(text), lastAt: v.nullable(timeSchema) }),
  ),
  /** What is out and not at its end, the newest first. */
  out: v.array(
    v.variant('about', [
      v.strictObject({
        about: v.literal('movement'),
        movementId: uuidSchema,
        /** More than one: all open ones of a mandate, whose amounts are added up. */
        movements: count,
        kind: v.picklist(movementKinds),
        state: v.picklist(movementStates),
        amount: signedUnits,
        recipient: text,
        ...out,
      }),
      v.strictObject({
        about: v.literal('message'),
        digest: hex32Schema,
        state: v.picklist(['waiting', 'approved']),
        vaultName: text,
        address: text,
        ...out,
      }),
    ]),
  ),
  /** Answers that have not left yet. */
  unsent: count,
  made: v.array(v.strictObject({ ...passed, expiresAt: timeSchema })),
  taken: v.array(v.strictObject({ ...passed, stationId: uuidSchema, officerName: v.nullable(text) })),
});
export type EnvelopeList = v.InferOutput<typeof envelopeListSchema>;

export const envelopeVerbs = {
  'envelope.list': { input: v.strictObject(acting), output: envelopeListSchema },
  /**
   * Makes an envelope, and saves it where the person says (null when the person cancels: nothing is made then), leaves it in the
   * station's folder for envelopes, or gives its bytes for QR codes. `movementIds`: proposals to give out; answers go out all that have not left.
   */
  'envelope.make': {
    input: v.strictObject({
      ...acting,
      contents: v.picklist([
        'treasury',
        'officer-card',
        'proposals',
        'replies',
        'status',
        'address-list',
        'message',
      ]),
      movementIds: v.pipe(v.array(uuidSchema), v.maxLength(500)),
      to: v.picklist(['file', 'folder', 'screen']),
      /** The account whose addresses are told; null or left out for anything else. */
      of: v.exactOptional(v.nullable(v.strictObject({ vaultId: uuidSchema, account: count }))),
      /** The digest of the message to sign; null or left out for anything else. */
      message: v.exactOptional(v.nullable(hex32Schema)),
    }),
    output: v.nullable(madeSchema),
  },
  /** Asks for an envelope in the system's own dialog; null when the person cancels. */
  'envelope.choose-file': { input: none, output: v.strictObject({ file: v.nullable(v.string()) }) },
  /** Asks for a folder for envelopes in the system's own dialog; null when the person cancels. */
  'envelope.choose-folder': { input: none, output: v.strictObject({ folder: v.nullable(v.string()) }) },
  /** The folder in which this station leaves envelopes and finds those of others; null for none. */
  'envelope.set-folder': { input: v.strictObject({ ...acting, folder: v.nullable(typed) }), output: none },
  /** Reads and inspects an envelope; nothing is written. */
  'envelope.look': { input: v.strictObject({ ...acting, source: anySource }), output: envelopeViewSchema },
  /** Takes in the envelope that the screen showed, by its digest. */
  'envelope.take': {
    input: v.strictObject({ ...acting, source: anySource, digest: text }),
    output: v.strictObject({ taken: v.array(movementInside) }),
  },
  /** Reads a treasury envelope where no treasury is open, to make an officer's desk of it. */
  'station.look': { input: v.strictObject({ source }), output: envelopeViewSchema },
  /** Asks for an officer's own Stronghold file in the system's own dialog; null when the person cancels. */
  'station.choose-key': { input: none, output: v.strictObject({ file: v.nullable(v.string()) }) },
  /** Makes the desk of the officer whose key file this is, and opens it. `folder`: null for one among the treasuries of this place. */
  'station.join': {
    input: v.strictObject({
      source,
      digest: text,
      keyFile: typed,
      password: passwordSchema,
      folder: v.nullable(typed),
    }),
    output: v.strictObject({ folder: text }),
  },
} as const;
