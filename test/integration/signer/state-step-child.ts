import { dieAtStep } from '../../support/die-at-step.ts';

// Opens a vault over a sealed state, signs a payment and dies at a given step of it. Prints the number of steps if it lives.
const [file, step, torn, counter, compactFrom] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const steps = dieAtStep(Number(step), torn === 'torn');
const { openStateOnDisk, payment } = await import('../../support/state-on-disk.ts');
const opened = await openStateOnDisk(file, Number(counter), Number(compactFrom));
const signed = opened.ok ? await opened.value.sign(payment(2)) : opened;
process.stdout.write(`${signed.ok ? steps() : signed.code}\n`);
