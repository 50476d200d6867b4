import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { channels } from '../../../electron/contract/contract.ts';
import { runChild, startInTerminal, TERMINAL } from '../../support/start-child.ts';
import { temporaryFolder } from '../../support/treasury-fixture.ts';
import {
  onDescriptor,
  openProgram,
  outsideTreasury,
  program,
  startTreasury,
} from '../../support/treasury-lines.ts';
import { PASSWORD } from '../../support/treasury-steps.ts';

describe('npm run treasury', () => {
  it('--help lists every verb of the contract', async () => {
    const { code, stdout } = await runChild(program, ['--help']);
    expect(code).toBe(0);
    for (const verb of channels) expect(stdout).toContain(`\n${verb}\n`);
    for (const line of ['{"opened": ', '{"notice": ']) expect(stdout).toContain(line);
  });

  it.each([[['one', 'two']], [['--password=secret']], [['-x']]])('refuses the arguments %j', async (args) => {
    const { code, stdout, stderr } = await runChild(program, args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('npm run treasury -- [FOLDER]');
  });

  it('ends with code 1 where there is no treasury', async () => {
    const started = startTreasury([await temporaryFolder()]);
    const { opened } = await started.until((said) => 'opened' in said);
    expect(opened).toMatchObject({ ok: false, code: 'treasury-missing' });
    expect(await started.gone).toBe(1);
  });

  it('answers lines that were written before the treasury was open, and all of them before it ends', async () => {
    const { folder } = await outsideTreasury();
    const started = startTreasury([folder]);
    const verify = (id: number) => `${JSON.stringify({ id, verb: 'journal.verify', input: {} })}\n`;
    started.type([1, 2, 3].map(verify).join(''));
    expect(await started.finish()).toBe(0);
    const answers = started.said.filter(({ id }) => id !== undefined);
    expect(answers.map(({ id, ok }) => [id, ok])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
  });

  it('answers a last line without an end', async () => {
    const started = startTreasury([]);
    started.type('{"id":1,"verb":"journal.verify"}');
    await started.finish();
    expect(started.said).toContainEqual(expect.objectContaining({ id: 1, code: 'treasury-not-open' }));
  });

  it('refuses a line that is too long, and goes on with the next one', async () => {
    const started = startTreasury([]);
    for (let i = 0; i < 10; i++) started.type('x'.repeat(1024 * 1024));
    started.type('\n{"id":2,"verb":"app.read","input":{"as":null}}\n');
    expect(await started.until(({ id }) => id === 2)).toMatchObject({ ok: true });
    const [first] = started.said;
    expect(first).toMatchObject({ id: null, ok: false, code: 'input-malformed' });
    expect(JSON.stringify(started.said).length).toBeLessThan(10_000);
  });

  it('SIGTERM closes the treasury as the end of its input does', async () => {
    const { folder, socket } = await outsideTreasury();
    const started = await openProgram(folder);
    started.signal('SIGTERM');
    expect(await started.gone).toBe(0);
    expect(existsSync(socket)).toBe(false);
  });

  it('ends where nobody reads its answers any more', async () => {
    const { folder, socket } = await outsideTreasury();
    const started = await openProgram(folder);
    started.stopListening();
    started.type('{"id":1,"verb":"journal.verify"}\n');
    expect(await started.gone).toBe(0);
    expect(existsSync(socket)).toBe(false);
  });

  it('one whose answers nobody reads serves its attached programs all the same', async () => {
    const { folder } = await outsideTreasury();
    const holder = await openProgram(folder);
    const attached = await openProgram(folder);
    holder.pause();
    // Far more than a pipe takes.
    const list = { search: '', offset: 0, limit: 500 };
    for (let i = 0; i < 300; i++) void holder.call('journal.list', list);
    await attached.get('journal.verify');
    for (let i = 0; i < 20; i++) await attached.get('journal.list', list);
    holder.resume();
    await holder.get('journal.verify');
  });
});

describe('a password', () => {
  it('that has not come yet keeps nobody else waiting', async () => {
    const { folder, officers } = await outsideTreasury();
    let give: (password: string) => void = () => {};
    const password = new Promise<string>((resolve) => {
      give = resolve;
    });
    const holder = await openProgram(folder, { password });
    const asked = holder.call('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    const attached = await openProgram(folder);
    await attached.get('journal.verify');
    give(PASSWORD);
    expect(await asked).toMatchObject({ ok: true });
  });

  it.skipIf(process.platform !== 'linux')(
    'comes from a descriptor, and is neither in arguments nor in the environment',
    async () => {
      const { folder, officers } = await outsideTreasury();
      const started = await openProgram(folder);
      await started.get('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
      // The same descriptor serves again.
      await started.get('officer.sign-in', { officerId: officers.Ben, password: onDescriptor });
      for (const part of ['cmdline', 'environ']) {
        expect(readFileSync(`/proc/${started.pid}/${part}`, 'utf8')).not.toContain(PASSWORD);
      }
      expect(started.log()).toBe('');
    },
  );

  it.each([
    ['as text', PASSWORD],
    ['as bytes', { $bytes: Buffer.from(PASSWORD).toString('base64') }],
    ['as a list of bytes', [...Buffer.from(PASSWORD)]],
    ['with more beside the descriptor', { $fd: 3, hint: 'x' }],
    ['as a descriptor that is none', { $fd: 999 }],
    ['from the standard input', { $fd: 0 }],
    ['asked for where there is no terminal', { $prompt: 'Password of Mara' }],
  ])('%s is refused, and not told again', async (_, password) => {
    const { folder, officers } = await outsideTreasury();
    const started = await openProgram(folder);
    const refused = await started.call('officer.sign-in', { officerId: officers.Mara, password });
    expect(refused).toMatchObject({ ok: false, code: 'input-malformed' });
    expect(refused['message']).toMatch(/^(password: expected bytes|.*descriptor.*|there is no terminal.*)$/);
    const everything = JSON.stringify(started.said) + started.log();
    expect(everything).not.toContain(PASSWORD);
    expect(everything).not.toContain(Buffer.from(PASSWORD).toString('base64'));
    await started.get('journal.verify');
  });

  it.skipIf(!existsSync(TERMINAL))('is asked for at the terminal, and not shown there', async () => {
    const { folder, officers } = await outsideTreasury();
    const input = { officerId: officers.Mara, password: { $prompt: 'Password of Mara' } };
    const line = JSON.stringify({ id: 1, verb: 'officer.sign-in', input });
    const answers = path.join(folder, '..', 'answers');
    const command = `printf '%s\\n' '${line}' | ${process.execPath} ${program.pathname} ${folder} > ${answers}`;
    const terminal = startInTerminal(command);
    onTestFinished(() => void terminal.kill('SIGKILL'));
    let seen = '';
    terminal.stdout?.on('data', (chunk) => {
      seen += String(chunk);
    });
    await vi.waitUntil(() => seen.includes('Password of Mara: '), { timeout: 120_000, interval: 50 });
    terminal.stdin?.write(`x\u007f${PASSWORD}\r`);
    await once(terminal, 'close');
    expect(readFileSync(answers, 'utf8')).toContain('{"id":1,"ok":true,"value":{}}');
    expect(seen).not.toContain(PASSWORD);
  });
});

describe('a file that a line names', () => {
  it("is below the folder in which the attached program was started, not the holder's", async () => {
    const { folder } = await outsideTreasury();
    const holder = await openProgram(folder);
    const cwd = await temporaryFolder();
    const attached = await openProgram(folder, { cwd });
    const { file } = await attached.get('journal.export', {}, 'journal.jsonl');
    expect(file).toBe(path.join(cwd, 'journal.jsonl'));
    expect(existsSync(path.join(cwd, 'journal.jsonl'))).toBe(true);
    await holder.finish();
  });
});
