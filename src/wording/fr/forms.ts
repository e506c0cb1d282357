import { formsOf } from '../forms.ts';

/** Dates, numbers and lists are written as in France. */
export const { count, day, list, number, path, shortDay, time, unreadable } = formsOf('fr-FR', '(illisible)');

/** Microsoft Entra's own French names of the directory roles that settings ask for. */
const ROLES: Readonly<Record<string, string>> = {
  'Global Administrator': 'Administrateur général',
  'Security Administrator': 'Administrateur de la sécurité',
  'Global Reader': 'Lecteur général',
  'Security Reader': 'Lecteur de sécurité',
  'Compliance Administrator': 'Administrateur de conformité',
  'Cloud App Security Administrator': 'Administrateur Cloud App Security',
};

export const roles = (names: readonly string[]): string =>
  list(
    names.map((name) => ROLES[name] ?? name),
    'disjunction',
  );
