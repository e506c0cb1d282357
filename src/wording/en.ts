import { answers } from './en/answers.ts';
import { errors } from './en/errors.ts';
import { gateway } from './en/gateway.ts';
import { help } from './en/help.ts';
import { notices } from './en/notices.ts';
import { settings } from './en/settings.ts';
import { traffic } from './en/traffic.ts';

/** Every sentence a person reads, in English. */
export const en = { ...settings, ...help, ...errors, ...answers, ...gateway, ...notices, ...traffic };

/** The shape of a language: another one has it too, and what is missing there does not compile. */
export type Words = typeof en;
