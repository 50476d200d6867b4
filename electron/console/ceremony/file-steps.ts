import type { ChosenFile } from '../../contract/ceremony.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { inspectStronghold } from '../../stronghold/inspect-file.ts';
import type { Station } from '../station.ts';
import type { ConcludeParts } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import { recognise } from './recognise.ts';
import { atStep, note } from './session.ts';

/** Wrong passwords are counted for all files together that are not the treasury's own. */
const FOREIGN_FILE = 'foreign-file';

/** Remembers the Stronghold file that was chosen, and says what it shows without a password. */
export const chooseStronghold = inTurn(
  async ({ ceremonies }: ConcludeParts, file: string): Promise<Result<ChosenFile>> => {
    const session = atStep(ceremonies, 'file-opened');
    if (!session.ok) return session;
    const facts = await inspectStronghold(file, { trustPlace: true });
    if (!facts.ok) return facts;
    session.value.chosenFile = file;
    const { version, workFactor, size } = facts.value;
    return ok({ file, version, workFactor, size });
  },
);

/** Opens the chosen file: ours, Firefly's or wallet.rs'. */
export const openStronghold = inTurn(
  async (
    { ceremonies, treasury, policy, keys, effects }: ConcludeParts & Pick<Station, 'keys'>,
    { password }: { readonly password: Uint8Array },
  ): Promise<Result<void>> => {
    const session = atStep(ceremonies, 'file-opened');
    if (!session.ok) return session;
    const { chosenFile: file, client } = session.value;
    if (file === null) return refuse('stronghold-missing', 'choose a file first');
    const opened = await keys.passwords.try(FOREIGN_FILE, password, () =>
      client.ask('take-file', { network: treasury.network.id, file, password }),
    );
    if (opened.ok) {
      session.value.contents = opened.value.contents;
      const recognised = recognise(policy.present(), session.value, opened.value.firstAddress);
      if (!recognised.ok) return recognised;
    }
    note(session.value, opened.ok ? 'done' : 'failed', effects.now());
    effects.notify(['ceremony']);
    return opened.ok ? ok(undefined) : opened;
  },
);
