# The image of every role: `server`, `worker`, `codec`, `setup`. Small, without a compiler or the package manager's cache, run as
# a user of no privileges on a read-only file system; it needs nothing writable but /tmp.
# Base: the current long-term release of Node on Debian, by tag and by the digest of its multi-platform index.

FROM node:22.23.3-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# No script of a dependency runs: what is native in them is prebuilt.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund
# The SDK brings its native library for every platform, each tens of megabytes; source maps are for builders.
RUN find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 -type d \
      ! -name "$(node -p "({x64:'x86_64',arm64:'aarch64'})[process.arch]")-unknown-linux-gnu" -exec rm -r {} + \
 && find dist node_modules -name '*.map' -type f -delete

FROM node:22.23.3-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c
LABEL org.opencontainers.image.title="holdfast" org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production
WORKDIR /opt/holdfast
# Owned by root, so that the process cannot change its own program.
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/bin bin
COPY --from=build /build/dist dist
# By number, for Kubernetes to see that it is not root: the image's own user `node`.
USER 1000:1000
EXPOSE 8080 8081 8085
# Node itself is the process that gets the signals, and stops within SHUTDOWN_GRACE.
ENTRYPOINT ["node", "/opt/holdfast/bin/holdfast.js"]
CMD ["server"]
