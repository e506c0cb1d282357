import { join } from 'node:path';
import { CatalogMistake, CatalogMistakes } from '../core/errors.ts';
import { type CapabilityId, capabilityId, type PortalId, portalId } from '../core/ids.ts';
import { type Report, readObject } from './catalog-file.ts';
import { elsewhereFile, namesFile, synonymsFile } from './schemas.ts';
import { SHIPPED } from './shipped.ts';

/** What is known of people's words beside the catalog itself. */
export interface Knowledge {
  readonly synonyms: {
    /** Groups of words, or of several words, that mean the same here; the first stands for all. */
    readonly strict: readonly (readonly string[])[];
    /** Groups that often mean the same. */
    readonly soft: readonly (readonly string[])[];
  };
  /** What portals and capabilities are called in other languages than English: they are known by these, too. */
  readonly translations: {
    readonly portals: ReadonlyMap<PortalId, readonly string[]>;
    readonly capabilities: ReadonlyMap<CapabilityId, readonly string[]>;
  };
  /** What people ask that is no page of the catalog: other products, the office, other meanings; by topic. */
  readonly elsewhere: ReadonlyMap<string, readonly string[]>;
  /** Names of other products: a page without such a name is hardly what is asked for by it. */
  readonly products: readonly string[];
}

/** @throws CatalogMistakes */
export function loadKnowledge(dir: string = SHIPPED): Knowledge {
  const mistakes: CatalogMistake[] = [];
  const report: Report = (...mistake) => {
    mistakes.push(new CatalogMistake(...mistake));
  };
  const synonyms = readObject(join(dir, 'synonyms.json'), synonymsFile, report);
  const elsewhere = readObject(join(dir, 'elsewhere.json'), elsewhereFile, report);
  const names = readObject(join(dir, 'names.json'), namesFile, report);
  if (!synonyms || !elsewhere || !names) throw new CatalogMistakes(mistakes);
  const { products, topics } = elsewhere;
  return {
    synonyms,
    translations: { portals: byId(names.portals, portalId), capabilities: byId(names.capabilities, capabilityId) },
    products,
    elsewhere: new Map(Object.entries(topics)),
  };
}

type Translations = Readonly<Record<string, { readonly de: readonly string[]; readonly fr: readonly string[] }>>;

const byId = <Id>(entries: Translations, toId: (text: string) => Id): ReadonlyMap<Id, readonly string[]> =>
  new Map(Object.entries(entries).map(([id, { de, fr }]) => [toId(id), [...de, ...fr]]));
