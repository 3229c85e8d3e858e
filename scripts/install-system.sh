#!/usr/bin/env bash
# Installs what tests need of the system, where it is missing, from Debian's packages: `install-system.sh chromium postgresql`.
# What cannot be installed is said and is no failure: the tests that need it are skipped, loudly.
set -uo pipefail

has_chromium() {
  [ -n "${CHROME_PATH:-}" ] && return
  for command in chromium chromium-browser google-chrome google-chrome-stable chrome; do
    command -v "$command" > /dev/null && return
  done
  return 1
}

has_postgresql() {
  command -v initdb > /dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null
}

install_package() {
  command -v apt-get > /dev/null || return 1
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y "$1"
}

for package in "$@"; do
  "has_$package" || install_package "$package" || echo "$package could not be installed; tests that need it will be skipped." >&2
done
