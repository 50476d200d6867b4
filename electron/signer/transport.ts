/**
 * The wire to one signer process, passed in so that the app (utilityProcess), Node (child processes) and tests use
 * one client. A transport carries structured clones; it checks nothing.
 */
export interface SignerTransport {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the process is gone for whatever reason. */
  onExit(listener: () => void): void;
  /** Ends the process at once; its memory goes with it. */
  kill(): void;
}

/** Starts one signer process. */
export type SpawnSigner = () => SignerTransport;
