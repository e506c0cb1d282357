import type { TenantId } from '../core/ids.ts';
import type { AppTokens } from './app-token.ts';
import { fetchJson } from './fetch-json.ts';

/** Nobody's id: who may ask is told that there is no such person (404), and who may not is told so (403). */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** One question each that needs the permission. Source: Microsoft Graph, "Get user" and "List directoryRoles", least privileged permissions. */
const QUESTIONS = {
  'User.Read.All': `users/${NOBODY}?$select=userType,accountEnabled`,
  'RoleManagement.Read.Directory': 'directoryRoles?$select=id,roleTemplateId',
} as const;
export type GraphPermission = keyof typeof QUESTIONS;

/** An operator waits for this; in milliseconds. */
const LIMIT = 10_000;

/**
 * The permissions that this tenant has not granted yet.
 * @throws TokenUnavailable, or what fetch throws where Graph cannot be asked; Error where it answers neither yes nor no
 */
export async function missingPermissions(
  tokens: AppTokens,
  graphOrigin: string,
  tenant: TenantId,
): Promise<readonly GraphPermission[]> {
  const root = new URL('/v1.0/', graphOrigin);
  const authorization = `Bearer ${await tokens.token(`${root.origin}/.default`, tenant)}`;
  const missing: GraphPermission[] = [];
  for (const [permission, path] of Object.entries(QUESTIONS) as [GraphPermission, string][]) {
    // entries forgets its keys
    const signal = AbortSignal.timeout(LIMIT);
    const { status } = await fetchJson(new URL(path, root), { headers: { authorization }, signal });
    if (status === 403) missing.push(permission);
    else if (status !== 200 && status !== 404) throw new Error(`Graph answered ${status}`);
  }
  return missing;
}
