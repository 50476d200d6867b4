import { EventEmitter } from 'node:events';

/** A utility process that does what a test says. */
export class FakeChild extends EventEmitter {
  pid: number | undefined;
  readonly sent: unknown[] = [];
  kills = 0;

  postMessage(message: unknown): void {
    this.sent.push(message);
  }

  kill(): boolean {
    this.kills += 1;
    return true;
  }

  spawn(pid: number): void {
    this.pid = pid;
    this.emit('spawn');
  }
}
