/** A benchmark: measures beside its peer in one run, and prints ratios. */
export interface Bench {
  readonly run: (args: readonly string[]) => Promise<void>;
}

/** `npm run bench -- [name …]`: all of them where none is named. A new benchmark is one file and one line here. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  start: () => import('./start.ts'),
  turns: () => import('./turns.ts'),
  changes: () => import('./changes.ts'),
  notices: () => import('./notices.ts'),
  crash: () => import('./crash.ts'),
  replicas: () => import('./replicas.ts'),
  gateway: () => import('./gateway.ts'),
  observability: () => import('./observability.ts'),
  counting: () => import('./counting.ts'),
  where: () => import('./where.ts'),
};

const given = process.argv.slice(2);
const names = given.filter((arg) => Object.hasOwn(BENCHES, arg));
const unknown = given.find((arg) => !arg.startsWith('--') && !names.includes(arg));
if (unknown !== undefined) {
  process.stderr.write(`there is no benchmark "${unknown}"; there are: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(2);
}
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  process.stdout.write(`\n== ${name}\n`);
  const bench = await BENCHES[name]?.();
  await bench?.run(given.filter((arg) => arg.startsWith('--')));
}
process.exit(0);
