import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { openHelm } from './world/helm.ts';

const CHART = 'infra/helm/signpost';
const helm = await openHelm();

/** What an installation has to set. */
const SET = [
  '--set=image.repository=registry.example.com/signpost',
  '--set=publicHost=signpost.example.com',
  '--set=bot.id=11111111-2222-4333-8444-555555555555',
  '--set=bot.tenantId=11111111-2222-4333-8444-555555555555',
];
/** All that can be switched on or off, the other way. */
const OTHER_WAY = [
  '--set=replicas=1',
  '--set=metrics.enabled=false',
  '--set=ingress.className=nginx',
  '--set=ingress.annotations.a=b',
  '--set=image.pullSecrets[0]=pull',
  '--set=trustedProxies=10.0.0.0/8',
  '--set=environment.LOG_LEVEL=warn',
  '--set=networkPolicy.ingressFrom[0].namespaceSelector.matchLabels.name=ingress',
  '--set=networkPolicy.egress[0].ports[0].port=4318',
];

/** Where kubernetes-types declares each kind that the chart makes. */
const MODULES: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  Service: 'core/v1',
  ServiceAccount: 'core/v1',
  PodDisruptionBudget: 'policy/v1',
  Ingress: 'networking/v1',
  NetworkPolicy: 'networking/v1',
};
const Resource = z.object({ kind: z.string() }).passthrough();
type Resource = z.infer<typeof Resource>;

async function render(...more: string[]): Promise<Resource[]> {
  const text = (await helm?.('template', 'signpost', CHART, ...SET, ...more)) ?? '';
  return parseAllDocuments(text).map((document) => Resource.parse(document.toJS()));
}

/** What the compiler says of the resources, each taken as the type that its kind has. */
function typeErrors(resources: readonly Resource[]): string {
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync('.cache/chart-');
  try {
    const lines = resources.map((resource, index) => {
      const module = `kubernetes-types/${MODULES[resource.kind]}.d.ts`;
      return `import type { ${resource.kind} as T${index} } from '${module}';\nexport const r${index}: T${index} = ${JSON.stringify(resource, null, 1)};`;
    });
    const file = join(folder, 'chart.ts');
    writeFileSync(file, lines.join('\n'));
    execFileSync(
      'node_modules/.bin/tsc',
      ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', file],
      { encoding: 'utf8' },
    );
    return '';
  } catch (error) {
    return z.object({ stdout: z.string() }).parse(error).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const Pod = z.object({
  spec: z.object({
    replicas: z.number(),
    template: z.object({
      spec: z.object({
        securityContext: z.unknown(),
        containers: z.tuple([
          z.object({
            env: z.array(z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.unknown() })),
            securityContext: z.unknown(),
            resources: z.object({ limits: z.object({ memory: z.string() }) }),
            livenessProbe: z.unknown(),
            readinessProbe: z.unknown(),
            startupProbe: z.unknown(),
          }),
        ]),
      }),
    }),
  }),
});

describe.skipIf(helm === null)('the Helm chart', () => {
  it('passes Helm’s own lint', async () => {
    expect(await helm?.('lint', '--strict', CHART, ...SET)).toMatch(/0 chart\(s\) failed/);
  });

  it.each([
    ['with what has to be set', [], Object.keys(MODULES)],
    ['with everything the other way', OTHER_WAY, Object.keys(MODULES).filter((kind) => kind !== 'PodDisruptionBudget')],
    [
      'without what can be left out',
      ['--set=ingress.enabled=false', '--set=networkPolicy.enabled=false'],
      ['Deployment', 'Service', 'ServiceAccount', 'PodDisruptionBudget'],
    ],
  ])('makes resources that Kubernetes knows, field by field, %s', async (_, more, kinds) => {
    const resources = await render(...more);
    expect(resources.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    expect(typeErrors(resources)).toBe('');
  });

  it('finds a field that Kubernetes does not know', async () => {
    const [first] = await render();
    expect(typeErrors([{ kind: first?.kind ?? '', ...first, spcc: {} }])).toMatch(/spcc/);
  });

  const deployment = async () => Pod.parse((await render()).find(({ kind }) => kind === 'Deployment')).spec;

  it('runs nothing as root, and lets it write to /tmp and /data only', async () => {
    const { template } = await deployment();
    const [container] = template.spec.containers;
    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532 });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('asks whether it lives and whether it is ready', async () => {
    const [container] = (await deployment()).template.spec.containers;
    expect(container.livenessProbe).toMatchObject({ httpGet: { path: '/healthz' } });
    expect(container.startupProbe).toMatchObject({ httpGet: { path: '/healthz' } });
    expect(container.readinessProbe).toMatchObject({ httpGet: { path: '/readyz' } });
  });

  it('gives variables that the program knows, the secret ones from a Secret', async () => {
    const [{ env }] = (await deployment()).template.spec.containers;
    const documented = readFileSync('docs/configuration.md', 'utf8');
    expect(
      env
        .filter(({ name }) => !documented.includes(`| \`${name}\``) && !documented.includes(`\`${name}\` |`))
        .map(({ name }) => name),
    ).toEqual([]);
    const secret = env.filter(({ value }) => value === undefined).map(({ name }) => name);
    expect(secret).toEqual(['BOT_PASSWORD', 'DATABASE_URL', 'GATEWAY_SECRET']);
  });

  it.each([
    ['no host', ['--set=publicHost=']],
    ['a host with a scheme', ['--set=publicHost=https://signpost.example.com']],
    ['a bot’s id that is none', ['--set=bot.id=x']],
    ['a value that it does not know', ['--set=replica=3']],
    ['a secret in plain sight', ['--set=environment.BOT_PASSWORD=x']],
  ])('refuses %s', async (_, more) => {
    await expect(render(...more)).rejects.toThrow(/values don't meet the specifications|don't meet/);
  });
});
