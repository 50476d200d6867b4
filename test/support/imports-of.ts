import { type ESTree, parseSync, Visitor } from 'vite';

/** One thing that a source takes from elsewhere. */
export interface Import {
  /** As it is written: `../result.ts`, `node:fs`, `@noble/hashes/blake2.js`. Null where a name is computed at run time. */
  readonly from: string | null;
  /**
   * `type`: erased before the file runs. `start`: the file of a process or a thread that is started, so it runs
   * elsewhere. Everything else runs with the file.
   */
  readonly kind: 'value' | 'type' | 'start';
  /** The names that are taken; `*` is all of them, `default` for the default. Empty: the file only runs. */
  readonly names: readonly string[];
}

type Name = { readonly kind: string; readonly name: string | null };

/** Everything that `text` imports, in any of the forms that TypeScript and Node know. Throws at a text that is no source. */
export function importsOf(file: string, text: string): readonly Import[] {
  const { module, program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const written = module.staticImports.map(({ moduleRequest, entries }): Import => {
    const isType = entries.length > 0 && entries.every((entry) => entry.isType);
    const names = entries.map(({ importName }) => nameOf(importName));
    return { from: moduleRequest.value, kind: kindOf(moduleRequest.value, isType), names };
  });
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, importName, isType }): Import[] =>
      moduleRequest === null
        ? []
        : [{ from: moduleRequest.value, kind: isType ? 'type' : 'value', names: [nameOf(importName)] }],
    ),
  );
  return [...written, ...passedOn, ...inExpressions(program)];
}

function nameOf({ kind, name }: Name): string {
  if (name !== null) return name;
  return kind === 'Default' ? 'default' : '*';
}

/** Vite starts a thread or a process from an import that asks for it so. */
const kindOf = (from: string, isType: boolean): Import['kind'] =>
  isType ? 'type' : /\?(?:nodeWorker|worker|sharedworker|modulePath)\b/.test(from) ? 'start' : 'value';

/** `import('x')`, `require('x')`, `getBuiltinModule('x')`, the type `import('x').Name`, and what `new URL` starts. */
function inExpressions(program: ESTree.Program): readonly Import[] {
  const found: Import[] = [];
  const add = (from: string | null, kind: Import['kind'], names: readonly string[] = ['*']) =>
    found.push({ from, kind, names });
  new Visitor({
    ImportExpression: ({ source }) => add(textOf(source), 'value'),
    TSImportType: ({ source, qualifier }) => add(textOf(source), 'type', [firstOf(qualifier)]),
    CallExpression({ callee, arguments: given }) {
      const called = callee.type === 'MemberExpression' ? callee.property : callee;
      if (called.type !== 'Identifier' || !['require', 'getBuiltinModule'].includes(called.name)) return;
      add(textOf(given[0]), 'value');
    },
    NewExpression({ callee, arguments: given }) {
      if (callee.type !== 'Identifier' || callee.name !== 'URL' || given.length !== 2) return;
      const place = textOf(given[0]);
      if (place !== null && /^\.{1,2}\/.*\.tsx?$/.test(place)) add(place, 'start');
    },
  }).visit(program);
  return found;
}

function textOf(node: ESTree.Node | undefined): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? null;
  }
  return null;
}

function firstOf(qualifier: ESTree.TSImportType['qualifier']): string {
  let node: ESTree.Node | null = qualifier;
  while (node?.type === 'TSQualifiedName') node = node.left;
  return node?.type === 'Identifier' ? node.name : '*';
}
