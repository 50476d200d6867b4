import { IconFileOff, IconFlask, IconKey } from '@tabler/icons-react';
import { useTreasury } from '../../state/app-context.ts';
import { vaultTexts } from '../../texts/ceremony-texts.ts';

const text = vaultTexts;

/** The two things that people get wrong about backups, in a sentence each. */
export function ToKnow() {
  const { practicePassword } = useTreasury();
  return (
    <aside className="card to-know" aria-label={text.toKnow}>
      <h2 className="card-title">{text.toKnow}</h2>
      <div className="card-pad">
        <div className="know">
          <IconFileOff size={18} aria-hidden />
          <div>
            <strong>{text.notInFile}</strong>
            <p className="dim">{text.notInFileHint}</p>
          </div>
        </div>
        <div className="know">
          <IconKey size={18} aria-hidden />
          <div>
            <strong>{text.twoThings}</strong>
            <p className="dim">{text.twoThingsHint}</p>
          </div>
        </div>
        {practicePassword !== null && (
          <div className="know">
            <IconFlask size={18} aria-hidden />
            <p className="dim">{text.practiceVaults}</p>
          </div>
        )}
      </div>
    </aside>
  );
}
