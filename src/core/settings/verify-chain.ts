import { readerAccess } from '../access.ts';
import type { Actor } from '../actor.ts';
import type { MigrationId, TenantId } from '../ids.ts';
import { hasSetting } from '../migration.ts';
import {
  type ChainHead,
  type Change,
  digestActor,
  digestComment,
  GENESIS,
  hashReceipt,
  type Receipt,
  type Sha256,
} from './receipt.ts';
import type { Setting } from './setting.ts';
import type { SettingsPorts } from './settings-storage.ts';

/** What is wrong with a chain, at the first receipt where something is. */
type Break = 'edited' | 'missing' | 'moved' | 'cut-off' | 'setting-differs';

export type Verdict =
  | {
      readonly whole: true;
      readonly receipts: number;
      readonly newest: Receipt | null;
    }
  | { readonly whole: false; readonly number: number; readonly problem: Break };

/** What is wrong with this receipt where `previous` stands before it, or null. */
function breakIn(sha256: Sha256, previous: Receipt | null, { receipt, actor, feedback }: Change): Break | null {
  const expected = (previous?.number ?? 0) + 1;
  if (receipt.number > expected) return 'missing';
  if (receipt.number < expected) return 'moved';
  if (hashReceipt(sha256, receipt) !== receipt.hash) return 'edited';
  if (actor && digestActor(sha256, actor) !== receipt.actorDigest) return 'edited';
  if (feedback && digestComment(sha256, feedback) !== receipt.commentDigest) return 'edited';
  if (receipt.previous !== (previous?.hash ?? GENESIS)) return 'moved';
  return null;
}

/** Receipts read at once. */
const PAGE = 500;

/** Where reading begins: the first receipt has number 1, and one with a smaller number has no place in the chain. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

/** How often the chain is read anew because a change came meanwhile. */
const ATTEMPTS = 5;

type ChainPorts = Pick<SettingsPorts, 'storage' | 'sha256'>;

/**
 * Reads a tenant's whole chain and checks each receipt, the chain's end, and that each setting is what its last receipt
 * made it. `visit` sees the receipts that hold. @throws StorageUnavailable
 */
export async function verifyChain(
  ports: ChainPorts,
  tenant: TenantId,
  visit: (receipt: Receipt) => void = () => {},
): Promise<Verdict> {
  for (let attempt = 1; ; attempt++) {
    const head = await ports.storage.head(tenant);
    const settings = await ports.storage.settings(tenant);
    const receipts: Receipt[] = [];
    const verdict = await readChain(ports, tenant, head, settings, receipts);
    const after = await ports.storage.head(tenant);
    if (after?.hash !== head?.hash && attempt < ATTEMPTS) continue;
    receipts.forEach(visit);
    return verdict;
  }
}

/** A setting as the chain leaves it, and the number of the receipt that did so. */
type Made = { readonly setting: Setting; readonly number: number };

async function readChain(
  { storage, sha256 }: ChainPorts,
  tenant: TenantId,
  head: ChainHead | undefined,
  settings: readonly Setting[],
  receipts: Receipt[],
): Promise<Verdict> {
  const made = new Map<MigrationId, Made>();
  let previous: Receipt | null = null;
  for (let page: readonly Change[]; ; ) {
    page = await storage.chain(tenant, previous?.number ?? BEFORE_ALL, PAGE);
    for (const change of page) {
      const problem = breakIn(sha256, previous, change);
      if (problem) return { whole: false, number: receipts.length + 1, problem };
      previous = change.receipt;
      const setting = settingAfter(previous, made.get(previous.migration)?.setting);
      made.set(setting.migration, { setting, number: previous.number });
      receipts.push(previous);
    }
    if (page.length < PAGE) break;
  }
  if (head?.hash !== previous?.hash || head?.number !== previous?.number) {
    return { whole: false, number: receipts.length + 1, problem: 'cut-off' };
  }
  const stored = new Map(settings.map((setting) => [setting.migration, setting]));
  for (const migration of new Set([...made.keys(), ...stored.keys()])) {
    const expected = made.get(migration);
    const holds = expected && sameSetting(expected.setting, stored.get(migration));
    if (!holds) return { whole: false, number: expected?.number ?? receipts.length + 1, problem: 'setting-differs' };
  }
  return { whole: true, receipts: receipts.length, newest: previous };
}

function settingAfter({ migration, version, from, to, at, until }: Receipt, before: Setting | undefined): Setting {
  const since = from === to ? (before?.since ?? null) : at;
  return { migration, state: to, version, since, until };
}

const sameSetting = (a: Setting, b: Setting | undefined): boolean =>
  a.state === b?.state && a.version === b.version && a.since === b.since && a.until === b.until;

export type DigitsFound =
  | { readonly kind: 'found'; readonly receipt: Receipt }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly count: number };

/**
 * Whether all of the chain holds, for those who may read: how many receipts it has, and the newest, without those of
 * settings that are hidden from them. @throws NotAllowed, DirectoryUnavailable, StorageUnavailable
 */
export async function verify(
  ports: SettingsPorts,
  actor: Actor,
  visit: (receipt: Receipt) => void = () => {},
): Promise<Verdict> {
  const { readable } = await readerAccess(ports, actor);
  const hidden = [...ports.migrations.values()].filter(
    (migration) => hasSetting(migration) && !readable.includes(migration),
  );
  const shown: Receipt[] = [];
  const verdict = await verifyChain(ports, actor.tenant, (receipt) => {
    visit(receipt);
    if (!hidden.some(({ id }) => id === receipt.migration)) shown.push(receipt);
  });
  return verdict.whole ? { whole: true, receipts: shown.length, newest: shown.at(-1) ?? null } : verdict;
}

/** Whether the chain holds the receipt whose hash begins with these digits. @throws NotAllowed, DirectoryUnavailable, StorageUnavailable */
export async function verifyDigits(
  ports: SettingsPorts,
  actor: Actor,
  digits: string,
): Promise<{ readonly verdict: Verdict; readonly found: DigitsFound }> {
  const matching: Receipt[] = [];
  const verdict = await verify(ports, actor, (receipt) => {
    if (receipt.hash.startsWith(digits.toLowerCase())) matching.push(receipt);
  });
  const [receipt] = matching;
  if (!receipt) return { verdict, found: { kind: 'none' } };
  if (matching.length > 1) return { verdict, found: { kind: 'several', count: matching.length } };
  return { verdict, found: { kind: 'found', receipt } };
}
