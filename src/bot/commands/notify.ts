import { showSubscription, showSubscriptions, startNotices, stopNotices } from '../actions/notify.ts';
import { answered, type Command, type CommandAnswer } from '../command.ts';
import { viewOf } from '../private-view.ts';
import type { Turn } from '../turn.ts';
import { type NotifyWords, readNotifyWords } from './notify-words.ts';

function answer(turn: Turn, { action }: NotifyWords): CommandAnswer {
  switch (action) {
    case 'here':
      return { card: () => startNotices(turn) };
    case 'off':
      return { card: () => stopNotices(turn) };
    case 'status':
      return { card: () => showSubscription(turn) };
    case 'list':
      return { card: () => showSubscriptions(turn), inPrivate: viewOf('notify.list') };
  }
}

/** `/notify …`: which conversations hear of changes. */
export const notify: Command = {
  name: 'notify',
  read: (rest) => answered(readNotifyWords(rest), answer),
  help: ({ notify: { commands } }, access) =>
    access === null || access.readable.length === 0 ? [] : [commands.here, commands.status, commands.list],
};
