import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { parseDigest } from '../chains/iota/pure/ledger/digests.ts';
import type { LightClient } from '../chains/iota/pure/proof/light-client.ts';
import { membersSchema } from '../chains/iota/pure/proof/light-client-json.ts';
import { beginAtClosing } from '../chains/iota/pure/proof/trust-root.ts';
import { votersOf } from '../chains/iota/pure/proof/voters.ts';
import { ok, type Refusal, type Result } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { hashFast } from '../hashing/wasm-blake2b.ts';
import {
  type CheckpointVerdict,
  proveNext,
  proveParts,
  readCheckpointFile,
  readJsonFile,
} from './checkpoint-evidence.ts';
import { runVerifier, type VerifierOptions } from './run-verifier.ts';

const USAGE = `Verifies checkpoints of an IOTA network by its validators' signatures: certificate, committee, contents,
effects and objects.

  npm run verify-checkpoint -- FILE... --trust DIGEST
  npm run verify-checkpoint -- FILE... --committee FILE

  FILE         a whole checkpoint (.chk, BCS), or its parts as JSON; in ascending order. Where an epoch ends in between,
               the checkpoint that closes it must be there.
  --trust      digest of a closing checkpoint that you compared with two independent sources: it is the first FILE
  --committee  the committee of the first FILE's epoch: {"epoch": "7", "members": [{"publicKey": BASE64, "stake": "10"}]}

Exit code 0: everything is right. 1: something is not. 2: it was called wrongly.
`;

const committeeSchema = v.strictObject({
  epoch: v.pipe(v.string(), v.regex(/^(?:0|[1-9][0-9]{0,17})$/, 'expected an epoch')),
  members: membersSchema,
});

await runVerifier(USAGE, readOptions, verifyFiles);

async function verifyFiles(options: Options): Promise<boolean> {
  await hashFast();
  let client: LightClient | null = null;
  if (options.committee !== null) {
    const begun = await beginWith(options.committee);
    if (!begun.ok) return tellFailure(options.committee, begun);
    client = begun.value;
  }
  for (const file of options.files) {
    const proven: Result<Proven> = await proveFile(file, client, options.trust);
    if (!proven.ok) return tellFailure(file, proven);
    client = proven.value.client;
    console.log(tellVerdict(proven.value.verdict, client));
  }
  console.log('All of it is what the validators certified.');
  return true;
}

interface Proven {
  readonly client: LightClient;
  readonly verdict: CheckpointVerdict;
}

async function proveFile(
  file: string,
  client: LightClient | null,
  trust: string | null,
): Promise<Result<Proven>> {
  const parts = await readCheckpointFile(file);
  if (!parts.ok) return parts;
  if (client !== null) return proveNext(client, parts.value);
  const root = parseDigest(trust ?? '');
  if (!root.ok) return root;
  // Which network it is follows from the trusted digest; nothing is compared with a genesis here.
  const begun = beginAtClosing(root.value, root.value, parts.value.summary);
  if (!begun.ok) return begun;
  const verdict = proveParts(begun.value, parts.value, null);
  return verdict.ok ? ok({ client: begun.value, verdict: verdict.value }) : verdict;
}

async function beginWith(file: string): Promise<Result<LightClient>> {
  const json = await readJsonFile(file);
  if (!json.ok) return json;
  const parsed = parseWith(committeeSchema, json.value);
  if (!parsed.ok) return parsed;
  const committee = { epoch: BigInt(parsed.value.epoch), members: parsed.value.members };
  const voters = votersOf(committee);
  return voters.ok ? ok({ genesis: new Uint8Array(32), committee, last: null, closing: null }) : voters;
}

function tellVerdict(verdict: CheckpointVerdict, { committee }: LightClient): string {
  const { sequence, epoch, digest, timestamp, weight, transactions, objects, closes } = verdict;
  const by =
    weight === null
      ? 'trusted by its digest'
      : `${weight.signers} validators with ${weight.weight} of ${weight.total}`;
  return [
    `Checkpoint ${sequence}, ${digest}`,
    `  epoch ${epoch}, ${timeText(timestamp)}`,
    `  certified    ${by}`,
    `  holds        ${transactions} transactions with their effects; ${objects} objects`,
    ...(closes ? [`  elects       ${committee.members.length} validators for epoch ${committee.epoch}`] : []),
  ].join('\n');
}

function timeText(milliseconds: bigint): string {
  const date = new Date(Number(milliseconds));
  return Number.isNaN(date.getTime()) ? `${milliseconds} ms` : date.toISOString();
}

function tellFailure(file: string, { code, message }: Refusal): false {
  console.error(`NOT VERIFIED (${code}) ${file}: ${message}.`);
  return false;
}

interface Options extends VerifierOptions {
  readonly files: readonly string[];
  readonly trust: string | null;
  readonly committee: string | null;
}

/** @returns what is wrong with the call, as a sentence, where something is */
function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals: files } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { trust: { type: 'string' }, committee: { type: 'string' }, help: { type: 'boolean' } },
    });
    const { trust = null, committee = null, help = false } = values;
    if (help) return { help, files, trust, committee };
    if (files.length === 0) return 'Expected a file, got none.';
    if ((trust === null) === (committee === null)) return 'Expected either --trust or --committee.';
    if (trust !== null && !parseDigest(trust).ok) return 'Expected a digest in base58 after --trust.';
    return { help, files, trust, committee };
  } catch (error) {
    return error instanceof Error ? error.message : 'The options could not be read.';
  }
}
