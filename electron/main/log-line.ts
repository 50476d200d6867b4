/** One line for whoever started the console in a terminal. Callers pass no values of users, files or messages. */
export function logLine(line: string): void {
  process.stderr.write(`sallyport: ${line}\n`);
}
