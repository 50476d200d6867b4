/** Which page may use a camera: the one whose scan screen is open, and nobody else. */
export class CameraGate {
  #contentsId: number | null = null;

  /** @param contentsId of the page whose scan screen is open now */
  open(contentsId: number): void {
    this.#contentsId = contentsId;
  }

  /** Nobody may from now on. What a page has started already is its own to stop. */
  close(): void {
    this.#contentsId = null;
  }

  lets(contentsId: number): boolean {
    return this.#contentsId === contentsId;
  }
}
