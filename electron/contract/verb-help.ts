import type * as v from 'valibot';
import { isRecord } from '../core/json.ts';
import { channels, contract } from './contract.ts';

/** Every verb with the form of its input and of its answer, read from the contract's own schemas. */
export function verbHelp(): string {
  return channels
    .map((verb) => {
      const { input, output } = contract[verb];
      return `${verb}\n    input   ${formOf(input)}\n    answers ${formOf(output)}`;
    })
    .join('\n');
}

/** The form of a schema in one line: what a person types, or a program reads. */
export function formOf(schema: v.GenericSchema): string {
  const parts: Parts = { ...schema };
  const own = ownForm(parts);
  if (own !== null) return own;
  switch (parts.type) {
    case 'strict_object':
      return objectForm(parts.entries ?? {});
    case 'array':
      return `[${parts.item ? formOf(parts.item) : ''}, ...]`;
    case 'nullable':
      return `${parts.wrapped ? formOf(parts.wrapped) : ''} | null`;
    case 'variant':
    case 'union':
      return (parts.options ?? []).map((option) => (isSchema(option) ? formOf(option) : '')).join(' | ');
    case 'picklist':
      return picklistForm(parts.options ?? []);
    case 'literal':
      return JSON.stringify(parts.literal);
    default:
      return parts.type ?? 'value';
  }
}

interface Parts {
  readonly type?: string;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly wrapped?: v.GenericSchema;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly pipe?: readonly unknown[];
}

/** Longer lists of choices are not written out. */
const MOST_CHOICES = 12;

const picklistForm = (options: readonly unknown[]): string =>
  options.length > MOST_CHOICES
    ? 'string (a code)'
    : options.map((option) => JSON.stringify(option)).join(' | ');

const objectForm = (entries: Readonly<Record<string, v.GenericSchema>>): string => {
  const members = Object.entries(entries).map(([name, member]) => {
    const { type, wrapped }: Parts = { ...member };
    return type === 'exact_optional' && wrapped
      ? `"${name}": ${formOf(wrapped)} or nothing`
      : `"${name}": ${formOf(member)}`;
  });
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
};

const forms: Readonly<Record<string, string>> = {
  password: '{"$fd": NUMBER} or {"$prompt": "TEXT"}',
  'word-numbers': '{"$numbers": [NUMBER, ...]}',
};

/** A form that the schema's metadata names. */
function ownForm({ pipe }: Parts): string | null {
  for (const step of pipe ?? []) {
    if (!isRecord(step) || step['type'] !== 'metadata' || !isRecord(step['metadata'])) continue;
    const form = step['metadata']['form'];
    if (typeof form === 'string') return forms[form] ?? null;
  }
  return null;
}

const isSchema = (option: unknown): option is v.GenericSchema =>
  isRecord(option) && option['kind'] === 'schema';
