/** The frame of every page, and what the redirect gateway says. */
export const gateway = {
  page: {
    product: 'Signpost',
    footer: 'Signpost shows the way from old admin portals to new ones. It is no product of Microsoft’s.',
    search: {
      label: 'Where did a page move?',
      placeholder: 'Threat Explorer, or an old link',
      button: 'Search',
    },
  },
};
