import path from 'node:path';
import { productChains } from '../../chains/registry.ts';
import type { Actor } from '../../console/actor.ts';
import { addressListContents } from '../../console/envelopes/address-list-contents.ts';
import { setDropFolder } from '../../console/envelopes/drop/set-drop-folder.ts';
import { envelopeView, listEnvelopes, takenView, toldView } from '../../console/envelopes/envelope-views.ts';
import { removeJoinDrafts } from '../../console/envelopes/join-drafts.ts';
import { lookAtEnvelope } from '../../console/envelopes/look-at-envelope.ts';
import { makeEnvelope } from '../../console/envelopes/make-envelope.ts';
import { proposalsContents } from '../../console/envelopes/proposals-contents.ts';
import { type EnvelopeSource, readEnvelopeFile } from '../../console/envelopes/read-envelope-file.ts';
import { readTreasuryEnvelope } from '../../console/envelopes/read-treasury-envelope.ts';
import { repliesContents } from '../../console/envelopes/replies-contents.ts';
import { statusContents } from '../../console/envelopes/status-contents.ts';
import { takeEnvelope } from '../../console/envelopes/take-envelope.ts';
import { cardContents, treasuryContents } from '../../console/envelopes/treasury-contents.ts';
import { messageContents } from '../../console/messages/message-contents.ts';
import type { envelopeVerbs } from '../../contract/envelopes.ts';
import type { Handlers, ParsedInput } from '../../contract/serve.ts';
import { MOST_FILE } from '../../core/envelope/container.ts';
import { MOST_BY_QR } from '../../core/envelope/fountain/limits.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import { readSnapshotFile } from '../../stronghold/snapshot-file.ts';
import type { AnyDesk } from '../any-desk.ts';
import type { DeskHolder } from '../desk-holder.ts';
import type { Host } from '../host.ts';
import { makeOfficerDesk } from '../officer.ts';
import type { OnDesk } from './on-desk.ts';

type Make = ParsedInput<'envelope.make'>;

