import type { Page } from '@playwright/test';
import { texts } from '../../../renderer/texts/texts.ts';

/** Signs an officer in at the window, past its dialogs, with the practice password. @returns the officer's id */
export async function signInByCall(page: Page, name: string): Promise<string> {
  const signedIn = await page.evaluate(async (wanted) => {
    const readTreasury = async () => {
      const read = await window.sallyport.call('app.read', { as: null });
      return read.ok ? read.value.treasury : null;
    };
    // A large treasury may open after its window.
    const opened = new Promise<void>((resolve) => {
      const stop = window.sallyport.onChange(async () => {
        if ((await readTreasury()) === null) return;
        stop();
        resolve();
      });
    });
    if ((await readTreasury()) === null) await opened;
    const treasury = await readTreasury();
    const officer = treasury?.officers.find((candidate) => candidate.name.startsWith(wanted));
    if (!treasury || !officer) throw new Error(`expected an open treasury with an officer ${wanted}`);
    const password = new TextEncoder().encode(treasury.practicePassword ?? '');
    const answer = await window.sallyport.call('officer.sign-in', { officerId: officer.id, password });
    if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`);
    return officer.id;
  }, name);
  await page.getByRole('button', { name: /^Signed in: / }).waitFor();
  return signedIn;
}

/** The same for Dev, who may neither request nor approve, where nobody is signed in: acts need somebody. */
export async function needSomebody(page: Page): Promise<void> {
  const nobody = page
    .getByRole('region', { name: texts.band.label })
    .getByRole('button', { name: texts.officer.signIn });
  if (await nobody.isVisible()) await signInByCall(page, 'Dev');
}
