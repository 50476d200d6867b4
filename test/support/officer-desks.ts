import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Actor } from '../../electron/console/actor.ts';
import { lookAtEnvelope } from '../../electron/console/envelopes/look-at-envelope.ts';
import { type EnvelopeContents, makeEnvelope } from '../../electron/console/envelopes/make-envelope.ts';
import { packEnvelope, unpackEnvelope } from '../../electron/console/envelopes/pack-envelope.ts';
import { proposalsContents } from '../../electron/console/envelopes/proposals-contents.ts';
import { repliesContents } from '../../electron/console/envelopes/replies-contents.ts';
import { takeEnvelope } from '../../electron/console/envelopes/take-envelope.ts';
import { cardContents, treasuryContents } from '../../electron/console/envelopes/treasury-contents.ts';
import type { Caller } from '../../electron/console/officers/callers.ts';
import type { Station } from '../../electron/console/station.ts';
import { treasuryPaths } from '../../electron/console/treasury/treasury-folder.ts';
import {
  type EnvelopeStatement,
  readEnvelope,
  writeEnvelope,
} from '../../electron/core/envelope/envelope.ts';
import { verifySignature } from '../../electron/signer/ed25519.ts';
import { makeOfficerDesk, type OfficerDesk, openOfficerDesk } from '../../electron/stations/officer.ts';
import { type TestDesk, temporaryFolder } from './treasury-fixture.ts';
import { actorAt, enter, must, officerIdOf, PASSWORD, utf8 } from './treasury-steps.ts';

/** An officer's desk of a test, and its one caller. */
export interface TestOfficerDesk {
  readonly station: OfficerDesk;
  readonly caller: Caller;
  readonly folder: string;
  readonly name: string;
  readonly as: () => Promise<Actor>;
  readonly reopen: () => Promise<void>;
}

/** Makes the desk of an officer from a treasury envelope of the test's desk; its key file is the one that lies there. */
export async function officerDesk(desk: TestDesk, name: string): Promise<TestOfficerDesk> {
  const { station, effects } = desk;
  const mara = await enter(desk, 'Mara');
  const made = must(await makeEnvelope(station, mara, must(await treasuryContents(station))));
  const folder = path.join(await temporaryFolder(), 'officer');
  const file = station.treasury.file().officerFiles[officerIdOf(station, name)] ?? '';
  const keyFile = await readFile(treasuryPaths(desk.folder).officer(file));
  must(
    await makeOfficerDesk(
      { folder, file: made.bytes, digest: made.digest, keyFile, password: utf8(PASSWORD) },
      effects,
    ),
  );
  let opened = must(await openOfficerDesk(folder, effects));
  let caller = opened.callers.open();
  onTestFinished(() => opened.close());
  return {
    get station() {
      return opened;
    },
    get caller() {
      return caller;
    },
    folder,
    name,
    as: async () => {
      await enter({ station: opened, caller }, name);
      return actorAt({ station: opened, caller }, name);
    },
    reopen: async () => {
      await opened.close();
      opened = must(await openOfficerDesk(folder, effects));
      caller = opened.callers.open();
    },
  };
}

/** Makes an envelope and gives its bytes. */
export const envelopeOf = async (station: Station, by: Actor, what: EnvelopeContents) =>
  must(await makeEnvelope(station, by, what)).bytes;

/** The proposals of some movements in an envelope, by Mara. */
export async function proposalsOf(desk: TestDesk, ids: readonly string[]): Promise<Uint8Array> {
  const mara = await enter(desk, 'Mara');
  const { what, about } = must(await proposalsContents(desk.station, ids));
  return must(await makeEnvelope(desk.station, mara, what, about)).bytes;
}

/** The answers of an officer's desk in an envelope. */
export async function repliesOf({ station, as }: TestOfficerDesk): Promise<Uint8Array> {
  const { what, about } = must(await repliesContents(station));
  return must(await makeEnvelope(station, await as(), what, about)).bytes;
}

/** The card of an officer's desk in an envelope. */
export async function cardOf({ station, as }: TestOfficerDesk): Promise<Uint8Array> {
  const actor = await as();
  return envelopeOf(station, actor, must(await cardContents(station, actor)));
}

/** Looks at an envelope and takes it in, as people do who have compared the digest. */
export async function take(station: Station, by: Actor, file: Uint8Array) {
  const looked = await lookAtEnvelope(station, file);
  return looked.ok ? takeEnvelope(station, by, { file, digest: looked.value.envelope.digest }) : looked;
}

/** An officer's desk that the test's desk knows by its card. */
export async function knownOfficerDesk(desk: TestDesk, name: string): Promise<TestOfficerDesk> {
  const made = await officerDesk(desk, name);
  must(await take(desk.station, await enter(desk, 'Mara'), await cardOf(made)));
  return made;
}

/** An envelope of a station that lies: its statement is changed, and signed with its key all the same. */
export async function forged(
  { treasury }: Pick<Station, 'treasury'>,
  file: Uint8Array,
  change: (statement: EnvelopeStatement) => unknown,
): Promise<Uint8Array> {
  const { statement } = must(readEnvelope(must(await unpackEnvelope(file)), verifySignature));
  const changed = change(statement) as EnvelopeStatement;
  return must(await packEnvelope(must(writeEnvelope(changed, (digest) => treasury.key.sign(digest))).text));
}
