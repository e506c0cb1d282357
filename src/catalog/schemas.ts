import { z } from 'zod';
import { readLegacyPath } from '../core/links/legacy-path.ts';
import { readHostPattern } from '../core/links/portal-host.ts';
import { isRoleName, ROLE_TEMPLATES } from '../core/roles.ts';

/**
 * The shape of each catalog file's entries; docs/catalog.md explains the fields. The shipped entries (`shipped…`) are
 * complete; an organisation's own (`own…`) may leave out whatever has a default here.
 */

const text = z.string().trim().min(1, 'must not be empty');
const texts = z.array(text);
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const host = text.refine((value) => readHostPattern(value) !== undefined, 'must be a host, *.host or host/prefix');
const fixedHost = host.refine((value) => !value.startsWith('*'), 'must not begin with *');
const plainHost = fixedHost.refine((value) => !value.includes('/'), 'must be a host without a path');
const httpsUrl = text.refine((value) => {
  const url = URL.parse(value);
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}, 'must be an https address');
const legacyPath = text.refine(
  (value) => readLegacyPath(value) !== undefined,
  'must be an old address without its host, as /quarantine',
);
const role = z.string().refine(isRoleName, {
  message: `must be a directory role that Signpost knows: ${Object.keys(ROLE_TEMPLATES).join(', ')}`,
});
const sources = z.array(text).min(1).max(3);
const state = z.enum(['on', 'off']);

const place = { portal: id, url: httpsUrl.nullable(), navigation: texts };
const destination = z.object({ ...place, currentUrl: httpsUrl.optional() }).strict();
const alternate = z.object({ ...place, note: text.optional() }).strict();
const ownPlace = { portal: id, url: httpsUrl.nullable().default(null), navigation: texts.default([]) };

export const shippedCapability = z
  .object({
    id,
    migration: id,
    name: text,
    aliases: texts,
    section: text,
    legacyPaths: z.array(legacyPath),
    onPageOf: id.optional(),
    sharedLegacyPaths: z.array(legacyPath).optional(),
    category: z.enum(['security', 'compliance', 'mail-flow', 'shared']),
    redirectedWhenOn: z.boolean(),
    movedBy: id.nullable(),
    destination: destination.nullable(),
    alternates: z.array(alternate).optional(),
    alsoRedirectedBy: z.object({ migration: id, since: text }).strict().optional(),
    retired: z.boolean().optional(),
    notes: text.max(200).nullable(),
    confidence: z.enum(['documented', 'derived']),
    sources,
  })
  .strict();

export const ownCapability = shippedCapability
  .extend({
    aliases: texts.default([]),
    section: text.default('Other pages'),
    legacyPaths: z.array(legacyPath).default([]),
    category: shippedCapability.shape.category.default('shared'),
    redirectedWhenOn: z.boolean().optional(),
    movedBy: id.nullable().optional(),
    destination: destination.extend(ownPlace).nullable(),
    alternates: z.array(alternate.extend(ownPlace)).optional(),
    notes: text.max(200).nullable().default(null),
    confidence: shippedCapability.shape.confidence.default('documented'),
    sources: texts.default([]),
    tasks: texts.optional(),
  })
  .transform(({ movedBy, redirectedWhenOn, ...entry }) => {
    const mover = movedBy === undefined ? entry.migration : movedBy;
    return { ...entry, movedBy: mover, redirectedWhenOn: redirectedWhenOn ?? mover === entry.migration };
  });

const setting = z
  .object({
    portal: id,
    navigation: texts,
    toggle: text.nullable(),
    onButton: text.nullable(),
    offButton: text.nullable(),
    url: httpsUrl.nullable(),
  })
  .strict();

