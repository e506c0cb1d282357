import type { Words } from './en.ts';
import { answers } from './fr/answers.ts';
import { errors } from './fr/errors.ts';
import { gateway } from './fr/gateway.ts';
import { help } from './fr/help.ts';
import { notices } from './fr/notices.ts';
import { settings } from './fr/settings.ts';
import { traffic } from './fr/traffic.ts';

/** Every sentence a person reads, in French; docs/decisions has the glossary. */
export const fr: Words = { ...settings, ...help, ...errors, ...answers, ...gateway, ...notices, ...traffic };
