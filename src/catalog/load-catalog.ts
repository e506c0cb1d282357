import type { Catalog } from '../core/capability.ts';
import { CatalogMistake, CatalogMistakes } from '../core/errors.ts';
import { buildCatalog } from './build-catalog.ts';
import type { Report } from './catalog-file.ts';
import { readOwnFiles, readShippedFiles } from './catalog-files.ts';
import { checkCapabilities } from './check-capabilities.ts';
import { checkMoves } from './check-moves.ts';
import { layOver } from './overlay.ts';
import { portalHosts } from './portal-hosts.ts';
import { SHIPPED } from './shipped.ts';

interface CatalogSource {
  /** The folder with an organisation's own files (`CATALOG_DIR`), or null. */
  readonly overlayDir: string | null;
  /** This server's own host names, without port: no destination may lie there. */
  readonly ownHosts: readonly string[];
}

/** The shipped facts with the organisation's laid over them. @throws CatalogMistakes */
export const loadCatalog = (source: CatalogSource): Catalog => readCatalog(SHIPPED, source);

/** The same from another folder of shipped facts. @throws CatalogMistakes */
export function readCatalog(shippedDir: string, { overlayDir, ownHosts }: CatalogSource): Catalog {
  const mistakes: CatalogMistake[] = [];
  const report: Report = (...mistake) => {
    mistakes.push(new CatalogMistake(...mistake));
  };
  const stopOnMistakes = (): void => {
    if (mistakes.length > 0) throw new CatalogMistakes(mistakes);
  };
  const shipped = readShippedFiles(shippedDir, report);
  const own = readOwnFiles(overlayDir, report);
  stopOnMistakes();
  const entries = layOver(shipped, own, report);
  const hosts = portalHosts(entries.portals, ownHosts);
  checkMoves(entries, hosts, report);
  checkCapabilities(entries, hosts, report);
  stopOnMistakes();
  return buildCatalog(entries);
}
