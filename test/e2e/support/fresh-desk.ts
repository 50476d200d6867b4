import { test } from '@playwright/test';
import { CeremonyRoom } from './ceremony-room.ts';
import { Desk } from './desk.ts';
import { type LaunchedConsole, launchConsole } from './launch.ts';
import { signInByCall } from './sign-in-by-call.ts';
import { type PreparedTreasury, prepareTreasury } from './treasury.ts';

/** A prepared treasury and the running console on it. */
export interface FreshDesk {
  readonly prepared: PreparedTreasury;
  readonly running: LaunchedConsole;
  readonly desk: Desk;
  readonly room: CeremonyRoom;
  /**
   * Starts the console on the same treasury and user data, after it was closed or for the first time. Dev Patel, who may
   * neither request nor approve, is signed in then, unless nobody is to be.
   */
  start(options?: { readonly signedOut?: boolean; readonly film?: string }): Promise<void>;
}

/** Gives every test of a file a treasury of its own and, unless it starts by hand, the console on it; takes both away. */
export function freshDesk({ byHand = false } = {}): FreshDesk {
  let prepared: PreparedTreasury | undefined;
  let running: LaunchedConsole | undefined;
  let room: CeremonyRoom | undefined;
  const needed = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('this is there while a test runs, once the console is started');
    return value;
  };
  const start: FreshDesk['start'] = async ({ signedOut = false, film } = {}) => {
    const { folder, userData } = needed(prepared);
    running = await launchConsole({ treasury: folder, userData, ...(film === undefined ? {} : { film }) });
    room = new CeremonyRoom(running.page);
    if (!signedOut) await signInByCall(running.page, 'Dev');
  };
  test.beforeEach(async () => {
    prepared = await prepareTreasury();
    if (!byHand) await start();
  });
  test.afterEach(async () => {
    const program = running?.app.process();
    const killed = program !== undefined && (program.exitCode !== null || program.signalCode !== null);
    if (!killed) await running?.close();
    await prepared?.remove();
    running = undefined;
    room = undefined;
    prepared = undefined;
  });
  return {
    start,
    get prepared() {
      return needed(prepared);
    },
    get running() {
      return needed(running);
    },
    get desk() {
      return new Desk(needed(running).page);
    },
    get room() {
      return needed(room);
    },
  };
}
