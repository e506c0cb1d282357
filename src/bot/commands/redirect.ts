import { DEFAULT_MIGRATION } from '../../core/migration.ts';
import { askLink, showExplanation } from '../actions/explain.ts';
import { showFeedback, showHistory, showTraffic, showVerdict } from '../actions/records.ts';
import { askOff, askOn, showSetting, showSettings } from '../actions/setting.ts';
import { readAskedTime } from '../asked-time.ts';
import { answered, type Command, type CommandAnswer } from '../command.ts';
import { viewOf } from '../private-view.ts';
import type { Turn } from '../turn.ts';
import { type RedirectWords, readRedirectWords } from './redirect-words.ts';

function off(
  turn: Turn,
  { migration = DEFAULT_MIGRATION, time }: Extract<RedirectWords, { action: 'off' }>,
): CommandAnswer {
  const end = () => (time === undefined ? null : readAskedTime(time, turn.ports.clock(), turn.reader.timeZone));
  const card = () => askOff(turn, migration, end);
  try {
    const asked = end();
    const until = asked === null ? undefined : new Date(asked).toISOString();
    return { card, inPrivate: viewOf('setting.askOff', { migration, until }) };
  } catch (error) {
    // In a group nobody may be told more than that the time cannot be used; alone, the policy is asked first.
    return { card: turn.isPersonal ? card : () => Promise.reject(error) };
  }
}

function on(turn: Turn, migration = DEFAULT_MIGRATION): CommandAnswer {
  return { card: () => askOn(turn, migration), inPrivate: viewOf('setting.askOn', { migration }) };
}

function status(turn: Turn, migration: string | undefined): CommandAnswer {
  if (migration === undefined) return { card: () => showSettings(turn), inPrivate: viewOf('settings.list') };
  return { card: () => showSetting(turn, migration), inPrivate: viewOf('setting.show', { migration }) };
}

function answer(turn: Turn, words: RedirectWords): CommandAnswer {
  switch (words.action) {
    case 'status':
      return status(turn, words.migration);
    case 'off':
      return off(turn, words);
    case 'on':
      return on(turn, words.migration);
    case 'history': {
      const { migration } = words;
      return { card: () => showHistory(turn, migration), inPrivate: viewOf('history.show', { migration }) };
    }
    case 'feedback': {
      const { migration } = words;
      return { card: () => showFeedback(turn, migration), inPrivate: viewOf('feedback.show', { migration }) };
    }
    case 'traffic': {
      const { migration } = words;
      return { card: () => showTraffic(turn, migration), inPrivate: viewOf('traffic.show', { migration }) };
    }
    case 'verify': {
      const { digits } = words;
      return { card: () => showVerdict(turn, digits), inPrivate: viewOf('chain.verify', { digits }) };
    }
    case 'explain': {
      const { link } = words;
      return { card: () => (link === undefined ? askLink(turn) : showExplanation(turn, link)) };
    }
  }
}

/** `/redirect …`: the settings, their history and their receipts. */
export const redirect: Command = {
  name: 'redirect',
  read: (rest) => answered(readRedirectWords(rest), answer),
  help: ({ help, traffic, explain }, access) => {
    if (access === null || access.readable.length === 0) return [explain.help];
    const { status, off, on, history, feedback, verify } = help.commands;
    const records = [history, feedback, verify, traffic.help, explain.help];
    return access.changeable.length > 0 ? [status, off, on, ...records] : [status, ...records];
  },
};
