# Builds the gateway and keeps nothing but what it runs on: Node and dist/.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build -- --force

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    LOG_FORMAT=json \
    DRAIN_DELAY=5s
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE /app/THIRD_PARTY_LICENSES ./
COPY --from=build /app/dist ./dist
USER node
# 4000 for callers. /metrics wants ADMIN_PORT, such as 9090; /health and /ready move there with it.
EXPOSE 4000 9090
# Nothing is written to disk, but for STATE_FILE where it is set (on a volume): run it with --read-only.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ADMIN_PORT || process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli.js"]
CMD ["start"]
