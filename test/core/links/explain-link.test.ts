import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryUnavailable } from '../../../src/core/errors.ts';
import {
  explainFor,
  explainLink,
  explanationRecord,
  type LinkRules,
  maySeeSetting,
} from '../../../src/core/links/explain-link.ts';
import { turnOff } from '../../../src/core/settings/change-setting.ts';
import {
  ADA,
  BOB,
  COMPLIANCE,
  DIS,
  EVE,
  GUS,
  MDO,
  NOBODY,
  NOON,
  offForm,
  openSettingsWorld,
  ROY,
  type SettingsWorld,
  TENANT,
} from '../../world/settings.ts';
import { index, OWN_HOSTS } from './links.ts';

const OLD = 'https://protection.office.com/threatexplorer';
const NEW = 'https://security.microsoft.com/threatexplorer';
const rules: LinkRules = { index, ownHosts: OWN_HOSTS, origins: new Map() };
const explained = (url: string, state: 'on' | 'off' = 'on', links = rules) => explainLink(links, () => state, url);
const outcomes = (url: string, state: 'on' | 'off' = 'on', links = rules) =>
  explained(url, state, links).steps.map(({ step, outcome }) => `${step}: ${outcome}`);

let world: SettingsWorld;
beforeEach(async () => {
  world = await openSettingsWorld();
});
afterEach(() => world.close());

describe('The explanation of a link', () => {
  it('tells each step to its decision', () => {
    expect(outcomes(`${OLD}?a=1`)).toEqual([
      'link: read',
      'host: old-portal',
      'route: path',
      'page: listed',
      'setting: on',
      'destination: address',
      'parameters: carried',
    ]);
    expect(outcomes(OLD, 'off')).toEqual([
      'link: read',
      'host: old-portal',
      'route: path',
      'page: listed',
      'setting: off',
    ]);
    expect(outcomes('https://evil.example/')).toEqual(['link: read', 'host: unknown']);
    expect(outcomes('nonsense')).toEqual(['link: no-address']);
  });

  it('takes the link as whole: without a fragment there is none', () => {
    expect(explained('https://protection.office.com/').decision.kind).not.toBe('hash-route');
    expect(outcomes('https://protection.office.com/#/quarantine')).toContain('route: fragment');
  });

  it('names the setting that decided, and none where none did', () => {
    expect(explained(OLD).decidedBy).toBe('mdo-scc');
    expect(explained('https://protection.office.com/permissions').decidedBy).toBeNull();
    expect(explained('https://protection.office.com/nothing').decidedBy).toBeNull();
    expect(explained('nonsense').decidedBy).toBeNull();
  });

  it('says that an old host which the gateway serves is answered from behind it', () => {
    const serving = { ...rules, origins: new Map([['protection.office.com', 'https://old.example:8443']]) };
    const { decision, steps } = explained(OLD, 'off', serving);
    expect(decision).toMatchObject({ kind: 'off', target: 'https://old.example:8443/threatexplorer' });
    expect(steps.at(-1)).toEqual({ step: 'origin', outcome: 'behind-gateway', host: 'old.example:8443' });
    expect(explained(OLD, 'on', serving).decision).toMatchObject({ target: NEW });
  });
});

describe('The explanation for a tenant', () => {
  const explainNow = (url: string) => explainFor(world.ports, rules, TENANT, url);

  it('is by its stored settings, and holds the one that decided', async () => {
    expect(await explainNow(OLD)).toMatchObject({
      decision: { kind: 'redirected', target: NEW },
      setting: { migration: 'mdo-scc', state: 'on', version: 0, since: null },
    });
    await turnOff(world.ports, ADA, offForm({ duration: 'PT4H' }));
    expect(await explainNow(OLD)).toMatchObject({
      decision: { kind: 'off', target: OLD },
      setting: { state: 'off', version: 1, since: NOON, until: NOON + 4 * 3_600_000 },
    });
  });

  it('holds no setting where none decided', async () => {
    expect((await explainNow('https://protection.office.com/permissions')).setting).toBeNull();
    expect((await explainNow('nonsense')).setting).toBeNull();
  });
});

describe('More of a setting than its state', () => {
  const mayOf =
    (migration = MDO.id) =>
    (person: typeof ADA) =>
      maySeeSetting(world.ports, person, migration);

  it('is for those who may read it', async () => {
    for (const person of [ADA, BOB, ROY]) expect(await mayOf()(person)).toBe(true);
    for (const person of [GUS, DIS, EVE, NOBODY]) expect(await mayOf()(person)).toBe(false);
    expect(await mayOf(COMPLIANCE.id)(BOB)).toBe(false);
  });

  it('is for nobody while the directory does not answer', async () => {
    const standingOf = () => Promise.reject(new DirectoryUnavailable('no-answer'));
    expect(await maySeeSetting({ ...world.ports, directory: { standingOf } }, ADA, MDO.id)).toBe(false);
  });
});

describe('As JSON', () => {
  const off = { migration: MDO.id, state: 'off', version: 3, since: NOON, until: NOON + 1000 } as const;

  it('it has the fields of the contract', () => {
    expect(explanationRecord(explained(OLD, 'off'), off)).toEqual({
      url: OLD,
      decision: 'off',
      migration: 'mdo-scc',
      capability: 'explorer',
      setting: {
        state: 'off',
        version: 3,
        since: new Date(NOON).toISOString(),
        until: new Date(NOON + 1000).toISOString(),
      },
      target: OLD,
      steps: [
        { step: 'link', outcome: 'read', url: OLD },
        { step: 'host', outcome: 'old-portal', portal: 'scc', cloud: null },
        { step: 'route', outcome: 'path', path: '/threatexplorer' },
        { step: 'page', outcome: 'listed', capability: 'explorer', address: '/threatexplorer' },
        { step: 'setting', outcome: 'off', migration: 'mdo-scc' },
      ],
    });
  });

  it('has them too where there is nothing to tell', () => {
    expect(explanationRecord(explained('nonsense'), null)).toEqual({
      url: 'nonsense',
      decision: 'unknown-host',
      migration: null,
      capability: null,
      setting: null,
      target: null,
      steps: [{ step: 'link', outcome: 'no-address' }],
    });
  });

  it('tells the state alone to whom no more is to be told', () => {
    expect(explanationRecord(explained(OLD, 'off'), { state: 'off' }).setting).toEqual({ state: 'off' });
  });
});
