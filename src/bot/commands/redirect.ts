import { DEFAULT_MIGRATION } from '../../core/migration.ts';
import { askLink, showExplanation } from '../actions/explain.ts';
import { showFeedback, showHistory, showTraffic, showVerdict } from '../actions/records.ts';
import { askOff, askOn, showSetting, showSettings } from '../actions/setting.ts';
import { readAskedTime } from '../asked-time.ts';
import { answered, type Command } from '../command.ts';
import type { Answer, Turn } from '../turn.ts';
import { type RedirectWords, readRedirectWords } from './redirect-words.ts';

/** Data of a button, without what is not there. */
const given = (data: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

function status(turn: Turn, migration: string | undefined): Answer {
  if (migration === undefined) {
    return {
      card: () => showSettings(turn),
      inPrivate: { topic: 'status', verb: 'settings.list', data: {}, opensByItself: true },
    };
  }
  return {
    card: () => showSetting(turn, migration),
    inPrivate: { topic: 'status', verb: 'setting.show', data: { migration }, opensByItself: true },
  };
}

function off(turn: Turn, { migration = DEFAULT_MIGRATION, time }: Extract<RedirectWords, { action: 'off' }>): Answer {
  const end = () => (time === undefined ? null : readAskedTime(time, turn.ports.clock(), turn.reader.timeZone));
  const card = () => askOff(turn, migration, end);
  try {
    const asked = end();
    const until = asked === null ? undefined : new Date(asked).toISOString();
    return {
      card,
      inPrivate: { topic: 'off', verb: 'setting.askOff', data: given({ migration, until }), opensByItself: false },
    };
  } catch (error) {
    // In a group nobody may be told more than that the time cannot be used; alone, the policy is asked first.
    return { card: turn.kind === 'personal' ? card : () => Promise.reject(error) };
  }
}

const on = (turn: Turn, migration = DEFAULT_MIGRATION): Answer => ({
  card: () => askOn(turn, migration),
  inPrivate: { topic: 'on', verb: 'setting.askOn', data: { migration }, opensByItself: false },
});

function answer(turn: Turn, words: RedirectWords): Answer {
  switch (words.action) {
    case 'status':
      return status(turn, words.migration);
    case 'off':
      return off(turn, words);
    case 'on':
      return on(turn, words.migration);
    case 'history':
      return {
        card: () => showHistory(turn, words.migration),
        inPrivate: {
          topic: 'history',
          verb: 'history.show',
          data: given({ migration: words.migration }),
          opensByItself: true,
        },
      };
    case 'feedback':
      return {
        card: () => showFeedback(turn, words.migration),
        inPrivate: {
          topic: 'feedback',
          verb: 'feedback.show',
          data: given({ migration: words.migration }),
          opensByItself: true,
        },
      };
    case 'traffic':
      return {
        card: () => showTraffic(turn, words.migration),
        inPrivate: {
          topic: 'traffic',
          verb: 'traffic.show',
          data: given({ migration: words.migration }),
          opensByItself: true,
        },
      };
    case 'explain':
      return { card: () => (words.link === undefined ? askLink(turn) : showExplanation(turn, words.link)) };
    case 'verify':
      return {
        card: () => showVerdict(turn, words.digits),
        inPrivate: {
          topic: 'verify',
          verb: 'chain.verify',
          data: given({ digits: words.digits }),
          opensByItself: true,
        },
      };
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
