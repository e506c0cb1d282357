/** In milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The beginning of the hour, and of the day in UTC, in which a moment lies. */
export const hourOf = (time: number): number => Math.floor(time / HOUR) * HOUR;
export const dayOf = (time: number): number => Math.floor(time / DAY) * DAY;
