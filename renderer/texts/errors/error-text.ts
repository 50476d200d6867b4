/** What happened, what it means for the money, and what to do next. */
export interface ErrorText {
  readonly what: string;
  readonly money: string;
  readonly next: string;
}
