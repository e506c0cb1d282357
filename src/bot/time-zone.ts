/** There are some 600 names of zones; who writes one in another case gets no place of their own beyond this. */
const ZONES_KEPT = 1_000;

/** Zones that turned out to be some, by the name given: each turn asks, and making a formatter takes as long as a card. */
const KNOWN_ZONES = new Map<string, string>();

/** This time zone where it is one, else UTC. */
export function knownZone(given: string | undefined): string {
  if (given === undefined) return 'UTC';
  const known = KNOWN_ZONES.get(given);
  if (known !== undefined) return known;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions();
    if (KNOWN_ZONES.size < ZONES_KEPT) KNOWN_ZONES.set(given, timeZone);
    return timeZone;
  } catch {
    return 'UTC';
  }
}
