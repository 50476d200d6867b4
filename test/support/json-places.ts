import type { JsonValue } from '../../electron/core/json.ts';

type Path = readonly (string | number)[];

/** A value somewhere in a document. */
export interface Place {
  readonly path: Path;
  /** The path with points, for messages. */
  readonly name: string;
  readonly value: JsonValue;
  readonly isLeaf: boolean;
}

/** Every value of a document, itself first. */
export function placesOf(value: JsonValue, path: Path = []): readonly Place[] {
  const isLeaf = typeof value !== 'object' || value === null;
  const place = { path, name: path.join('.'), value, isLeaf };
  if (isLeaf) return [place];
  const members: readonly (readonly [string | number, JsonValue])[] = isList(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [place, ...members.flatMap(([key, member]) => placesOf(member, [...path, key]))];
}

/** A copy of a document with another value in one place. */
export function withAt(document: JsonValue, path: Path, change: (value: JsonValue) => JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return change(document);
  if (isList(document)) return document.map((item, i) => (i === key ? withAt(item, rest, change) : item));
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, member]) => [
      name,
      name === key ? withAt(member, rest, change) : member,
    ]),
  );
}

/** Another value of the same kind, which most schemas take; `x` in the place of nothing. */
export function changedValue(value: JsonValue): JsonValue {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') {
    return value === '' ? 'x' : `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`;
  }
  return value === null ? 'x' : null;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
