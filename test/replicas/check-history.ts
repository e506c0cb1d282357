import type { TenantId } from '../../src/core/ids.ts';
import { type Change, digitsOf } from '../../src/core/settings/receipt.ts';
import { verifyChain } from '../../src/core/settings/verify-chain.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { sha256 } from '../world/settings.ts';
import type { Attempt, History } from './admin.ts';
import { problemsOf, type Read, type Write } from './linearizable.ts';

const MOST = 100_000;

/** All that is wrong with what people were told, beside the chain of receipts: empty where nothing is. */
export async function checkHistory({ settings }: Storage, tenant: TenantId, history: History): Promise<string[]> {
  const problems: string[] = [];
  const verdict = await verifyChain({ storage: settings, sha256 }, tenant);
  if (!verdict.whole) problems.push(`the chain is broken at receipt ${verdict.number}: ${verdict.problem}`);
  const changes = (await settings.chain(tenant, 0, MOST)).filter(({ receipt }) => receipt.migration === 'mdo-scc');
  const made = changes.map(({ receipt }) => receipt.version);
  made.forEach((version, n) => {
    if (version !== n + 1) problems.push(`version ${version} follows version ${n}`);
  });
  const writes: Write[] = [];
  for (const change of changes) {
    const { version } = change.receipt;
    const makers = history.attempts.filter((attempt) => mayHaveMade(attempt, change));
    const told = makers.filter(({ outcome }) => outcome.kind === 'changed');
    const maker = told[0] ?? makers[0];
    if (maker) writes.push({ ...maker, version });
    if (!maker || told.length > 1) problems.push(`version ${version} was made by ${told.length} attempts`);
  }
  for (const { outcome } of history.attempts) {
    if (outcome.kind === 'changed' && !changes.some((change) => isReceipt(outcome, change)))
      problems.push(`receipt ${outcome.number} · ${outcome.digits} was answered, and is not in the chain`);
  }
  return [...problems, ...problemsOf(writes, readsOf(history, changes))];
}

type Changed = Extract<Attempt['outcome'], { kind: 'changed' }>;
const isReceipt = ({ number, digits }: Changed, { receipt }: Change): boolean =>
  receipt.number === number && digitsOf(receipt) === digits;

function mayHaveMade({ by, from, to, comment, outcome }: Attempt, change: Change): boolean {
  const { receipt, actor, feedback } = change;
  if (actor?.objectId !== by || receipt.version !== from + 1 || receipt.to !== to) return false;
  if ((feedback?.comment ?? null) !== comment) return false;
  return outcome.kind === 'unknown' || (outcome.kind === 'changed' && isReceipt(outcome, change));
}

/** What was seen: by those who looked, and by those who came too late. */
function readsOf({ looks, attempts }: History, changes: readonly Change[]): Read[] {
  const stateAt = (version: number) => (version === 0 ? 'on' : changes[version - 1]?.receipt.to);
  return [
    ...looks.map(({ asked, answered, version, state }) => ({
      asked,
      answered,
      fits: (other: number) => other === version && stateAt(other) === state,
      saw: `a form told of ${state}, version ${version}`,
    })),
    ...attempts.flatMap(({ asked, answered, from, outcome }) =>
      outcome.kind === 'late'
        ? {
            asked,
            answered,
            fits: (other: number) =>
              other > from && stateAt(other) === outcome.state && (outcome.version ?? other) === other,
            saw: `who came too late with version ${from} was told ${outcome.state}, version ${outcome.version}`,
          }
        : [],
    ),
  ];
}