export const shippedMigration = z
  .object({
    id,
    title: text,
    fromPortal: id,
    fromHosts: z.array(host),
    toPortal: id,
    toHost: fixedHost,
    hostPairs: z.array(z.object({ cloud: text, from: plainHost, to: plainHost }).strict()).optional(),
    setting: setting.nullable(),
    roles: z
      .object({ change: z.array(role).min(1), directory: text })
      .strict()
      .nullable(),
    default: z.enum(['on', 'off', 'always']).nullable(),
    settingDefault: state.nullable(),
    defaultSince: text.nullable(),
    defaultNote: text.nullable(),
    scope: text.nullable(),
    scopeNote: text.optional(),
    turnOff: text.nullable(),
    whenOff: text.optional(),
    session: text.nullable(),
    redirected: texts,
    notRedirected: texts,
    timeline: z.array(z.object({ when: text, what: text }).strict()).optional(),
    linkRouting: z.array(z.object({ property: text, off: text, on: text }).strict()).optional(),
    note: text.nullable(),
    sources,
  })
  .strict();

export const ownMigration = shippedMigration.extend({
  fromHosts: z.array(host).default([]),
  setting: setting.partial({ toggle: true, onButton: true, offButton: true, url: true }).nullable().default(null),
  roles: z
    .object({ change: z.array(role).min(1), directory: text.optional() })
    .strict()
    .nullable()
    .default(null),
  default: shippedMigration.shape.default.default(null),
  settingDefault: state.nullable().default('on'),
  defaultSince: text.nullable().default(null),
  defaultNote: text.nullable().default(null),
  scope: text.nullable().default(null),
  turnOff: text.nullable().default(null),
  session: text.nullable().default(null),
  redirected: texts.default([]),
  notRedirected: texts.default([]),
  note: text.nullable().default(null),
  sources: texts.default([]),
});

export const shippedPortal = z
  .object({
    id,
    name: text,
    displayName: text.optional(),
    formerNames: z.array(z.object({ name: text, from: text.optional(), to: text.optional() }).strict()),
    shortNames: texts.optional(),
    hosts: z
      .array(host)
      .min(1)
      .refine(([first]) => !first?.startsWith('*'), 'must begin with the host where it opens'),
    otherClouds: z.array(z.object({ cloud: text, host: plainHost }).strict()).optional(),
    hashRoutes: z.boolean().optional(),
    hashRouteHosts: z.array(plainHost).optional(),
    purpose: text.nullable(),
    status: z.enum(['current', 'retiring', 'retired', 'redirects', 'renamed', 'merged']),
    successor: id.nullable(),
    sources,
  })
  .strict();

export const ownPortal = shippedPortal.extend({
  formerNames: shippedPortal.shape.formerNames.default([]),
  purpose: text.nullable().default(null),
  status: shippedPortal.shape.status.default('current'),
  successor: id.nullable().default(null),
  sources: texts.default([]),
});

/** Takes a shipped entry away. */
export const hiddenEntry = z.object({ id, hidden: z.literal(true) }).strict();

export const shortLink = z
  .object({
    id,
    kind: z.enum(['fwlink', 'aka.ms', 'deep-link']),
    link: httpsUrl,
    target: httpsUrl.nullable(),
    what: text,
    confidence: z.enum(['documented', 'derived']),
    sources,
  })
  .strict();

/** What people do on a page, by the capability's id. */
export const shippedTasks = z.record(id, z.array(text));

const translations = z.record(id, z.object({ de: texts, fr: texts }).strict());
/** What portals and capabilities are called in German and French, by their ids. */
export const namesFile = z.object({ portals: translations, capabilities: translations }).strict();

const synonymGroup = texts.min(2, 'must hold two words or more');
export const synonymsFile = z.object({ strict: z.array(synonymGroup), soft: z.array(synonymGroup) }).strict();

/** What people ask that is no page of the catalog. */
export const elsewhereFile = z
  .object({ products: texts, topics: z.record(text, texts.min(1, 'must hold a text')) })
  .strict();

export const ambiguousTerm = z.object({ term: text, ids: z.array(id).min(2) }).strict();

export type CapabilityEntry = z.output<typeof ownCapability>;
export type MigrationEntry = z.output<typeof ownMigration>;
export type PortalEntry = z.output<typeof ownPortal>;
export type ShortLinkEntry = z.output<typeof shortLink>;
export type Tasks = z.output<typeof shippedTasks>;
export type AmbiguousEntry = z.output<typeof ambiguousTerm>;
