import { officerOf } from '../actor.ts';
import { isOf } from '../amount.ts';
import type { Asset } from '../asset.ts';
import { sameNetwork } from '../network-id.ts';
import { hasSigned, type VerifySignature } from '../officer/officer.ts';
import { type Policy, policyDigest } from '../policy/policy.ts';
import { REQUEST_LIFETIME_MS, type SignedRequest } from '../proposal/request.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type MandateSource, type MandateStatement, mandateDigest, type SignedMandate } from './mandate.ts';

/**
 * What can be said of a mandate without a policy: every source once and of a sweep none the destination, amounts of the asset and
 * above zero, a destination that fits its kind, an end that no request may outlive. Refuses `mandate-malformed` and `asset-wrong`.
 */
export function checkMandateForm(
  { kind, vaultId, destination, sources, createdAt, expiresAt }: MandateStatement,
  asset: Pick<Asset, 'id'>,
): Result<void> {
  const once = (values: readonly string[]) => new Set(values).size === values.length;
  if (!once(sources.map(({ address }) => address))) {
    return refuse('mandate-malformed', 'expected every source once, got one twice');
  }
  if (!once(sources.map(({ requestId }) => requestId))) {
    return refuse('mandate-malformed', 'expected a request for each source, got one twice');
  }
  const paths = sources.map(({ path: { account, change, index } }) => `${account}/${change}/${index}`);
  if (!once(paths)) return refuse('mandate-malformed', 'expected every path once, got one twice');
  // Its own money is merged there: only a gather can have it for a source.
  if (kind !== 'gather' && sources.some(({ address }) => address === destination.address)) {
    return refuse('mandate-malformed', 'expected sources that are not the destination');
  }
  const other = sources
    .flatMap(({ amount, feeAtMost }) => [amount, feeAtMost])
    .find((each) => !isOf(each, asset));
  if (other) return refuse('asset-wrong', `expected amounts of ${asset.id} only, got one of ${other.asset}`);
  if (sources.some(({ amount }) => amount.units === '0')) {
    return refuse('mandate-malformed', 'expected amounts above zero, got one that is not');
  }
  if ((kind === 'gather') !== (destination.vaultId === vaultId)) {
    return refuse(
      'mandate-malformed',
      `expected a ${kind} to ${kind === 'gather' ? 'its own' : 'another'} vault`,
    );
  }
  return expiresAt > createdAt && expiresAt <= createdAt + REQUEST_LIFETIME_MS
    ? ok(undefined)
    : refuse('mandate-malformed', 'expected a mandate that ends within 7 days of its beginning');
}

/**
 * Checks a mandate under the policy that is in force: its form, that it is of this very policy, signed by one of its makers,
 * between its vaults, and that no fee is above its cap. Refuses `treasury-wrong`, `network-wrong`,
 * `request-signature-bad`, `role-missing`, `mandate-other-policy`, `vault-unknown`, `recipient-changed`, `fee-above-cap`, and as
 * {@link checkMandateForm} does.
 */
export function checkMandate(
  { statement, signature }: SignedMandate,
  policy: Policy,
  verify: VerifySignature,
): Result<void> {
  const form = checkMandateForm(statement, { id: policy.asset });
  if (!form.ok) return form;
  if (statement.treasuryId !== policy.treasuryId) {
    return refuse('treasury-wrong', 'the mandate is for another treasury');
  }
  if (!sameNetwork(statement.network, policy.network)) {
    return refuse('network-wrong', `the mandate is for network ${statement.network.id}`);
  }
  const makerId = officerOf(statement.actor);
  const maker = policy.officers.find(({ id }) => id === makerId);
  if (!maker || !hasSigned(maker, mandateDigest(statement), signature, verify)) {
    return refuse('request-signature-bad', 'expected a mandate signed by an officer of this policy');
  }
  if (!maker.roles.includes('maker')) return refuse('role-missing', `${maker.name} is not a maker`);
  // After the signature: a mandate of another policy is one that somebody signed all the same.
  const { policy: under } = statement;
  if (under.version !== policy.version || under.digest !== policyDigest(policy)) {
    return refuse(
      'mandate-other-policy',
      `expected a mandate under policy version ${policy.version}, got one under version ${under.version}`,
    );
  }
  const { vaultId, destination, sources } = statement;
  if (!policy.vaults.some(({ id }) => id === vaultId)) {
    return refuse('vault-unknown', 'the mandate is for a vault that is not in the policy');
  }
  const to = policy.vaults.find(({ id }) => id === destination.vaultId);
  if (to?.receiveAddress !== destination.address) {
    return refuse(
      'recipient-changed',
      `expected the receiving address of a vault of this treasury, the mandate names ${destination.address}`,
    );
  }
  return sources.some(({ feeAtMost }) => BigInt(feeAtMost.units) > BigInt(policy.feeCap.units))
    ? refuse('fee-above-cap', 'expected fees of at most what the policy lets one transaction cost')
    : ok(undefined);
}

/**
 * The source that a request is for: it must ask for what the mandate says of it, and nothing else. Refuses `mandate-other`.
 */
export function sourceOf(mandate: MandateStatement, { statement }: SignedRequest): Result<MandateSource> {
  const source = mandate.sources.find(({ requestId }) => requestId === statement.id);
  if (!source) return refuse('mandate-other', 'the request is for none of the sources of the mandate');
  const same =
    statement.kind === mandate.kind &&
    statement.vaultId === mandate.vaultId &&
    officerOf(statement.actor) === officerOf(mandate.actor) &&
    statement.source === source.address &&
    statement.recipient === mandate.destination.address &&
    statement.amount.asset === source.amount.asset &&
    statement.amount.units === source.amount.units &&
    statement.memo === null;
  return same ? ok(source) : refuse('mandate-other', 'the request asks for something else than the mandate');
}
