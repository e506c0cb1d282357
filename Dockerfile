# Signpost with its production dependencies and nothing else: no shell, no package manager, no root.
#   docker build --tag signpost .
# To run it: docs/install.md, compose.yaml, infra/helm/signpost.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY scripts/image ./scripts/image
RUN node --disable-warning=ExperimentalWarning scripts/image/slim.ts
COPY src ./src
# compiled code is kept for the user who made it
RUN mkdir /data .compiled && chown 65532:65532 /data .compiled
USER 65532:65532
ENV NODE_COMPILE_CACHE=/app/.compiled
RUN node --disable-warning=ExperimentalWarning scripts/image/warm.ts

# libc, libstdc++ and certificates: what Node.js needs of a system
FROM gcr.io/distroless/cc-debian12:nonroot
WORKDIR /app
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /app/node_modules ./node_modules
COPY --from=build --chown=65532:65532 /app/.compiled ./.compiled
COPY --from=build --chown=65532:65532 /data /data
COPY package.json LICENSE ./
COPY src ./src
ENV NODE_ENV=production NODE_COMPILE_CACHE=/app/.compiled DATA_DIR=/data
USER 65532:65532
# the one place it writes to; unused where DATABASE_URL is set
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3978}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node gives new objects up to 64 MB and more, of which a bot needs little; and a heap that begins as large as the loaded
# program spares its start several collections.
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "--initial-heap-size=128"]
CMD ["src/main.ts"]
