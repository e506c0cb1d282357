import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { turnOff } from '../../src/core/settings/change-setting.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { ADA, offForm, settingsPorts, TENANT, temporaryFolder } from '../world/settings.ts';
import { signpost } from '../world/shell.ts';

const where = (args: readonly string[], environment: Record<string, string> = {}, input = '') =>
  signpost(['where', ...args], environment, input);
const answersIn = (line: string | undefined) =>
  (JSON.parse(line ?? '') as { question: string; answers: { capability: string; redirection: string }[] }).answers; // the contract's

describe('signpost where', () => {
  it('says where a page is, the clicks, its address, and whether the old link goes there by itself', async () => {
    const { code, out, err } = await where(['where did threat explorer go?']);
    expect(out.split('\n').slice(0, 4)).toEqual([
      'Explorer',
      '  Microsoft Defender: Email & collaboration > Explorer',
      '  https://security.microsoft.com/threatexplorer',
      '  Redirection is on: an old link that goes through Signpost leads there by itself.',
    ]);
    expect([code, err]).toEqual([0, '']);
  });

  it('takes a question without quotes', async () => {
    expect((await where(['threat', 'explorer'])).out).toMatch(/^Explorer\n/);
  });

  it('shows no colour where it does not write to a terminal', async () => {
    expect((await where(['threat explorer'], { FORCE_COLOR: '1', TERM: 'xterm' })).out).not.toContain('\u001b');
  });

  it('lists what may be meant', async () => {
    const { code, out } = await where(['--limit', '2', 'dashboard']);
    expect(out).toMatch(/^Which one do you mean\?\n/);
    expect(out.match(/^\S.*$/gm)).toHaveLength(3);
    expect(code).toBe(0);
  });

  it('says that it knows no answer, without what would act on the terminal, and exits with 1', async () => {
    const { code, out } = await where(['the flux \u001b[31mcapacitor\u0007']);
    expect(out).toMatch(/^I know no page that fits “the flux \[31mcapacitor”\.\n/);
    expect(code).toBe(1);
  });

  it('as JSON is what /api/where gives, in one line', async () => {
    const { code, out } = await where(['--json', '--limit', '3', 'threat explorer']);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({
      question: 'threat explorer',
      answers: [{ capability: 'explorer', redirection: 'on', destination: { portal: 'Microsoft Defender' } }],
    });
    expect(code).toBe(0);
    const miss = await where(['--json', 'the flux capacitor']);
    expect([miss.code, JSON.parse(miss.out)]).toEqual([1, { question: 'the flux capacitor', answers: [] }]);
  });

  it.each(['21', '0', '-3', 'many'])('takes the limit %s as 5', async (limit) => {
    const { out } = await where(['--json', '--limit', limit, 'dashboard']);
    expect(answersIn(out)).toHaveLength(5);
  });

  it('has no answer to nothing', async () => {
    const { code, out } = await where(['--json', '']);
    expect([code, JSON.parse(out)]).toEqual([1, { question: '', answers: [] }]);
  });

  it.each([
    ['no question', []],
    ['an unknown option', ['--nonsense', 'x']],
    ['a question and --stdin', ['--stdin', 'x']],
    ['a limit without a number', ['--limit']],
  ])('with %s says how it is used, and exits with 2', async (_what, args) => {
    const { code, out, err } = await where(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^signpost: .+\nusage: signpost where/);
  });

  it('explains itself with --help', async () => {
    const { code, out } = await where(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/--json[\s\S]*--limit[\s\S]*--stdin[\s\S]*Exit code/);
  });
});

/** A process that answers line by line. */
function streaming() {
  const node = ['--disable-warning=ExperimentalWarning', 'src/cli/main.ts', 'where', '--json', '--stdin'];
  return spawn(process.execPath, node, { env: { PATH: process.env.PATH }, stdio: ['pipe', 'pipe', 'inherit'] });
}

describe('signpost where --stdin', () => {
  it('answers each line in order, blank and odd ones as well, and exits with 0', async () => {
    const lines = ['threat explorer', '', 'the flux capacitor', 'a\u2028b\u0085c', 'x'.repeat(15_000), 'message trace'];
    const { code, out } = await where(['--json', '--stdin'], {}, `${lines.join('\n')}\r\n`);
    const answers = out.trimEnd().split('\n');
    expect(answers).toHaveLength(lines.length);
    expect(answers.map((line) => answersIn(line)[0]?.capability)).toEqual([
      'explorer',
      undefined,
      undefined,
      undefined,
      undefined,
      'message-trace',
    ]);
    expect(code).toBe(0);
  });

  it('answers before the next line comes', async () => {
    const child = streaming();
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const [question, id] of [
      ['threat explorer', 'explorer'],
      ['message trace', 'message-trace'],
    ]) {
      child.stdin.write(`${question}\n`);
      expect(answersIn((await answers.next()).value)[0]?.capability).toBe(id);
    }
    child.stdin.end();
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it('is readable without --json', async () => {
    const { out } = await where(['--stdin'], {}, 'threat explorer\nmessage trace\n');
    expect(out).toMatch(/^Explorer\n[\s\S]*\n\nMessage trace\n/);
  });

  it('ends quietly where nobody reads on', async () => {
    const child = streaming();
    child.stdin.on('error', () => {});
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end('threat explorer\n'.repeat(20_000));
    expect((await once(child, 'exit'))[0]).toBe(0);
  });
});

describe('signpost where beside a running server', () => {
  it('tells the setting of the tenant that the gateway follows, and changes nothing', async () => {
    const folder = temporaryFolder();
    const server = await openSqlite(folder.path);
    await turnOff(settingsPorts(server.settings), ADA, offForm());
    const states = async (more: Record<string, string>) => {
      const { out } = await where(['--json', 'threat explorer'], more);
      return answersIn(out)[0]?.redirection;
    };
    expect(await states({ DATA_DIR: folder.path, GATEWAY_TENANT_ID: TENANT })).toBe('off');
    expect(await states({ DATA_DIR: folder.path })).toBe('on'); // nobody's settings: the catalogue's defaults
    expect(await server.settings.chain(TENANT, 0, 10)).toHaveLength(1);
    await server.close();
    folder.remove();
  });

  it('needs no folder, and makes none', async () => {
    const { code } = await where(['threat explorer'], { DATA_DIR: '/nonexistent', GATEWAY_TENANT_ID: TENANT });
    expect(code).toBe(0);
  });

  it('refuses a catalogue with a mistake, and names it', async () => {
    const { code, err } = await where(['x'], { CATALOG_DIR: '/nonexistent' });
    expect(code).toBe(78);
    expect(err).toMatch(/^signpost: .*CATALOG_DIR|\/nonexistent/);
  });
});
