import { answers } from './de/answers.ts';
import { errors } from './de/errors.ts';
import { gateway } from './de/gateway.ts';
import { help } from './de/help.ts';
import { notices } from './de/notices.ts';
import { settings } from './de/settings.ts';
import { traffic } from './de/traffic.ts';
import type { Words } from './en.ts';

/** Every sentence a person reads, in German; docs/decisions has the glossary. */
export const de: Words = { ...settings, ...help, ...errors, ...answers, ...gateway, ...notices, ...traffic };
