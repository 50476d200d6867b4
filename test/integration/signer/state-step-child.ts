import { dieAtStep } from '../../support/die-at-step.ts';

// Opens a vault over a sealed state, signs a payment or takes in the end of an epoch, and dies at a given step of it. Prints the
// number of steps if it lives.
const [file, step, torn, counter, compactFrom, act] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string | undefined,
];
const steps = dieAtStep(Number(step), torn === 'torn');
const { endFirstEpoch, openStateOnDisk, payment } = await import('../../support/state-on-disk.ts');
const opened = await openStateOnDisk(file, Number(counter), Number(compactFrom));
const done = opened.ok
  ? await (act === 'end' ? endFirstEpoch(opened.value) : opened.value.sign(payment(2)))
  : opened;
process.stdout.write(`${done.ok ? steps() : done.code}\n`);
