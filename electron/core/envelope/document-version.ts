import { checkFormat } from '../file-version.ts';
import { isRecord } from '../json.ts';
import { policySchema } from '../policy/policy.ts';
import { proposalSchema } from '../proposal/proposal.ts';
import { type Refusal, refuse } from '../result.ts';

/** Documents that say their own version, as this Sallyport writes them. */
const documents = [
  { list: 'policies', member: 'policy', format: policySchema.entries.format.literal },
  { list: 'proposals', member: 'proposal', format: proposalSchema.entries.format.literal },
] as const;

/**
 * Why the documents of an envelope cannot be read, where it is their version.
 * @param contents of an envelope that does not have the form of its kind
 * @returns `envelope-newer` or `envelope-outdated`; null where the version is not what is wrong
 */
export function refuseOtherVersion(contents: unknown): Refusal | null {
  if (!isRecord(contents)) return null;
  for (const { list, member, format } of documents) {
    const [, name = '', version = ''] = format.split('/');
    const items = contents[list];
    for (const item of Array.isArray(items) ? items : []) {
      const document: unknown = isRecord(item) ? item[member] : null;
      if (!isRecord(document)) continue;
      const known = checkFormat(`a ${member} in the envelope`, document['format'], {
        name,
        version: Number(version),
      });
      if (!known.ok && known.code === 'file-newer') return refuse('envelope-newer', known.message);
      if (!known.ok && known.code === 'file-older') return refuse('envelope-outdated', known.message);
    }
  }
  return null;
}
