import type { AdaptiveCard } from '../cards/card.ts';
import { noticeCard } from '../cards/notice.ts';
import { endsSoonCard, stillOffCard } from '../cards/reminder.ts';
import type { Notice } from '../core/notices/notice.ts';
import type { Migrations } from '../core/ports.ts';
import { wordsFor } from '../wording/languages.ts';

/** The card of a notice, in the language and on the clock of the conversation that it goes to. */
export function cardOf(migrations: Migrations, notice: Notice): AdaptiveCard {
  const reader = { words: wordsFor(notice.locale), timeZone: notice.timeZone };
  switch (notice.kind) {
    case 'change':
      return noticeCard(reader, migrations, notice.change, notice.type);
    case 'ends-soon':
      return endsSoonCard(reader, migrations, notice.change);
    case 'still-off':
      return stillOffCard(reader, migrations, notice.change, notice);
  }
}
