import { count } from './forms.ts';

/** Subscriptions, notices and reminders. */
export const notices = {
  notice: {
    off: (from: string) => `Redirection is off: ${from}`,
    keptOff: (from: string) => `Redirection stays off: ${from}`,
    on: (from: string) => `Redirection is on: ${from}`,
    because: {
      personal: 'You get this because you asked for notices of changes.',
      groupChat: 'This chat gets this because somebody here asked for notices of changes.',
      channel: 'This channel gets this because somebody here asked for notices of changes.',
    },
    stop: 'To get no more of them, choose “Stop these notices” or send /notify off.',
    stopButton: 'Stop these notices',
  },
  reminder: {
    endsSoon: (from: string) => `Redirection comes on again soon: ${from}`,
    ends: (from: string, to: string, when: string) => `Old links to ${from} will lead to ${to} again: ${when}.`,
    letItEnd:
      'To let it end, there is nothing to do. To keep it off, choose “Keep off…”: your reason is in the form already.',
    stillOff: (from: string) => `Redirection is still off: ${from}`,
    noEnd: 'No end was set. Is it still needed?',
    becauseYou: 'You get this because you turned it off.',
    again: (days: number) => `I ask again in ${count(days, 'day', 'days')} if nothing changes.`,
    turnOn: 'Turn on…',
  },
  notify: {
    title: 'Notices',
    later: 'You will be able to subscribe a channel to changes with /notify here. That part is not here yet.',
    laterDo: 'Until then, ask for the status with /redirect.',
  },
};
