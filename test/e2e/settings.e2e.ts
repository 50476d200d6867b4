import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { texts } from '../../renderer/texts/texts.ts';
import { launchConsole, needElectron } from './support/launch.ts';

needElectron();

test('a settings file of a newer version is told of, and is not written over', async () => {
  const userData = mkdtempSync(path.join(tmpdir(), 'sallyport-newer-settings-'));
  const file = path.join(userData, 'settings.json');
  const content = JSON.stringify({ version: 2, settings: { hue: 'green' } });
  writeFileSync(file, content);
  try {
    const running = await launchConsole({ userData });
    const note = running.page.getByRole('note').filter({ hasText: texts.settings.other('newer') });
    await expect(note).toBeVisible();
    const written = await running.page.evaluate(() =>
      window.sallyport.call('settings.write', { theme: 'dark' }),
    );
    expect(written).toMatchObject({ ok: true });
    await running.close();
    expect(readFileSync(file, 'utf8')).toBe(content);
  } finally {
    rmSync(userData, { recursive: true, force: true });
  }
});
