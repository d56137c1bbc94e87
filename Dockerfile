# One image for every process. The command says which one runs:
#   web (by default)  node server.js
#   worker            node dist/worker.js
#   relay             node dist/relay.js
#   to its end        node dist/cli/migrate.js, and doctor, verify-ledger, first-administrator, backup, restore ...
#
# docker build --build-arg RELEASE=v1.2.3 --build-arg REVISION=$(git rev-parse HEAD) -t quartermaster:v1.2.3 .
#   RELEASE   what logs, reports of errors and the page System call it: at most 64 characters
#   REVISION  the commit, and SOURCE the address of the repository: for the labels alone
# The same with --target gives what belongs to this image and is not in it, or not only:
#   --target source-maps --output type=local,dest=source-maps   the maps of its scripts, for the service for errors
#   --target sbom --output type=local,dest=sbom                 the packages that it holds, as CycloneDX
#
# Nothing beside the files named in .dockerignore is read, no git and no secret. What is installed, the lockfile says.

FROM node:26.12.1-bookworm-slim AS build
WORKDIR /app
# The maps decide how scripts are named, so they are made always.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 SOURCE_MAPS=true
COPY package.json package-lock.json .npmrc ./
COPY patches ./patches
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts && npx --no-install patch-package --error-on-fail
COPY next.config.ts postcss.config.mjs tsconfig.json ./
COPY public ./public
COPY drizzle ./drizzle
COPY src ./src
RUN node src/cli/image/assemble.mjs

FROM scratch AS source-maps
COPY --from=build /app/.next/source-maps /

FROM scratch AS sbom
COPY --from=build /app/.next/standalone/sbom.cdx.json /

FROM node:26.12.1-bookworm-slim
# The image of Node brings package managers, which nothing here runs. The folders are those that processes write to.
RUN rm -rf /usr/local/lib/node_modules /usr/local/include /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
      /usr/local/bin/yarn* /opt/yarn* \
    && install -d -o node -g node /files /backups /app/.next/cache
WORKDIR /app
COPY --from=build /app/.next/standalone ./
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=16 \
    NEXT_TELEMETRY_DISABLED=1 NEXT_MANUAL_SIG_HANDLE=1 KEEP_ALIVE_TIMEOUT=65000 \
    HOSTNAME=0.0.0.0 PORT=3000 METRICS_HOST=0.0.0.0 METRICS_PORT=9464 FILES_DIR=/files MAIL_DIR=/tmp/mail
ARG RELEASE=unreleased
ARG REVISION=
ARG SOURCE=
ENV RELEASE=$RELEASE
LABEL org.opencontainers.image.title=Quartermaster \
      org.opencontainers.image.version=$RELEASE \
      org.opencontainers.image.revision=$REVISION \
      org.opencontainers.image.source=$SOURCE
USER 1000:1000
VOLUME /files
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "healthcheck.mjs"]
CMD ["node", "server.js"]
