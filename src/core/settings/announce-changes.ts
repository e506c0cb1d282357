import type { TenantId } from '../ids.ts';
import type { Setting } from './setting.ts';
import type { SettingsStorage } from './settings-storage.ts';

/** Told of each setting as soon as its change has been committed. */
type OnChange = (tenant: TenantId, setting: Setting) => void;

/** The same storage; whoever changes a setting through it tells `onChange`, before their own answer. */
export const announceChanges = (storage: SettingsStorage, onChange: OnChange): SettingsStorage => ({
  ...storage,
  inChange: async (tenant, work) => {
    const changed: Setting[] = [];
    const result = await storage.inChange(tenant, (transaction) =>
      work({
        ...transaction,
        append: async (change, setting, nonce) => {
          await transaction.append(change, setting, nonce);
          changed.push(setting);
        },
      }),
    );
    for (const setting of changed) onChange(tenant, setting);
    return result;
  },
});
