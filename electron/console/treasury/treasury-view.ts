import { type BooksCheck, differenceText } from '../../books/books-check.ts';
import type { EverDone, VaultFigures } from '../../books/rows.ts';
import type { NodeView } from '../../contract/node.ts';
import type { BooksCheckView, FirstSteps, TreasuryView } from '../../contract/treasury.ts';
import type { FreezeView, VaultView } from '../../contract/vaults.ts';
import { readLastBackup } from '../backup/last-backup.ts';
import { findMissingFiles } from '../backup/missing-files.ts';
import { freezesInForce } from '../freezes/lift-freeze.ts';
import type { KnownFreeze } from '../freezes/read-freezes.ts';
import { countMessagesForMe } from '../messages/message-views.ts';
import { checkVaultClock } from '../movements/check-clock.ts';
import { countForMe } from '../movements/movement-views.ts';
import { requestsFrom } from '../movements/requests-from.ts';
import { officerName } from '../officers/officer-name.ts';
import type { Viewer } from '../officers/viewer.ts';
import type { Station } from '../station.ts';
import type { Vault } from '../vaults/vault-of.ts';
import type { HoldState } from './folder-hold.ts';
import { stationRole } from './station-role.ts';

/**
 * What the frame around every screen shows, for an officer of a caller.
 * @param cameIn envelopes in the station's folder that wait; null where none is chosen
 */
export async function readTreasury(
  station: Pick<
    Station,
    'treasury' | 'books' | 'check' | 'hold' | 'messages' | 'policy' | 'chain' | 'keys' | 'line' | 'effects'
  >,
  viewer: Viewer,
  cameIn: number | null = null,
): Promise<TreasuryView> {
  const { treasury, books, policy, chain, keys, line, effects } = station;
  const file = treasury.file();
  // Nobody but officers sees balances, addresses and what else customers could be known by.
  const seen = viewer.acting !== null;
  const { officers, vaults, trustRoot, change, groups } = policy.present();
  const [mine, messages, figures, ever, retired, alarms, backup, missingFiles, freezes] = await Promise.all([
    countForMe(station, viewer),
    countMessagesForMe(station, viewer),
    books.figures.vaults(),
    books.figures.everDone(),
    books.vaults.retired(),
    books.alarms.open(),
    readLastBackup(station),
    findMissingFiles(station),
    freezesInForce(station),
  ]);
  return {
    id: file.id,
    name: file.name,
    folder: treasury.folder,
    network: file.network.id,
    genesis: file.network.genesis,
    trustRoot,
    coinType: chain.derivation.coinType,
    asset: { ...chain.asset },
    stationRole: stationRole(station),
    stationId: treasury.key.stationId,
    stationKey: treasury.key.place,
    node: line === null ? null : nodeView(line.view(), seen),
    books: booksCheckView(station.check.view(), seen),
    hold: holdView(station.hold.view(), seen),
    freezes: freezes.map((each) => freezeView(station, each, seen)),
    booksAlarms: alarms.map(({ differences, ...alarm }) => ({
      ...alarm,
      differences: named(differences, seen),
    })),
    backup,
    firstSteps: firstStepsOf(ever),
    missingFiles,
    officers: officers.map(({ id, name, roles }) => ({ id, name, roles: [...roles] })),
    policyChange: {
      quorum: change.quorum,
      approvals: change.approvals.map(({ group, count }) => ({
        group,
        count,
        officerIds: [...(groups.find(({ name }) => name === group)?.officerIds ?? [])],
      })),
    },
    signedIn: viewer.signedIn.map(({ id }) => id),
    vaults: vaults.map((vault) =>
      vaultView(vault, {
        state: keys.vaults.state(vault.id),
        failure: keys.vaults.failure(vault.id),
        figures: figures.find(({ vaultId }) => vaultId === vault.id),
        requestsFrom: requestsFrom(station, vault.id),
        isClockRight: checkVaultClock(station, vault.id).ok,
        sealedAt: keys.vaults.sealedAt(vault.id),
        now: effects.now(),
        retired: retired.includes(vault.id),
        seen,
      }),
    ),
    waitsForMe: {
      withdrawals: mine.get('withdrawal') ?? 0,
      sweeps: mine.get('sweep') ?? 0,
      gathers: mine.get('gather') ?? 0,
      messages,
    },
    cameIn: seen ? cameIn : null,
    practicePassword: file.practicePassword,
  };
}

