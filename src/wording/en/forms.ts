import { formsOf } from '../forms.ts';

/** Dates, numbers and lists are written as in British English: day before month, 24 hours. */
export const { count, day, list, number, path, shortDay, time, unreadable } = formsOf('en-GB', '(unreadable)');
