/** Writes infra/grafana/signpost.json. Run it after a change to scripts/dashboard/, and commit what it writes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { DASHBOARD_FILE, dashboardJson } from './dashboard/dashboard.ts';

mkdirSync('infra/grafana', { recursive: true });
const json = dashboardJson();
writeFileSync(DASHBOARD_FILE, json);
console.log(`${DASHBOARD_FILE}: ${json.length} bytes`);
