import { readFileSync } from 'node:fs';
import { Language, type Node, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load('node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm'));

/** What a Bicep file says of itself. No registry has the compiler: types and API versions are not checked here. */
export interface Bicep {
  /** `line: text` of each piece that is no Bicep. */
  readonly errors: readonly string[];
  readonly parameters: ReadonlyMap<string, { readonly required: boolean; readonly secure: boolean }>;
  readonly modules: ReadonlyArray<{ readonly name: string; readonly path: string; readonly given: readonly string[] }>;
  readonly outputs: ReadonlyArray<{ readonly name: string; readonly uses: readonly string[] }>;
  /** `module.output` for each output of a module that is used. */
  readonly moduleOutputs: readonly string[];
  /** Names that are used and declared nowhere. */
  readonly undeclared: readonly string[];
  /** Texts of all string literals, in order. */
  readonly texts: readonly string[];
}

const DECLARATIONS = [
  'parameter_declaration',
  'variable_declaration',
  'resource_declaration',
  'module_declaration',
  'output_declaration',
];

export function readBicep(file: string): Bicep {
  const root = parser.parse(readFileSync(file, 'utf8'))?.rootNode;
  if (!root) throw new Error(`${file} cannot be parsed`);
  const nodes = [...below(root)];
  const declarations = nodes.filter(({ type }) => DECLARATIONS.includes(type));
  const declared = new Set(declarations.filter(({ type }) => type !== 'output_declaration').map(nameOf));
  const of = (type: string) => declarations.filter((node) => node.type === type);
  return {
    errors: nodes
      .filter((node) => node.isError || node.isMissing)
      .map((node) => `${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`),
    parameters: new Map(of('parameter_declaration').map((node) => [nameOf(node), parameterOf(node)])),
    modules: of('module_declaration').map((node) => ({
      name: nameOf(node),
      path: textOf(node.namedChildren.find((child) => child?.type === 'string')),
      given: givenTo(node),
    })),
    outputs: of('output_declaration').map((node) => ({
      name: nameOf(node),
      uses: [...below(node)].filter(isReference).map(({ text }) => text),
    })),
    moduleOutputs: nodes.flatMap((node) => {
      const found = node.type === 'member_expression' ? /^(\w+)\.outputs\.(\w+)$/.exec(node.text) : null;
      return found ? [`${found[1]}.${found[2]}`] : [];
    }),
    undeclared: nodes.filter((node) => isReference(node) && !declared.has(node.text)).map(({ text }) => text),
    texts: nodes.filter(({ type }) => type === 'string').map(textOf),
  };
}

function* below(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) if (child) yield* below(child);
}

const nameOf = (declaration: Node): string => declaration.namedChildren[0]?.text ?? '';
const textOf = (string: Node | null | undefined): string => string?.text.slice(1, -1) ?? '';

/** The decorators stand before the declaration, as its sibling. */
function parameterOf(node: Node) {
  const before = node.previousNamedSibling;
  const decorators = before?.type === 'decorators' ? before.text : '';
  return { required: node.namedChildren.length === 2, secure: decorators.includes('@secure()') };
}

function givenTo(module: Node): string[] {
  const properties = [...below(module)].filter(({ type }) => type === 'object_property');
  const params = properties.find((property) => nameOf(property) === 'params');
  const values = params?.namedChildren.find((child) => child?.type === 'object');
  return values?.namedChildren.flatMap((child) => (child?.type === 'object_property' ? [nameOf(child)] : [])) ?? [];
}

/** An identifier that stands for a value: neither a name that is declared, nor a key, nor a function. */
function isReference(node: Node): boolean {
  const { parent } = node;
  if (node.type !== 'identifier' || !parent) return false;
  const isFirst = parent.namedChildren[0]?.id === node.id;
  return !(isFirst && [...DECLARATIONS, 'object_property', 'call_expression'].includes(parent.type));
}
