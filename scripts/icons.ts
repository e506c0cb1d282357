/** Draws the app's icons from their SVGs. Run it after a change to one, and commit what it writes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

for (const name of ['color', 'outline']) {
  const svg = readFileSync(`appPackage/${name}.svg`, 'utf8');
  const png = new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
  writeFileSync(`appPackage/${name}.png`, png);
  console.log(`appPackage/${name}.png: ${png.length} bytes`);
}
