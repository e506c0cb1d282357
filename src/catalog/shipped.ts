import { fileURLToPath } from 'node:url';

/** The folder of the facts and words that ship with the program. */
export const SHIPPED = fileURLToPath(new URL('./data', import.meta.url));
