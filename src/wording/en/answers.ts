/** Where pages moved: cards, compose box, search page. */
export const answers = {
  where: {
    title: 'Where did a page move?',
    later: 'You will be able to ask where a page moved: “where did threat explorer go?”. That part is not here yet.',
    laterDo: 'Until then, look for the page in the new portal’s search box.',
  },
};
