import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { temporaryFolder } from '../world/settings.ts';
import { describeStorage } from './conformance.ts';

describeStorage('SQLite', async () => {
  const folder = temporaryFolder();
  return {
    open: () => openSqlite(folder.path),
    tamper: async (statement) => {
      using database = new DatabaseSync(join(folder.path, 'signpost.db'));
      database.exec(statement);
    },
    remove: async () => folder.remove(),
  };
});
