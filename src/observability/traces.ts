import type { Server } from 'node:http';
import type { Context, Tracer } from '@opentelemetry/api';
import type { Sampler } from '@opentelemetry/sdk-trace';
import { everyCall } from './every-call.ts';
import type { TurnFacts } from './metrics.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How long a shutdown waits for the last spans to leave, in milliseconds: a collector that is gone would hold it for 8 s. */
const FLUSH_LIMIT = 2_000;
/** How often failures of the collector are told of at most, in milliseconds. */
const TELL_EVERY = 60_000;

export interface Traces {
  /** A span for each request, before anything else sees it; health checks aside. */
  readonly requests: (server: Server) => void;
  /** The same port; each call within a request is a span, and, `always`, each other call too. */
  readonly port: <Port extends object>(name: string, port: Port, always?: 'always') => Port;
  /** Says what the request was for. */
  readonly turn: (facts: TurnFacts) => void;
  /** Sends what is left, as far as that is possible in time. */
  readonly close: () => Promise<void>;
}

/** Whether OpenTelemetry's own variables ask for traces. */
const wanted = (environment: Environment): boolean =>
  (environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || environment.OTEL_EXPORTER_OTLP_ENDPOINT) !== undefined &&
  environment.OTEL_TRACES_EXPORTER !== 'none' &&
  environment.OTEL_SDK_DISABLED?.toLowerCase() !== 'true';

/**
 * Traces to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names; null, and nothing loaded, where none is named.
 * Spans hold routes, codes and times: no address, no question, no name.
 */
export async function openTraces(
  environment: Environment,
  onFailure: (message: string) => void,
): Promise<Traces | null> {
  if (!wanted(environment)) return null;
  const [
    api,
    { AsyncLocalStorageContextManager },
    { W3CTraceContextPropagator },
    { OTLPTraceExporter },
    resources,
    sdk,
  ] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/core'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ]);
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (message: string) => {
    if (performance.now() - toldAt < TELL_EVERY) return;
    toldAt = performance.now();
    onFailure(message);
  };
  const silent = () => {};
  api.diag.setLogger({ error: tell, warn: tell, info: silent, debug: silent, verbose: silent });
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  api.propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const fromEnvironment = resources.detectResources({ detectors: [resources.envDetector] });
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'signpost' }).merge(fromEnvironment),
    sampler: samplerOf(environment, sdk),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer('signpost');
  return {
    requests: (server) => traceRequests(server, tracer, api),
    port: (name, port, always) =>
      everyCall(port, (method, call) => traceCall(tracer, api, `${name}.${method}`, always, call)),
    turn: ({ verb, outcome }) => {
      api.trace.getActiveSpan()?.setAttributes({ 'signpost.verb': verb, 'signpost.outcome': outcome });
    },
    close: async () => {
      const late = new Promise((resolve) => setTimeout(resolve, FLUSH_LIMIT).unref());
      await Promise.race([provider.shutdown().catch(silent), late]);
    },
  };
}

/** OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG as the specification has them. */
function samplerOf(environment: Environment, sdk: typeof import('@opentelemetry/sdk-trace')): Sampler {
  const name = environment.OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  const ratio = Number(environment.OTEL_TRACES_SAMPLER_ARG ?? 1);
  const root = name.endsWith('always_off')
    ? new sdk.AlwaysOffSampler()
    : name.endsWith('traceidratio')
      ? new sdk.TraceIdRatioBasedSampler(ratio)
      : new sdk.AlwaysOnSampler();
  return name.startsWith('parentbased_') ? new sdk.ParentBasedSampler({ root }) : root;
}

type Api = typeof import('@opentelemetry/api');

/** What is not traced: asked each few seconds by machines. */
const UNTRACED = new Set(['/healthz', '/readyz']);
const ROUTES = new Set([
  '/',
  '/opensearch.xml',
  '/api/messages',
  '/api/where',
  '/api/explain',
  '/go',
  '/go/session',
  '/go/session/end',
]);

/** The route of a request; never the address or the question in it. */
function routeOf(url: string | undefined): string {
  const path = url?.split('?', 1)[0] ?? '';
  if (ROUTES.has(path) || UNTRACED.has(path)) return path;
  return path.startsWith('/go/') ? '/go' : '/*';
}

function traceRequests(
  server: Server,
  tracer: Tracer,
  { context, propagation, SpanKind, SpanStatusCode, trace }: Api,
): void {
  for (const event of ['request', 'checkContinue'] as const) {
    const others = server.listeners(event);
    server.removeAllListeners(event);
    server.on(event, (request, response) => {
      const goOn = () => {
        for (const listener of others) Reflect.apply(listener, server, [request, response]);
      };
      const route = routeOf(request.url);
      if (UNTRACED.has(route)) return goOn();
      const caller: Context = propagation.extract(context.active(), request.headers);
      const method = request.method ?? '';
      const attributes = { 'http.request.method': method, 'http.route': route, 'url.scheme': 'http' };
      const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, caller);
      response.once('close', () => {
        span.setAttribute('http.response.status_code', response.statusCode);
        if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      });
      context.with(trace.setSpan(caller, span), goOn);
    });
  }
}

/** An error is told by its code, or its name: its message may hold more. */
function traceCall(
  tracer: Tracer,
  { SpanStatusCode, trace }: Api,
  name: string,
  always: 'always' | undefined,
  call: () => Promise<unknown>,
): Promise<unknown> {
  if (!always && !trace.getActiveSpan()) return call();
  return tracer.startActiveSpan(name, async (span) => {
    try {
      return await call();
    } catch (error) {
      const code =
        error instanceof Error && 'code' in error ? String(error.code) : String(error instanceof Error && error.name);
      span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
