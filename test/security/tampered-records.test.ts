import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, type Seen, say } from '../world/talk.ts';

const OFF = { category: 'bug', comment: 'it is slow', duration: 'PT4H', contact: 'true', share: 'false' };

let world: World;
let signpost: Signpost;
let admin: Resident;
let file: DatabaseSync;

beforeAll(async () => {
  world = await openWorld();
  admin = world.person('Ada Globova', [ROLES.globalAdministrator]);
  const dataDir = world.newDataDir();
  signpost = await startSignpost(world, dataDir);
  const form = await ask('/redirect off');
  await click(world, signpost, admin, admin.chat, form.button('setting.off'), OFF);
  file = new DatabaseSync(join(dataDir, 'signpost.db'), { timeout: 5000 });
});
afterAll(async () => {
  file.close();
  await stopSignpost(signpost);
  await world.close();
});

const ask = (text: string): Promise<Seen> => say(world, signpost, admin, admin.chat, text);

/** Puts this into a column behind Signpost's back. */
const put = (table: string, column: string, value: SQLInputValue): void => {
  file.prepare(`update ${table} set ${column} = ?`).run(value);
};

/** As Signpost wrote it, before each test. */
let whole: ReadonlyMap<string, Readonly<Record<string, SQLInputValue>>>;
const TABLES = ['receipts', 'settings', 'actors', 'feedback'];
beforeAll(() => {
  const rowOf = (table: string) => file.prepare(`select * from ${table}`).get() ?? {};
  whole = new Map(TABLES.map((table) => [table, rowOf(table)]));
});
beforeEach(() => {
  for (const [table, row] of whole) for (const [column, value] of Object.entries(row)) put(table, column, value);
});

/** What no person should read, and what only people who wrote the program do. */
const NONSENSE = /undefined|NaN|Invalid|\[object|banana|Something went wrong/;

describe('where somebody has put into the database what Signpost never writes', () => {
  it('the records are as they were before that', async () => {
    expect((await ask('/redirect history')).text).toContain('On → Off');
    expect((await ask('/redirect verify')).text).toContain('is whole');
  });

  it.each<readonly [table: string, column: string, value: SQLInputValue]>([
    ['receipts', 'from_state', 'banana'],
    ['receipts', 'to_state', 'banana'],
    ['receipts', 'to_state', 'toString'],
    ['receipts', 'category', 'banana'],
    ['receipts', 'category', '__proto__'],
    ['receipts', 'at', 10n ** 18n],
    ['receipts', 'at', 'banana'],
    ['receipts', 'at', new Uint8Array([1, 2, 3])],
    ['receipts', 'until', 10n ** 18n],
    ['receipts', 'until', 'banana'],
    ['receipts', 'cause', 'banana'],
    ['receipts', 'version', 'banana'],
    ['receipts', 'number', 'banana'],
    ['settings', 'state', 'banana'],
    ['settings', 'since', 'banana'],
    ['settings', 'until', 10n ** 18n],
    ['settings', 'version', 'banana'],
  ])('into %s.%s %s, each card says so, and /redirect verify names the receipt', async (table, column, value) => {
    put(table, column, value);
    const cards = await Promise.all(
      ['/redirect', '/redirect status mdo-scc', '/redirect history', '/redirect feedback', '/redirect on'].map(ask),
    );
    for (const { text } of cards) expect(text).not.toMatch(NONSENSE);
    const link = 'https://protection.office.com/threatexplorer';
    expect((await ask(`/redirect explain ${link}`)).text).not.toMatch(NONSENSE);
    expect((await ask('/redirect verify')).text).toMatch(/is broken[\s\S]*number 1\./);
  });

  it('the history says which part cannot be read', async () => {
    put('receipts', 'at', 10n ** 18n);
    put('receipts', 'to_state', 'banana');
    put('receipts', 'category', 'banana');
    const { text } = await ask('/redirect history');
    expect(text).toContain('On → (unreadable)');
    expect(text).toMatch(/Ada Globova, \(unreadable\)\./);
    expect(text).toContain('Why: (unreadable).');
  });
  it('the feedback says so, and counts what is there', async () => {
    put('receipts', 'at', 'banana');
    put('receipts', 'category', 'banana');
    const { text, inputs } = await ask('/redirect feedback');
    expect(text).toContain('1 comment,');
    expect(text).toMatch(/Ada Globova, \(unreadable\)\./);
    expect(inputs.csv).toContain('1,(unreadable),mdo-scc,Ada Globova,(unreadable),true,it is slow');
  });
  it('the status says so', async () => {
    put('settings', 'state', 'banana');
    put('settings', 'until', 'banana');
    expect((await ask('/redirect')).text).toMatch(/^\(unreadable\)$/m);
    expect((await ask('/redirect status mdo-scc')).text).toMatch(/^\(unreadable\)$/m);
  });
  it('the chain that was made anew with such a receipt is shown all the same', async () => {
    put('receipts', 'hash', 'x');
    expect((await ask('/redirect history')).text).toContain('Receipt 1 · x');
  });
});
