/** What answers the messages of a port. */
interface Server {
  answer(message: unknown): Promise<unknown>;
}

/** Serves a port to the process that forked this one, and ends with it: keys do not outlive the console. */
export function serveParent(server: Server): void {
  if (!process.send) throw new Error('expected a parent that forked this process');
  process.on('message', async (message) => {
    const reply = await server.answer(message);
    if (reply && process.connected) process.send!(reply);
  });
  // Not process.exit(): it waits for threads that are in a system call, and the keys would wait with them.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
