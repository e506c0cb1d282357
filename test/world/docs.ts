import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What somebody reads beside the program. */
export interface Doc {
  /** From the project's root. */
  readonly file: string;
  /** Without its code blocks. */
  readonly prose: string;
  /** What stands between backticks, on one line. */
  readonly spans: readonly string[];
  /** Code blocks, fenced or indented, each with the language that its fence names. */
  readonly blocks: readonly { readonly language: string; readonly code: string }[];
  /** Anchors of its headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
}

/** The documents of the root and of docs/. */
export const docs: readonly Doc[] = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).flatMap((name) =>
    name.endsWith('.md') ? [join('docs', name)] : [],
  ),
].map(read);

export function docOf(file: string): Doc {
  const doc = docs.find((each) => each.file === file);
  if (!doc) throw new Error(`there is no ${file}`);
  return doc;
}

function read(file: string): Doc {
  const text = readFileSync(file, 'utf8');
  const blocks: { language: string; code: string }[] = [];
  const withoutFences = text.replace(/^ *```(\w*)\n(.*?)^ *```$/gms, (_all, language: string, code: string) => {
    blocks.push({ language, code });
    return '';
  });
  const prose = withoutFences.replace(/(?:^ {4,}\S.*\n)+/gm, (code) => {
    blocks.push({ language: '', code: code.replace(/^ +/gm, '') });
    return '';
  });
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replaceAll('\n', ' '));
  return { file, prose, spans, blocks, anchors: anchorsOf(prose) };
}

function anchorsOf(prose: string): ReadonlySet<string> {
  const headings = [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(headings);
}

/** All that somebody may type or look up: spans, and the lines of blocks; a line that ends with `\` goes on in the next. */
export const codeOf = ({ spans, blocks }: Doc): readonly string[] => [
  ...spans,
  ...blocks.flatMap(({ code }) => code.replaceAll(/\\\n/g, ' ').split('\n')),
];
