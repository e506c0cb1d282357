/**
 * Directory roles that may decide or read a setting, by their template ids, which are the same in every tenant.
 * Source: Microsoft Entra built-in roles, https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export const ROLE_TEMPLATES = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Security Reader': '5d6b6bb7-de71-4623-b4af-96380a352509',
  'Compliance Administrator': '17315797-102d-40b4-93e0-432062caca18',
  'Cloud App Security Administrator': '892c5842-a9a6-463a-8041-72aa08ca3cf6',
} as const;

export type RoleName = keyof typeof ROLE_TEMPLATES;

export const isRoleName = (name: string): name is RoleName => Object.hasOwn(ROLE_TEMPLATES, name);

const BY_TEMPLATE: ReadonlyMap<string, RoleName> = new Map(
  Object.entries(ROLE_TEMPLATES).flatMap(([name, id]) => (isRoleName(name) ? [[id, name]] : [])),
);
/** The role with this template id, or undefined where Signpost knows no such role. */
export const roleOfTemplate = (templateId: string): RoleName | undefined => BY_TEMPLATE.get(templateId.toLowerCase());
