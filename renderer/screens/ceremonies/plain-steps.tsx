import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { numbered } from '../../components/numbered.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { beginTexts, stageTexts, vaultTexts } from '../../texts/ceremony-texts.ts';
import { FileContentsCard } from './file-contents.tsx';
import { OneActionStep } from './one-action-step.tsx';

/** The secret is split; the shares follow one by one. */
export function SplitStep({ view }: { readonly view: CeremonyView }) {
  const text = stageTexts.split;
  const split = 'split' in view.plan ? view.plan.split : null;
  return (
    <OneActionStep
      title={text.title}
      intro={text.intro}
      action={text.do}
      work={() => call('ceremony.split', {})}
    >
      {split && (
        <p className="stage-say">{beginTexts.splitMeans(split, 'words' in view.plan && view.plan.words)}</p>
      )}
      <p className="dim">{text.one}</p>
    </OneActionStep>
  );
}

/** The first address, whole, and the fingerprint: the people know whether it is theirs. */
export function AddressStep({ view }: { readonly view: CeremonyView }) {
  const text = stageTexts.address;
  const { vaults } = useTreasury();
  const known = vaults.find(({ receiveAddress }) => receiveAddress === view.firstAddress);
  return (
    <OneActionStep
      title={text.title}
      intro={text.intro}
      action={text.confirm}
      work={() => call('ceremony.confirm-address', {})}
    >
      <div className="block proof">
        <div>
          <div className="block-label">{stageTexts.fingerprint}</div>
          <span className="fingerprint">{view.fingerprint}</span>
        </div>
        <div>
          <div className="block-label">{vaultTexts.firstAddress}</div>
          {view.firstAddress !== null && <AddressBlocks address={view.firstAddress} />}
        </div>
      </div>
      {view.contents !== null && <FileContentsCard contents={view.contents} />}
      <p className="stage-say">{known ? text.known(known.name) : text.strange}</p>
      <p className="dim">{text.hint}</p>
    </OneActionStep>
  );
}

/** Rotation: the moves that empty the old vault are requested. */
export function MovesStep({ view }: { readonly view: CeremonyView }) {
  const text = stageTexts.moves;
  return (
    <OneActionStep
      title={text.title}
      intro={text.intro(view.replacesName ?? '', view.vault?.name ?? '')}
      action={text.do}
      work={() => call('ceremony.prepare-sweep', {})}
    />
  );
}

/** Rotation: the old vault is marked as retired. */
export function RetireStep({ view }: { readonly view: CeremonyView }) {
  const text = stageTexts.retire;
  const old = view.replacesName ?? '';
  return (
    <OneActionStep
      title={text.title}
      intro={text.intro(old)}
      action={text.do(old)}
      work={() => call('ceremony.retire-old-vault', {})}
    >
      {view.moves !== null && <MoveList moves={view.moves} />}
    </OneActionStep>
  );
}

/** More would not be read by anyone; the requests list them all. */
const SHOWN = 50;

/** What is prepared to be moved, the first fifty at most. */
export function MoveList({ moves }: { readonly moves: NonNullable<CeremonyView['moves']> }) {
  const text = stageTexts.moves;
  if (moves.length === 0) return <p className="stage-say">{text.nothing}</p>;
  return (
    <ol className="block" aria-label={text.prepared}>
      {numbered(moves.slice(0, SHOWN)).map(({ place, item: move }) => (
        <li key={place}>
          <div className="block-label">
            {place}
            <Amount units={move.amount} />
          </div>
          <AddressBlocks address={move.from} />
        </li>
      ))}
    </ol>
  );
}
