import { answers } from './en/answers.ts';
import { gateway } from './en/gateway.ts';
import { notices } from './en/notices.ts';
import { settings } from './en/settings.ts';
import { traffic } from './en/traffic.ts';

/** Every sentence a person reads, in English. */
export const en = { ...settings, ...answers, ...gateway, ...notices, ...traffic };

/** The shape of a language: another one has it too, and what is missing there does not compile. */
export type Words = typeof en;
