/** A count for the eye: thousands set apart by the narrow space that amounts have. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}
