import type { CeremonyView, PastCeremony } from '../../electron/contract/ceremony.ts';
import type { VaultView } from '../../electron/contract/vaults.ts';
import type { Channel, Input, Output } from '../../electron/contract/contract.ts';
import type { Topic } from '../../electron/contract/topics.ts';
import { ceremonySteps, optionalSteps } from '../../electron/core/ceremony/ceremony-steps.ts';
import { mixEntropy } from '../../electron/core/ceremony/mix-entropy.ts';
import { entropyToWords, wordsToEntropy } from '../../electron/core/ceremony/mnemonic.ts';
import {
  advance,
  beginCeremony,
  type CeremonyState,
  stepAtHand,
} from '../../electron/core/ceremony/script.ts';
import type { Sheet } from '../../electron/core/ceremony/sheet.ts';
import { sheetFingerprint } from '../../electron/core/ceremony/sheet-fingerprint.ts';
import { makeSheetSerial } from '../../electron/core/ceremony/sheet-serial.ts';
import { combineShares } from '../../electron/core/ceremony/slip39/combine-shares.ts';
import { splitSecret } from '../../electron/core/ceremony/slip39/split-secret.ts';
import { plannedSheets } from '../../electron/core/ceremony/transcript-rules.ts';
import { blake2b256, bytesToHex } from '../../electron/core/digest.ts';
import { ok, type Result, refuse } from '../../electron/core/result.ts';
import {
  differingPlaces,
  seedWordNumbers,
  seedWordsOf,
  shareOf,
  shareWordNumbers,
} from '../../electron/signer/ceremony/word-numbers.ts';

type CeremonyChannel = Extract<
  Channel,
  `ceremony.${string}` | 'vault.change-password' | 'vault.save-copy' | 'vault.migrate'
>;
type Handlers = { readonly [C in CeremonyChannel]: (input: Input<C>) => Result<Output<C>> };

export interface FakeCeremonyWorld {
  readonly now: () => number;
  readonly push: (...topics: Topic[]) => void;
  readonly vaults: () => readonly VaultView[];
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly uuid: (seed: string) => string;
  readonly held: readonly PastCeremony[];
}

interface Session {
  state: CeremonyState;
  readonly id: string;
  vault: CeremonyView['vault'];
  readonly replacesName: string | null;
  readonly expected: string | null;
  readonly officers: { readonly id: string; readonly name: string; signed: boolean }[];
  readonly deviations: CeremonyView['deviations'];
  entropy: Uint8Array | null;
  firstAddress: string | null;
  rolledBits: number;
  sheets: readonly Sheet[];
  shares: readonly Uint16Array[];
  groupsChecked: number;
  contents: CeremonyView['contents'];
  found: CeremonyView['found'];
  moves: CeremonyView['moves'];
  belongsTo: string | null;
  ended: boolean;
}

const GROUP = 6;
const text = new TextEncoder();

/** The words that the fake draws without rolls: always the same, so that tests can type them. */
export const fakeEntropy = blake2b256(text.encode('fake ceremony'));
/** The entropy that stands behind the fake's hot vault. */
export const fakeHotEntropy = blake2b256(text.encode('fake hot vault'));
/** What stands in the fake for the derivation of a first address. */
export const fakeAddressOf = (entropy: Uint8Array) =>
  `0x${bytesToHex(blake2b256(text.encode('address'), entropy))}`;

/** What the fake's Stronghold file tells. */
const fakeContents: CeremonyView['contents'] = {
  version: 2,
  coinType: 4218,
  network: 'mainnet',
  nodes: ['https://api.stardust-mainnet.iotaledger.net'],
  accounts: [
    { index: 0, alias: 'Treasury', coinType: 4218, addresses: 4, internalAddresses: 1 },
    { index: 1, alias: 'Payroll', coinType: 4218, addresses: 12, internalAddresses: 0 },
    { index: 2, alias: null, coinType: 4219, addresses: 1, internalAddresses: 0 },
  ],
  accountsLeftOut: 0,
  unknown: 2,
};

