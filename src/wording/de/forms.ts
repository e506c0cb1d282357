import { formsOf } from '../forms.ts';

/** Dates, numbers and lists are written as in Germany. */
export const { count, day, list, number, path, shortDay, time, unreadable } = formsOf('de-DE', '(nicht lesbar)');

/** Microsoft Entra's own German names of the directory roles that settings ask for. */
const ROLES: Readonly<Record<string, string>> = {
  'Global Administrator': 'Globaler Administrator',
  'Security Administrator': 'Sicherheitsadministrator',
  'Global Reader': 'Globaler Leser',
  'Security Reader': 'Sicherheitsleseberechtigter',
  'Compliance Administrator': 'Complianceadministrator',
  'Cloud App Security Administrator': 'Cloud App Security-Administrator',
};

export const roles = (names: readonly string[]): string =>
  list(
    names.map((name) => ROLES[name] ?? name),
    'disjunction',
  );
