import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const Versions = z.record(z.string());
const { dependencies, devDependencies, allowScripts } = z
  .object({ dependencies: Versions, devDependencies: Versions, allowScripts: z.record(z.boolean()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const Names = z.record(z.unknown()).default({});
const Package = z.object({
  version: z.string(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  dependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
});
const { packages } = z
  .object({ packages: z.object({ '': z.unknown() }).catchall(Package) })
  .transform(({ packages: { '': _, ...packages } }) => ({ packages }))
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const locked = Object.entries(packages);
const production = locked.filter(([, { dev }]) => !dev);

const doc = readFileSync('docs/supply-chain.md', 'utf8');
const rows = [...doc.matchAll(/^\| `([^`]+)` \| .+ \| (\d+) \|$/gm)].map(([, name = '', brings]) => ({
  name,
  brings: Number(brings),
}));

/** Where npm has put the package that this one asks for. */
function place(asking: string, name: string): string | undefined {
  for (let folder = asking; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder}${folder && '/'}node_modules/${name}`;
    if (path in packages) return path;
    if (!folder.includes('/node_modules/')) return folder === '' ? undefined : place('', name);
  }
}

/** All that a package needs, itself aside. */
function needs(name: string): Set<string> {
  const found = new Set<string>();
  const open = [`node_modules/${name}`];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = packages[path] ?? {};
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const at = place(path, each);
      if (at !== undefined && !found.has(at)) {
        found.add(at);
        open.push(at);
      }
    }
  }
  found.delete(`node_modules/${name}`);
  return found;
}

describe('what Signpost is made of', () => {
  it('is pinned, to the last digit', () => {
    const all = Object.entries({ ...dependencies, ...devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('is known by its hash', () => {
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  });

  it('runs an install script only where somebody has said so', () => {
    const withScript = locked.filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = withScript.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(names.filter((name) => !(name in allowScripts))).toEqual([]);
  });

  it('needs no install script in production', () => {
    const allowed = production.filter(([path]) => allowScripts[path.slice('node_modules/'.length)] === true);
    expect(allowed).toEqual([]);
  });

  it('has licences that let you use, change and pass it on', () => {
    const fine =
      /^\(?(MIT|Apache-2\.0|ISC|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|Unlicense|AFL-2\.1 OR BSD-3-Clause)\)?$/;
    const others = production.filter(([, { license }]) => !fine.test(license ?? ''));
    // these three name theirs in a file only: MIT
    expect(others.map(([path]) => path)).toEqual(
      ['cldrjs', 'escape-regexp-component', 'jspath'].map((name) => `node_modules/${name}`),
    );
  });
});

describe('docs/supply-chain.md', () => {
  it('says why, for each production dependency and for nothing else', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('counts right', () => {
    const optional = production.filter(([, { optional }]) => optional).length;
    expect(doc).toContain(`${locked.length} packages in a checkout, ${production.length} of them in production`);
    expect(optional).toBe(4);
    expect(rows.map(({ name, brings }) => [name, brings])).toEqual(rows.map(({ name }) => [name, needs(name).size]));
  });
});