/** Ceremonies in memory, by the real script, words, shares and sheets; only keys and files are not there. */
export function fakeCeremony(world: FakeCeremonyWorld): Handlers {
  let session: Session | null = null;
  const held = [...world.held];
  let drawn = 0;
  const random = (length: number) => {
    drawn += 1;
    return blake2b256(text.encode(`random ${drawn}`)).slice(0, length);
  };

  const now = (kind: 'done' | 'failed' | 'passed-over') => {
    const step = stepAtHand(session!.state);
    if (!step) throw new Error('the fake has no step at hand');
    const next = advance(session!.state, { kind, step, at: world.now() });
    if (!next.ok) throw new Error(next.message);
    session!.state = next.value;
    if (kind === 'done') session!.groupsChecked = 0;
    world.push('ceremony');
  };
  const pass = (): Result<Record<string, never>> => {
    if (!session || !stepAtHand(session.state)) return refuse('ceremony-over', 'no ceremony is under way');
    now('done');
    return ok({});
  };
  const know = (entropy: Uint8Array) => {
    session!.entropy = entropy;
    session!.firstAddress = fakeAddressOf(entropy);
  };
  const nameSheets = () => {
    const fingerprint = sheetFingerprint(session!.firstAddress!);
    session!.sheets = plannedSheets(session!.state.plan).map((content) => ({
      serial: makeSheetSerial(random),
      fingerprint,
      content,
    }));
  };
  const entropyOf = (backup: Input<'ceremony.enter'>) =>
    backup.kind === 'words'
      ? wordsToEntropy(seedWordsOf(backup.words))
      : combineShares(backup.shares.map(shareOf));
  const shareAtHand = () => {
    const { group, share } = stepAtHand(session!.state)!;
    const plan = session!.state.plan;
    const groups = 'split' in plan && plan.split ? plan.split.groups : [];
    const before = groups.slice(0, (group ?? 1) - 1).reduce((sum, { count }) => sum + count, 0);
    return session!.shares[before + (share ?? 1) - 1]!;
  };
  const passwordRight = (password: Uint8Array): Result<Record<string, never>> =>
    new TextDecoder().decode(password) === 'practice'
      ? ok({})
      : refuse('password-wrong', 'the file did not open with this password');

  const view = (): CeremonyView | null => {
    if (!session) return null;
    const { state, firstAddress } = session;
    const { position, records, plan } = state;
    return {
      id: session.id,
      plan,
      status: session.ended ? 'ended' : state.status === 'held' ? 'signing' : 'running',
      result: session.ended
        ? plan.kind !== 'check-backup'
          ? 'held'
          : session.belongsTo === null
            ? 'belongs-to-none'
            : 'belongs'
        : null,
      steps: ceremonySteps(plan).map((step, place) => ({
        ...step,
        state: place < position ? 'done' : place === position && state.status === 'running' ? 'now' : 'later',
        passedOver: records[place]?.passedOver ?? false,
        optional: optionalSteps.has(step.step),
        failed: records[place]?.failed ?? 0,
        at: records[place]?.at ?? null,
      })),
      vault: session.vault,
      replacesName: session.replacesName,
      officers: session.officers.map((officer) => ({ ...officer })),
      deviations: [...session.deviations],
      sheets: [...session.sheets],
      firstAddress,
      fingerprint: firstAddress === null ? null : sheetFingerprint(firstAddress),
      rolledBits: session.rolledBits,
      wordsPerShare: session.shares[0]?.length ?? 0,
      groupsChecked: session.groupsChecked,
      contents: session.contents,
      found: session.found,
      moves: session.moves,
      belongsTo: session.belongsTo,
    };
  };

  return {
    'ceremony.read': () => ok(view()),
    'ceremony.list': () => ok([...held]),
    'ceremony.begin': ({ plan, vault, vaultId, officers }) => {
      if (session) return refuse('ceremony-busy', 'a ceremony is under way; one is held at a time');
      for (const { password } of officers) {
        const right = passwordRight(password);
        if (!right.ok) return right;
      }
      const about = world.vaults().find(({ id }) => id === vaultId) ?? null;
      session = {
        id: world.uuid(`ceremony ${held.length}`),
        state: beginCeremony(plan, world.now()),
        vault: vault
          ? { id: world.uuid(vault.name), ...vault }
          : about && { id: about.id, name: about.name, kind: about.kind },
        replacesName: plan.kind === 'rotate' ? (about?.name ?? null) : null,
        expected: plan.kind === 'shares' ? (about?.receiveAddress ?? null) : null,
        officers: officers.map(({ officerId }) => ({
          id: officerId,
          name: world.officers.find(({ id }) => id === officerId)?.name ?? '',
          signed: false,
        })),
        deviations: [],
        entropy: null,
        firstAddress: null,
        rolledBits: 0,
        sheets: [],
        shares: [],
        groupsChecked: 0,
        contents: null,
        found: null,
        moves: null,
        belongsTo: null,
        ended: false,
      };
      now('done');
      return ok({});
    },
    'ceremony.draw': ({ rolls }) => {
      const mixed = rolls ? mixEntropy({ system: fakeEntropy, rolls: rolls.text, kind: rolls.kind }) : null;
      if (mixed && !mixed.ok) return mixed;
      know(mixed ? mixed.value.entropy : Uint8Array.from(fakeEntropy));
      session!.rolledBits = mixed?.value.bits ?? 0;
      nameSheets();
      now(rolls ? 'done' : 'passed-over');
      return ok({});
    },
    'ceremony.show-words': ({ group }) => {
      const words = seedWordNumbers(entropyToWords(session!.entropy!));
      return ok({ words: words.slice(group * GROUP, group * GROUP + GROUP) });
    },
    'ceremony.words-written': pass,
    'ceremony.check-words': ({ group, words }) => {
      const all = seedWordNumbers(entropyToWords(session!.entropy!));
      const wrong = differingPlaces(words, all.slice(group * GROUP, group * GROUP + GROUP));
      if (wrong.length > 0) now('failed');
      else {
        session!.groupsChecked += 1;
        if (session!.groupsChecked === all.length / GROUP) now('done');
      }
      return ok({ wrong });
    },
    'ceremony.show-again': () => {
      const current = stepAtHand(session!.state)!;
      const step = current.step === 'share-reentered' ? 'share-shown' : 'words-shown';
      const next = advance(session!.state, { kind: 'returned', to: { ...current, step }, at: world.now() });
      if (!next.ok) return next;
      session!.state = next.value;
      session!.groupsChecked = 0;
      world.push('ceremony');
      return ok({});
    },
    'ceremony.split': () => {
      const plan = session!.state.plan;
      const shape = 'split' in plan ? plan.split : null;
      if (!shape) return refuse('ceremony-plan', 'this ceremony splits nothing');
      const split = splitSecret({
        secret: session!.entropy!,
        ...shape,
        iterationExponent: 0,
        random,
      });
      if (!split.ok) return split;
      session!.shares = split.value.flat().map(shareWordNumbers);
      return pass();
    },
    'ceremony.show-share': ({ group }) =>
      ok({ words: shareAtHand().slice(group * GROUP, group * GROUP + GROUP) }),
    'ceremony.share-written': pass,
    'ceremony.check-share': ({ words }) => {
      const wrong = differingPlaces(words, shareAtHand());
      now(wrong.length > 0 ? 'failed' : 'done');
      return ok({ wrong });
    },
    'ceremony.sheets-labelled': pass,
    'ceremony.rehearse': (backup) => {
      const entropy = entropyOf(backup);
      const matches = entropy.ok && fakeAddressOf(entropy.value) === session!.firstAddress;
      now(matches ? 'done' : 'failed');
      return entropy.ok ? ok({ matches }) : entropy;
    },
    'ceremony.enter': (backup) => {
      const entropy = entropyOf(backup);
      now(entropy.ok ? 'done' : 'failed');
      if (!entropy.ok) return entropy;
      know(entropy.value);
      const known = world.vaults().find((vault) => vault.receiveAddress === session!.firstAddress);
      if (session!.state.plan.kind === 'check-backup') {
        session!.vault = known ? { id: known.id, name: known.name, kind: known.kind } : null;
        session!.belongsTo = known?.name ?? null;
        if (!known) session!.firstAddress = null;
        now('done');
      }
      if (session!.state.plan.kind === 'shares') {
        if (session!.firstAddress !== session!.expected) {
          now('failed');
          return refuse('fingerprint-other', 'the words belong to another vault; abandon and begin again');
        }
        nameSheets();
        now('done');
      }
      return ok({});
    },
    'ceremony.choose-file': () =>
      ok({ file: '/media/stick/firefly-mainnet.stronghold', version: 2, workFactor: null, size: 4182 }),
    'ceremony.open-file': ({ password }) => {
      const right = passwordRight(password);
      now(right.ok ? 'done' : 'failed');
      if (right.ok) {
        know(Uint8Array.from(fakeEntropy));
        session!.contents = fakeContents;
      }
      return right;
    },
    'ceremony.confirm-address': pass,
    'ceremony.search': ({ passOver }) => {
      if (!passOver) {
        session!.found = [
          { account: 0, addresses: 4, balance: '182400000000' },
          { account: 2, addresses: 1, balance: '0' },
        ];
      }
      now(passOver ? 'passed-over' : 'done');
      return ok({});
    },
    'ceremony.write': ({ password, again }) => {
      if (password.length === 0) return refuse('password-empty', 'expected a password, got nothing');
      if (new TextDecoder().decode(password) !== new TextDecoder().decode(again)) {
        return refuse('password-mismatch', 'expected the same password twice');
      }
      now('done');
      now('done');
      return ok({});
    },
    'ceremony.prepare-sweep': () => {
      session!.moves = ['a', 'b', 'c'].map((seed) => ({
        from: `0x${bytesToHex(blake2b256(text.encode(seed)))}`,
        amount: '1250750000000',
      }));
      return pass();
    },
    'ceremony.retire-old-vault': pass,
    'ceremony.note-deviation': ({ officerId, text: noted }) => {
      const officerName = session!.officers.find(({ id }) => id === officerId)?.name ?? '';
      session!.deviations.push({ text: noted, officerName, at: world.now() });
      world.push('ceremony');
      return ok({});
    },
    'ceremony.abandon': () => {
      session = null;
      world.push('ceremony', 'journal');
      return ok({});
    },
    'ceremony.sign': ({ officerId, password }) => {
      const right = passwordRight(password);
      if (!right.ok) return right;
      const officer = session!.officers.find(({ id }) => id === officerId);
      if (!officer) return refuse('ceremony-officers', 'only officers who were present sign');
      officer.signed = true;
      session!.ended = session!.officers.every(({ signed }) => signed);
      const shown = view()!;
      if (session!.ended) {
        held.unshift({
          id: session!.id,
          kind: shown.plan.kind,
          result: shown.result ?? 'held',
          vaultName: shown.vault?.name ?? null,
          officers: shown.officers.map(({ name }) => name),
          sheets: shown.sheets.length,
          endedAt: world.now(),
        });
      }
      world.push('ceremony', 'journal');
      return ok({});
    },
    'ceremony.dismiss': () => {
      session = null;
      world.push('ceremony');
      return ok({});
    },
    'ceremony.save-sheet': ({ sheet }) => ok({ file: `/home/mara/blank-sheet-${sheet + 1}.pdf` }),
    'ceremony.save-transcript': ({ format }) => ok({ file: `/home/mara/transcript.${format}` }),
    'vault.change-password': ({ password }) => passwordRight(password),
    'vault.save-copy': ({ password }) => {
      const right = passwordRight(password);
      return right.ok ? ok({ file: '/media/stick/hot-vault.stronghold' }) : right;
    },
    'vault.migrate': ({ password }) => passwordRight(password),
  };
}
