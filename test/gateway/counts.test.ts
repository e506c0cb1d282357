import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freePort } from '../world/free-port.ts';
import { temporaryFolder } from '../world/settings.ts';
import { signpost } from '../world/shell.ts';

const Traffic = z.object({
  total: z.number(),
  links: z.array(z.object({ capability: z.string(), total: z.number() }).passthrough()),
  orphans: z.array(z.object({ path: z.string(), count: z.number() }).passthrough()),
});

const folder = temporaryFolder();
const environment = { MODE: 'playground', DATA_DIR: folder.path };
let origin: string;
let program: ChildProcess;

const follow = (link: string) => fetch(`${origin}/go/${link}`, { redirect: 'manual' });

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const env = { PATH: process.env.PATH ?? '', PORT: String(port), LOG_LEVEL: 'silent', ...environment };
  program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], { env, stdio: 'ignore' });
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) await delay(50);
});
afterAll(() => {
  program.kill('SIGKILL');
  folder.remove();
});

describe('the running program', () => {
  it('counts what the gateway decides, and keeps it when it is told to end', async () => {
    for (let n = 0; n < 3; n++) await follow('https://protection.office.com/threatexplorer?user=ada@contoso.com');
    await follow('https://protection.office.com/threatexplorers?user=ada@contoso.com');
    await follow('https://evil.example/threatexplorer');
    await follow('https://protection.office.com/');
    const exit = once(program, 'exit');
    program.kill('SIGTERM');
    await exit;
    const { out } = await signpost(['traffic', '--json'], environment);
    expect(Traffic.parse(JSON.parse(out))).toMatchObject({
      total: 4,
      links: [{ capability: 'explorer', redirected: 3, total: 3 }],
      orphans: [{ path: '/threatexplorers', count: 1 }],
    });
    expect(out).not.toContain('ada');
  });
});
