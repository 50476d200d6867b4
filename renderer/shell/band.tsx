import { Button, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBuildingBank,
  IconCoins,
  IconDeviceDesktop,
  IconFlask,
  IconLinkPlus,
  IconLock,
  IconPlugConnected,
  IconSnowflake,
  IconTestPipe,
  IconUserShield,
} from '@tabler/icons-react';
import { useContext } from 'react';
import type { NodeView } from '../../electron/contract/node.ts';
import { problemText } from '../components/error-notice.tsx';
import { NoticeStrips } from '../components/toasts.tsx';
import { AppTrouble, useApp, useTreasury } from '../state/app-context.ts';
import type { Problem } from '../state/call.ts';
import { networkText } from '../texts/chains.ts';
import { grouped } from '../texts/grouped.ts';
import { nodeStateText, stationText } from '../texts/states.ts';
import { texts } from '../texts/texts.ts';
import { shortWhen } from '../texts/when.ts';
import { BooksAlarm, BooksChecking } from './books-state.tsx';
import { ClockAlarm } from './clock-alarm.tsx';
import { FreezeAlarm } from './freeze-alarm.tsx';
import { HoldAlarm } from './hold-alarm.tsx';
import { lockStation } from './lock-station.ts';
import { NodeStrip } from './node-strip.tsx';
import { OfficerMenu } from './officer-menu.tsx';
import { RequestsWait } from './requests-wait.tsx';

const networkIcon: Readonly<Record<string, typeof IconFlask>> = {
  'iota:practice': IconFlask,
  'iota:testnet': IconTestPipe,
  'iota:mainnet': IconCoins,
};

const stationIcon = { desk: IconDeviceDesktop, cold: IconSnowflake, officer: IconUserShield };

/** Always shown: which station, which network, which chain, how the node is; so that nobody signs on the wrong one. */
export function Band() {
  const app = useApp();
  const treasury = useTreasury();
  const network = networkText(treasury.network);
  const NetworkIcon = networkIcon[treasury.network] ?? IconTestPipe;
  const StationIcon = stationIcon[treasury.stationRole];
  return (
    <header className="bands">
      <section className="band" data-network={treasury.network} aria-label={texts.band.label}>
        <span className="band-item band-station">
          <StationIcon size={16} aria-hidden />
          <strong>{stationText[treasury.stationRole]}</strong>
        </span>
        <span className="band-item">
          <NetworkIcon size={16} aria-hidden />
          <strong>{network.name}</strong>
          <span className="band-stake">{network.stake}</span>
        </span>
        <span className="band-item">
          {texts.band.genesis} <span className="mono">{treasury.genesis}</span>
        </span>
        {treasury.node !== null && <NodeState node={treasury.node} />}
        <BooksChecking books={treasury.books} />
        <span className="band-grow" />
        <span className="band-item ellipsis band-treasury">
          <IconBuildingBank size={16} aria-hidden />
          <span className="ellipsis">{treasury.name}</span>
        </span>
        <OfficerMenu />
        <Tooltip label={texts.vault.lockNowHint}>
          <button type="button" className="band-button" onClick={() => void lockStation()}>
            <IconLock size={15} aria-hidden />
            {texts.vault.lockNow}
          </button>
        </Tooltip>
      </section>
      <Outdated />
      {treasury.node !== null && <NodeStrip node={treasury.node} books={treasury.books} />}
      {treasury.node !== null && treasury.node.caution !== null && (
        <Caution caution={treasury.node.caution} />
      )}
      {treasury.node !== null && treasury.node.pruning !== null && (
        <Caution caution={treasury.node.pruning} />
      )}
      <BooksAlarm treasury={treasury} />
      <HoldAlarm treasury={treasury} />
      <FreezeAlarm freezes={treasury.freezes} />
      <RequestsWait vaults={treasury.vaults} />
      <ClockAlarm vaults={treasury.vaults} />
      <NoticeStrips />
      {app.runtime.kind === 'evaluation' && (
        <div className="evaluation" role="note">
          <IconAlertTriangle size={15} aria-hidden />
          {texts.app.evaluation}
        </div>
      )}
    </header>
  );
}

/** That what is shown could not be read again: it is what was read before. */
function Outdated() {
  const trouble = useContext(AppTrouble);
  if (trouble === null) return null;
  const { problem, retry } = trouble;
  return (
    <div className="evaluation" data-tone="bad" role="alert">
      <IconAlertTriangle size={15} aria-hidden />
      <span>
        <strong>{texts.band.outdated}</strong> {problemText(problem).what} {problemText(problem).next} (
        <span className="mono">{problem.code}</span>)
      </span>
      <Button size="compact-xs" variant="default" onClick={retry}>
        {texts.common.retry}
      </Button>
    </div>
  );
}

/** What nothing has gone wrong by yet: a clock that is wrong, told before anyone signs; a node that soon lacks what comes next. */
function Caution({ caution }: { readonly caution: Problem }) {
  const { what, next } = problemText(caution);
  return (
    <div className="evaluation" role="status">
      <IconAlertTriangle size={15} aria-hidden />
      <span>
        <strong>{what}</strong> {next} ({caution.message})
      </span>
    </div>
  );
}

/** How the connection to the node is, and whose word what it tells is. */
export function NodeState({ node }: { readonly node: NodeView }) {
  const NodeIcon =
    node.state === 'connected'
      ? IconPlugConnected
      : node.state === 'connecting' || node.state === 'catching-up'
        ? IconLinkPlus
        : IconAlertTriangle;
  const hint = node.problem === null ? node.url : `${problemText(node.problem).what} ${node.problem.message}`;
  return (
    <Tooltip label={hint}>
      <span className="band-item band-node">
        <NodeIcon size={16} aria-hidden />
        <span role="status" className="ellipsis band-node-state">
          {texts.band.node} <strong>{nodeStateText[node.state]}</strong>
          {node.restsOn !== 'validators' && `, ${texts.band.wordOf[node.restsOn]}`}
        </span>
        {node.checkpoint !== null && node.asOf !== null && (
          <span className="figure ellipsis band-checkpoint">
            {texts.band.checkpoint} {grouped(Number(node.checkpoint))}, {shortWhen(node.asOf, Date.now())}
          </span>
        )}
      </span>
    </Tooltip>
  );
}
