import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { NodeView } from '../../electron/contract/node.ts';
import type { BooksCheckView } from '../../electron/contract/treasury.ts';
import { problemText } from '../components/error-notice.tsx';
import { call } from '../state/call.ts';
import { useNavigation } from '../state/navigation.ts';
import { useTask } from '../state/use-task.ts';
import { grouped } from '../texts/grouped.ts';
import { nodeTexts } from '../texts/node-texts.ts';
import { fullWhen, shortWhen } from '../texts/when.ts';

/** A start that goes well is over before this; nothing flashes up then, milliseconds. */
const PATIENCE_MS = 2_000;

/** Whether the figures on the screens are those of the ledger now. */
export const isFresh = (node: NodeView | null): boolean =>
  node === null || (node.state === 'connected' && node.stopped === null);

/** On every screen while figures may be old: why, since when, and when it is tried again. Nothing where all is well. */
export function NodeStrip({ node, books }: { readonly node: NodeView; readonly books: BooksCheckView }) {
  const waited = useWaited(node.state === 'connecting');
  if (isFresh(node) || (node.state === 'connecting' && !waited)) return null;
  if (isHeldByBooks(node, books)) {
    return (
      <div className="evaluation" role="status">
        <IconClockPause size={15} aria-hidden />
        <span>{sinceOf(node)}</span>
      </div>
    );
  }
  const { stopped, problem } = node;
  const cause = stopped ?? problem;
  const Picture = cause === null ? IconClockPause : IconAlertTriangle;
  return (
    <div className="evaluation" data-tone={cause === null ? undefined : 'bad'} role="status">
      <Picture size={15} aria-hidden />
      <span>
        <strong>{whatOf(node, books)}</strong> {sinceOf(node)}{' '}
        {stopped !== null ? nodeTexts.ownStopped : problem !== null && problemText(problem).next}
        {cause !== null && cause.message !== '' && <span className="dim"> ({cause.message})</span>}{' '}
        {node.nextTryAt !== null && nodeTexts.nextTry(shortWhen(node.nextTryAt, Date.now()))}
      </span>
      {cause !== null && <StripButtons node={node} />}
    </div>
  );
}

/** The alarm of the books says already what is wrong, and no other node would help. */
const isHeldByBooks = ({ stopped, problem }: NodeView, books: BooksCheckView): boolean =>
  books.state === 'differs' && stopped === null && (problem === null || problem.code === 'store-damaged');

function StripButtons({ node }: { readonly node: NodeView }) {
  const go = useNavigation((navigation) => navigation.go);
  const task = useTask();
  const again = () =>
    void task.run(
      () => call('node.try-now', {}),
      () => {},
    );
  return (
    <span className="row strip-buttons">
      <Button size="compact-xs" variant="default" loading={task.busy} onClick={again}>
        {nodeTexts.tryNow}
      </Button>
      {node.kind === 'address' && (
        <Button size="compact-xs" variant="default" onClick={() => go({ screen: 'settings' })}>
          {nodeTexts.toSettings}
        </Button>
      )}
    </span>
  );
}

function whatOf({ stopped, problem, state, checkpoint, newest }: NodeView, books: BooksCheckView): string {
  if (stopped !== null) return nodeTexts.ownDown;
  if (problem !== null) return problemText(problem).what;
  if (state === 'connecting') return nodeTexts.connecting;
  if (books.state === 'checking') return nodeTexts.booksFirst;
  return checkpoint === null || newest === null
    ? nodeTexts.catchingUp
    : nodeTexts.catchingUpFrom(grouped(Number(checkpoint)), grouped(Number(newest)));
}

const sinceOf = ({ checkpoint, asOf }: NodeView): string =>
  checkpoint === null || asOf === null
    ? nodeTexts.readNothing
    : nodeTexts.readUntil(grouped(Number(checkpoint)), fullWhen(asOf));

function useWaited(waits: boolean): boolean {
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    if (!waits) return setWaited(false);
    const timer = setTimeout(() => setWaited(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [waits]);
  return waited;
}
