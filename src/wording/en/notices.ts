/** Subscriptions, notices and reminders. */
export const notices = {
  notify: {
    title: 'Notices',
    later: 'You will be able to subscribe a channel to changes with /notify here. That part is not here yet.',
    laterDo: 'Until then, ask for the status with /redirect.',
  },
};
