import type { Capability, Catalog } from '../capability.ts';
import type { KnownHosts } from './known-hosts.ts';
import type { Parameter, Route } from './page-route.ts';
import { normalFragment, normalPath } from './portal-host.ts';

interface NewPlace {
  readonly capability: Capability;
  readonly parameters: readonly Parameter[];
}

/** Which capability is at an address already. */
export interface NewPlaces {
  readonly find: (portal: string, url: URL, route: Route) => Capability | undefined;
}

/**
 * Indexes each capability's destination, then where those moved on to, then the alternates: the first to claim an
 * address has it. The query only chooses between capabilities on one page.
 */
export function newPlaces({ capabilities }: Pick<Catalog, 'capabilities'>, hosts: KnownHosts): NewPlaces {
  const places = new Map<string, NewPlace[]>();
  const add = (capability: Capability, address: string | null | undefined): void => {
    const url = address ? URL.parse(address) : null;
    if (!url) return;
    const path = normalPath(url.pathname);
    const fragment = normalFragment(url);
    const portal = hosts.find(url.hostname, path, fragment)?.portal;
    if (portal === undefined) return;
    const key = keyOf(portal, path, fragment);
    places.set(key, [...(places.get(key) ?? []), { capability, parameters: [...url.searchParams] }]);
  };
  for (const capability of capabilities.values()) add(capability, capability.destination?.url);
  for (const capability of capabilities.values()) add(capability, capability.destination?.currentUrl);
  for (const capability of capabilities.values()) {
    for (const { url } of capability.alternates) add(capability, url);
  }
  return {
    find(portal, url, route) {
      const path = normalPath(url.pathname);
      const here =
        places.get(keyOf(portal, path, normalFragment(url))) ??
        (path === '' ? undefined : places.get(keyOf(portal, path, '')));
      return here && bestOf(here, route.parameters());
    },
  };
}

const keyOf = (portal: string, path: string, fragment: string): string => `${portal} ${path}#${fragment}`;

function bestOf(places: readonly NewPlace[], given: readonly Parameter[]): Capability | undefined {
  const has = ([name, value]: Parameter): boolean =>
    given.some(
      (other) => other[0].toLowerCase() === name.toLowerCase() && other[1].toLowerCase() === value.toLowerCase(),
    );
  const fitting = places.filter(({ parameters }) => parameters.length > 0 && parameters.every(has));
  return (fitting[0] ?? places.find(({ parameters }) => parameters.length === 0) ?? places[0])?.capability;
}