function freezeView(
  { treasury, policy }: Pick<Station, 'treasury' | 'policy'>,
  { digest, freeze }: KnownFreeze,
  seen: boolean,
): FreezeView {
  const { vaultId, officerId, frozenAt, reason } = freeze;
  // Who froze may have left since.
  const policies = [
    policy.present(),
    ...treasury
      .file()
      .policies.map((each) => each.policy)
      .toReversed(),
  ];
  return {
    digest,
    vaultId,
    vaultName: policy.present().vaults.find(({ id }) => id === vaultId)?.name ?? null,
    officerName: policies.map((each) => officerName(each, officerId)).find((name) => name !== null) ?? '',
    at: frozenAt,
    reason: seen ? reason : '',
  };
}

/** By what the books have, so that every desk and every officer sees the same. */
const firstStepsOf = ({ officerActed, vaultOpened, accountMade, ...money }: EverDone): FirstSteps => ({
  signIn: officerActed,
  unlock: vaultOpened,
  account: accountMade,
  ...money,
});

const named = (differences: readonly string[], seen: boolean): string[] => (seen ? [...differences] : []);

/** A message of the node's may tell what an address has. */
const nodeView = ({ problem, ...view }: NodeView, seen: boolean): NodeView => ({
  ...view,
  problem: problem && (seen ? problem : { ...problem, message: '' }),
});

function booksCheckView(check: BooksCheck, seen: boolean): BooksCheckView {
  switch (check.state) {
    case 'checking':
      return { state: 'checking', entries: check.entries, of: check.of };
    case 'whole':
      return { state: 'whole', entries: check.entries };
    case 'differs': {
      const { count, differences } = check;
      const canRebuild = check.rebuild !== null;
      return {
        state: 'differs',
        count,
        differences: named(differences.map(differenceText), seen),
        canRebuild,
        damaged: differences.some(({ kind }) => kind === 'file'),
      };
    }
  }
}

/** With nobody signed in it says that there are payments to settle, and names none of them. */
function holdView({ spends, ...state }: HoldState, seen: boolean): TreasuryView['hold'] {
  const isFree = state.enrolment === null && state.older === null && spends.length === 0;
  return isFree && state.signsFrom === null
    ? null
    : {
        ...state,
        spends: spends.map(({ at, ...each }) => ({
          at,
          ...(seen ? each : { transactionId: '', checkpoint: null }),
        })),
      };
}

function vaultView(
  { id, name, kind, receiveAddress }: Vault,
  {
    state,
    failure,
    figures,
    requestsFrom: from,
    now,
    isClockRight,
    sealedAt,
    retired,
    seen,
  }: {
    readonly state: VaultView['state'];
    readonly failure: VaultView['failure'];
    readonly figures: VaultFigures | undefined;
    readonly requestsFrom: number;
    readonly now: number;
    readonly isClockRight: boolean;
    readonly sealedAt: number;
    readonly retired: boolean;
    /** Whether an officer looks. */
    readonly seen: boolean;
  },
): VaultView {
  return {
    id,
    name,
    kind,
    state,
    failure,
    balance: seen ? (figures?.balance ?? 0n).toString() : null,
    reserved: seen ? (figures?.reserved ?? 0n).toString() : null,
    free: seen ? ((figures?.balance ?? 0n) - (figures?.reserved ?? 0n)).toString() : null,
    receiveAddress,
    accounts: figures?.accounts ?? 0,
    requestsFrom: from > now ? from : null,
    sealedAhead: isClockRight ? null : sealedAt,
    retired,
  };
}
