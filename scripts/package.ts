/**
 * Makes the app package of an environment: `npm run package -- dev` reads env/.env.dev and writes
 * appPackage/build/appPackage.dev.zip, checked by Teams' own schemas. Exit code 1 where something is wrong, each named.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { environmentFile, makeAppPackage, readVariables } from './app-package.ts';

const [name = 'dev'] = process.argv.slice(2);

if (!/^[\w-]+$/.test(name) || !existsSync(environmentFile(name))) {
  console.error(`package: there is no ${environmentFile(name)}`);
  process.exit(1);
}
const { zip, problems, files } = await makeAppPackage(readVariables(name));
if (problems.length > 0) {
  for (const problem of problems) console.error(`package: ${problem}`);
  console.error(`package: nothing was written; values stand in ${environmentFile(name)}`);
  process.exit(1);
}
const file = `appPackage/build/appPackage.${name}.zip`;
mkdirSync('appPackage/build', { recursive: true });
writeFileSync(file, zip);
console.log(`${file}: ${zip.length} bytes, ${Object.keys(files).join(', ')}`);
