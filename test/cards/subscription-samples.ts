import type { AdaptiveCard, Reader } from '../../src/cards/card.ts';
import { filterForm } from '../../src/cards/filter-form.ts';
import { subscriptionCard } from '../../src/cards/subscription.ts';
import { subscriptionListCard } from '../../src/cards/subscription-list.ts';
import { conversationId, migrationId, tenantId } from '../../src/core/ids.ts';
import { hasSetting } from '../../src/core/migration.ts';
import type { EndReason, SubscriptionStatus } from '../../src/core/notices/subscription.ts';
import { EVERYTHING } from '../../src/core/notices/subscription.ts';
import type { Migrations } from '../../src/core/ports.ts';

const AT = Date.UTC(2026, 10, 24, 9, 30);

const subscription = (given: Partial<SubscriptionStatus> = {}): SubscriptionStatus => ({
  tenant: tenantId('11111111-2222-4333-8444-555555555555'),
  conversation: conversationId('19:0123456789abcdef0123456789abcdef@thread.tacv2'),
  type: 'channel',
  team: null,
  address: '{}',
  locale: 'en-US',
  timeZone: 'UTC',
  filter: EVERYTHING,
  since: AT,
  ended: null,
  lastDelivery: { at: AT, outcome: 'delivered' },
  waiting: 0,
  failed: 0,
  ...given,
});

const over = (reason: EndReason) => subscription({ ended: { at: AT, reason }, failed: 3 });
const narrow = { migrations: [migrationId('mdo-scc')], states: 'off', reminders: false } as const;
const worst = subscription({
  conversation: conversationId(`19:[x](https://evil.example)<at>${'x'.repeat(900)}@thread.v2`),
  type: 'groupChat',
  ended: { at: AT, reason: 'not-found' },
  lastDelivery: { at: AT, outcome: 'failed' },
  waiting: 1_234,
  failed: 5_678,
});

/** What a conversation gets, and who else does. */
export function subscriptionSamples(reader: Reader, migrations: Migrations): Readonly<Record<string, AdaptiveCard>> {
  const readable = [...migrations.values()].filter(hasSetting);
  const here = subscription().conversation;
  const every = { ...narrow, migrations: readable.map(({ id }) => id) };
  const failed = subscription({ filter: every, lastDelivery: { at: AT, outcome: 'failed' }, failed: 2, waiting: 1 });
  return {
    subscribed: subscriptionCard(reader, migrations, subscription({ lastDelivery: null }), 'channel'),
    'subscribed-failed': subscriptionCard(reader, migrations, failed, 'groupChat'),
    'subscribed-never': subscriptionCard(reader, migrations, null, 'personal'),
    'subscribed-stopped': subscriptionCard(reader, migrations, over('stopped'), 'personal'),
    'subscribed-removed': subscriptionCard(reader, migrations, over('removed'), 'channel'),
    'subscribed-refused': subscriptionCard(reader, migrations, over('forbidden'), 'channel'),
    subscriptions: subscriptionListCard(reader, [subscription(), over('forbidden'), worst], 0, here),
    'subscriptions-empty': subscriptionListCard(reader, [], 0, here),
    'subscriptions-worst': subscriptionListCard(
      reader,
      Array.from({ length: 1_000 }, () => worst),
      8,
      here,
    ),
    'filter-form': filterForm(reader, readable, EVERYTHING),
    'filter-form-narrow': filterForm(reader, readable, every),
  };
}
