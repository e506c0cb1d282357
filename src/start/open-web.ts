import type { WherePorts } from '../bot/where-ports.ts';
import type { Config } from '../config.ts';
import { keepMiss } from '../core/answers/misses.ts';
import type { LinkRules } from '../core/links/explain-link.ts';
import { defaultStateOf } from '../core/settings/setting.ts';
import { type WebRoutes, webRoutes } from '../web/web-routes.ts';

/** The search page and its JSON, by the settings that old links follow; without a tenant by the catalog's defaults. */
export function openWeb(config: Config, where: WherePorts, linkRules: LinkRules): WebRoutes {
  const { gatewayTenant: tenant, publicUrl, requestsPerMinute, trustedProxies } = config;
  const { catalog, settings } = where;
  return webRoutes({
    ...where,
    linkRules,
    stateOf: tenant === null ? defaultStateOf(catalog.migrations) : settings.stateOf(tenant),
    onMiss: (question) => {
      if (tenant !== null) keepMiss(where, tenant, 'web', question);
    },
    publicUrl,
    requestsPerMinute,
    trustedProxies,
  });
}
