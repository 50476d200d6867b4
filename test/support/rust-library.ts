import { spawnSync } from 'node:child_process';
import type { DerivationPath } from '../../electron/core/derivation-path.ts';

/** IOTA's Rust library as Python has it: the wheel `iota-sdk` 1.1.4, which migrates version 2 as `@iota/wallet` wrote it. */
const PROGRAM = `
import json, sys
import iota_sdk.iota_sdk as native
from iota_sdk import SecretManager, StrongholdSecretManager
asked = json.load(sys.stdin)
migrated = asked['file'] + '.3'
native.migrate_stronghold_snapshot_v2_to_v3(asked['file'], asked['password'], 'wallet.rs', 100, migrated, asked['password'])
secrets = SecretManager(StrongholdSecretManager(migrated, asked['password']))
print(json.dumps([secrets.generate_ed25519_addresses(coin_type=asked['coinType'], account_index=at['account'],
    start=at['index'], end=at['index'] + 1, internal=at['change'] == 1, bech32_hrp='iota')[0] for at in asked['paths']]))
`;

const python = (program: string, input: string) =>
  spawnSync('python3', ['-c', program], { input, encoding: 'utf8', timeout: 60_000 });

/** Whether this machine's Python has it. */
export const rustIsHere = (): boolean => python('import iota_sdk.iota_sdk', '').status === 0;

/** Addresses that it derives from a Stronghold file of version 2, as it writes them. */
export function derivedByRust(asked: {
  readonly file: string;
  readonly password: string;
  readonly coinType: number;
  readonly paths: readonly DerivationPath[];
}): readonly string[] {
  const { status, stdout, stderr } = python(PROGRAM, JSON.stringify(asked));
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}
