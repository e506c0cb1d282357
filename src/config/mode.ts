export const MODES = ['production', 'playground'] as const;
export type Mode = (typeof MODES)[number];
