import type { AdaptiveCard, Reader } from '../../src/cards/card.ts';
import { trafficCard } from '../../src/cards/traffic.ts';
import type { Catalog } from '../../src/core/capability.ts';
import { capabilityId, migrationId } from '../../src/core/ids.ts';
import { LINKS_SHOWN, ORPHANS_SHOWN, type OutcomeCounts, type Traffic } from '../../src/core/links/traffic.ts';

const DAYS = 14;

const counts = (n: number): OutcomeCounts => ({
  redirected: n * 7,
  off: n,
  'not-affected': n * 2,
  'by-hand': n % 3,
  'unknown-page': n % 5,
});

/** Two weeks, with `uses` of each page; `name` and `path` stand where catalog and strangers write. */
function sample(uses: number, capability: string, path: string): Traffic {
  const days = Array.from({ length: DAYS }, (_, n) => ({
    date: `2026-11-${String(n + 11)}`,
    counts: counts(uses * n),
  }));
  const times = (shown: number) => Array.from({ length: uses === 0 ? 0 : shown + 1 }, (_, n) => n);
  return {
    days,
    links: times(LINKS_SHOWN).map((n) => ({
      capability: capabilityId(n === 0 ? capability : 'quarantine'),
      migration: migrationId('mdo-scc'),
      counts: counts(uses + n),
      total: uses * 10,
    })),
    orphans: times(ORPHANS_SHOWN).map((n) => ({
      migration: migrationId('mdo-scc'),
      path: `${path}${n}`,
      count: uses,
      lastDay: Date.UTC(2026, 10, 24),
    })),
    total: uses * 100,
  };
}

/** How old links were used: in an ordinary week, without any, and with the worst that strangers can ask for. */
export function trafficSamples(reader: Reader, catalog: Catalog, harm: string): Readonly<Record<string, AdaptiveCard>> {
  return {
    traffic: trafficCard(reader, catalog, sample(12, 'explorer', '/quarantines'), 'mdo-scc'),
    'traffic-empty': trafficCard(reader, catalog, sample(0, '', ''), null),
    'traffic-worst': trafficCard(
      reader,
      catalog,
      sample(98_765_432, `gone-${'x'.repeat(60)}`, `/${harm}`.padEnd(119, 'y').slice(0, 119)),
      null,
    ),
  };
}
