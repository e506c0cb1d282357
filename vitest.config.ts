import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Folders of test/ that need more than a moment; every other test is a unit test. */
const FOLDERS = ['storage', 'security', 'e2e'];

/** One project a folder; a later group starts when the one before it has ended. */
const project = (
  name: string,
  groupOrder: number,
  test: NonNullable<TestProjectInlineConfiguration['test']>,
): TestProjectInlineConfiguration => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    sequence: { groupOrder },
    pool: 'forks',
    maxWorkers: 2,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    ...test,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 1, {
        include: ['test/**/*.test.ts'],
        exclude: FOLDERS.map((folder) => `test/${folder}/**`),
        testTimeout: 20_000,
        hookTimeout: 20_000,
      }),
      project('storage', 2, { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('security', 3, { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('e2e', 4, { testTimeout: 180_000, hookTimeout: 180_000, globalSetup: 'test/e2e/unpack-browser.ts' }),
    ],
  },
});
