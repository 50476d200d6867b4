import { describe, expect, it } from 'vitest';
import { runChild } from '../../support/start-child.ts';
import {
  edited,
  exportSample,
  fileOf,
  journal,
  lines,
  program,
  station,
  written,
} from './exported-journal.ts';

describe('npm run verify-journal', () => {
  it('prints a report and ends with 0 for a good file', async () => {
    const { code, stdout, stderr } = await runChild(program, [journal, '--station-key', station.publicKey]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('The journal of "Treasury true" is whole and unaltered.');
    expect(stdout).toMatch(/entries {6}12, from \d{4}-/);
    expect(stdout).toContain(`${station.publicKey} (as expected)`);
    expect(stdout).toContain('the station: all; officers: 1');
    expect(stdout).toMatch(/^ +1 {2}Mara$/m);
    expect(stdout).toMatch(/^ +0 {2}Ben$/m);
  });

  it('names what a file lost on its way, and ends with 0', async () => {
    const { code, stdout } = await runChild(program, [written(lines.join('\r\n'))]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'its lines end with CR LF instead of LF; the end of its last line is missing. This changes nothing of what was signed.',
    );
  });

  it('prints one line with code, place and meaning and ends with 1 for a bad file', async () => {
    const { code, stdout, stderr } = await runChild(program, [fileOf(lines.toSpliced(4, 1))]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(
      /^NOT VERIFIED \(journal-sequence-broken\) at line 5: .*Entries are missing, doubled or out of order here\.$/m,
    );
  });

  const steering = '\u001b[2J\u001b[H\u009b2J\r\nThe journal of "X" is whole and unaltered.\u202e';

  it.each([
    ['a member', (entry: Record<string, unknown>) => Object.assign(entry, { [steering]: 1 })],
    [
      'a member of a body',
      (entry: Record<string, unknown>) => Object.assign(entry['body'] as object, { [steering]: 1 }),
    ],
    ['a kind', (entry: Record<string, unknown>) => Object.assign(entry, { kind: steering })],
    ['a format', (entry: Record<string, unknown>) => Object.assign(entry, { format: steering })],
    ['a head', (entry: Record<string, unknown>) => Object.assign(entry, { previous: steering })],
  ])('cannot be cleared, nor told that all is whole, by %s of a hostile journal', async (_, change) => {
    for (const number of [1, 5]) {
      const { code, stdout, stderr } = await runChild(program, [fileOf(edited(change, number))]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^NOT VERIFIED [^\p{Cc}\p{Cf}]+\n$/u);
      expect(stderr).not.toContain('is whole and unaltered');
    }
  });

  it('cannot be cleared by the name of a treasury that signed its journal', async () => {
    const { file } = await exportSample('named', 3, `Tre\u001b[2J\u009bK\r\n"sure`);
    const { code, stdout } = await runChild(program, [file]);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe(
      'The journal of "Treasury Tre\\u{1b}[2J\\u{9b}K\\u{d}\\u{a}"sure" is whole and unaltered.',
    );
  });

  it('says what to do with a journal of another version', async () => {
    const newer = edited((entry) => Object.assign(entry, { format: 'sallyport/journal/3' }), 1);
    const { code, stderr } = await runChild(program, [fileOf(newer)]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^NOT VERIFIED \(file-newer\) at line 1: .* or a newer one\.$/m);
  });

  it('prints how it is called and ends with 2 where it is called wrongly', async () => {
    for (const args of [
      [],
      ['a', 'b'],
      ['--unknown'],
      [journal, '--head', 'xyz'],
      [journal, '--station-key'],
    ]) {
      const { code, stdout, stderr } = await runChild(program, args);
      expect({ code, stdout }, args.join(' ')).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('npm run verify-journal -- FILE');
    }
  });
});
