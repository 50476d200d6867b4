import { spawnSignerChild } from '../../electron/cli/spawn-signer.ts';
import { SignerClient } from '../../electron/signer/client.ts';

/** Starts a signer, says so once it answers, and lives on until it is killed. */
const client = new SignerClient(spawnSignerChild());
await client.ask('close', {});
process.stdout.write('answered\n');
setInterval(() => {}, 1000);