/** Envelopes between stations, and officers' desks out of them. */
export function envelopeHandlers(
  host: Pick<Host, 'treasuries'>,
  holder: DeskHolder,
  { see, act, change }: OnDesk,
): Pick<Handlers, keyof typeof envelopeVerbs> {
  const { effects } = holder;
  return {
    'envelope.list': see((desk) => listEnvelopes(desk, desk.drop.view())),
    'envelope.make': act(async (desk, actor, input: Omit<Make, 'as'>, { place }) => {
      const content = await contentsOf(desk, actor, input);
      if (!content.ok) return content;
      const { what, about, unproven } = content.value;
      const file =
        input.to !== 'file'
          ? null
          : await place.chooseSaveFile({
              title: 'Save the envelope',
              name: `${input.contents}-${new Date(effects.now()).toISOString().slice(0, 10)}.sallyport`,
              kind: { name: 'Sallyport envelope', extension: 'sallyport' },
            });
      if (input.to === 'file' && file === null) return ok(null);
      const ready = input.to === 'folder' ? await desk.drop.ready() : ok(undefined);
      if (!ready.ok) return ready;
      const most = input.to === 'screen' ? MOST_BY_QR : MOST_FILE;
      const made = await makeEnvelope(desk, actor, what, about, most);
      if (!made.ok) return made;
      const { bytes, digest, words, number, expiresAt } = made.value;
      if (file !== null) {
        const written = await replaceAtomically({ file, bytes, verify: () => ok(undefined) });
        if (!written.ok) return written;
      }
      const left =
        input.to === 'folder' ? await desk.drop.leave({ kind: what.kind, digest, bytes }) : ok(file);
      if (!left.ok) return left;
      return ok({
        ...{ digest, words: [...words], number, expiresAt, file: left.value, movements: about.length },
        unproven,
        bytes: input.to === 'screen' ? Buffer.from(bytes).toString('base64') : null,
      });
    }),
    'envelope.choose-file': async (_, { place }) => ok({ file: await place.chooseEnvelope() }),
    'envelope.choose-folder': async (_, { place }) => ok({ folder: await place.chooseFolder('envelopes') }),
    'envelope.set-folder': change(async (desk, actor, { folder }: { readonly folder: string | null }) => {
      const set = await setDropFolder(desk, actor, folder === null ? null : path.resolve(folder));
      if (set.ok) await desk.lookAtFolder();
      return set;
    }),
    'envelope.look': see(async (desk, { source }: Pick<ParsedInput<'envelope.look'>, 'source'>) => {
      const file = await bytesOf(desk, source);
      if (!file.ok) return file;
      const looked = await lookAtEnvelope(desk, file.value);
      return looked.ok ? envelopeView(desk, looked.value) : looked;
    }),
    'envelope.take': act(
      async (desk, actor, { source, digest }: Omit<ParsedInput<'envelope.take'>, 'as'>) => {
        const file = await bytesOf(desk, source);
        if (!file.ok) return file;
        const taken = await takeEnvelope(desk, actor, { file: file.value, digest });
        if (source.kind === 'folder') await desk.lookAtFolder();
        return taken.ok ? ok(takenView(taken.value)) : taken;
      },
    ),
    async 'station.look'({ source }) {
      const file = await readEnvelopeFile(resolved(source));
      if (!file.ok) return file;
      const told = await readTreasuryEnvelope(file.value, {
        chainOf: productChains.chainOf,
        proofs: effects.proofs,
        now: effects.now(),
      });
      return told.ok ? ok(toldView(told.value)) : told;
    },
    'station.choose-key': async (_, { place }) => ok({ file: await place.chooseStronghold() }),
    async 'station.join'({ source, digest, keyFile, password, folder: named }) {
      if (holder.busy) return refuse('treasury-in-use', 'close the open treasury first');
      const file = await readEnvelopeFile(resolved(source));
      if (!file.ok) return file;
      const key = await readSnapshotFile(path.resolve(keyFile), { trustPlace: true });
      if (!key.ok) return key;
      const folder = path.resolve(
        named ?? path.join(host.treasuries, `officers-desk-${effects.uuid().slice(0, 8)}`),
      );
      await removeJoinDrafts(path.dirname(folder));
      const joining = { folder, file: file.value, digest, keyFile: key.value, password };
      const made = await makeOfficerDesk(joining, effects);
      if (!made.ok) return made;
      const opened = await holder.open(folder);
      return opened.ok ? ok({ folder }) : opened;
    },
  };
}

const resolved = (source: EnvelopeSource): EnvelopeSource =>
  source.kind === 'file' ? { kind: 'file', file: path.resolve(source.file) } : source;

const bytesOf = ({ drop }: AnyDesk, source: ParsedInput<'envelope.look'>['source']) =>
  source.kind === 'folder' ? drop.read(source.name) : readEnvelopeFile(resolved(source));

async function contentsOf(
  desk: AnyDesk,
  actor: Actor,
  { contents, movementIds, of = null, message = null }: Omit<Make, 'as'>,
) {
  switch (contents) {
    case 'address-list':
      return of === null
        ? refuse('input-malformed', 'expected the account whose addresses are told')
        : alone(await addressListContents(desk, of));
    case 'message':
      return message === null
        ? refuse('input-malformed', 'expected the message to sign')
        : beside(await messageContents(desk, message));
    case 'proposals':
      return movementIds.length === 0
        ? refuse('input-malformed', 'expected at least one movement')
        : proposalsContents(desk, movementIds);
    case 'replies':
      return beside(await repliesContents(desk));
    case 'status':
      return alone(await statusContents(desk));
    case 'treasury':
      return alone(await treasuryContents(desk));
    case 'officer-card':
      return alone(await cardContents(desk, actor));
  }
}

const alone = <W>(what: Result<W>) => (what.ok ? ok({ what: what.value, about: [], unproven: 0 }) : what);
const beside = <W extends object>(out: Result<W>) => (out.ok ? ok({ ...out.value, unproven: 0 }) : out);
