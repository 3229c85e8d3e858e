#!/bin/sh
# Brings the schema of Temporal's two databases to the one that this server version needs; harmless when repeated, and the
# first step of every upgrade of the server. The tool is the server's own, of the same version, and carries the schema.
# Needs SQL_PASSWORD; the rest has the defaults of docker-compose.yml.
set -eu
: "${SQL_PASSWORD:?}"
export SQL_PLUGIN=postgres12_pgx SQL_HOST="${SQL_HOST:-postgres}" SQL_PORT="${SQL_PORT:-5432}" SQL_USER="${SQL_USER:-temporal}"

temporal-sql-tool --database temporal setup-schema --version 0.0
temporal-sql-tool --database temporal update-schema --schema-name postgresql/v12/temporal
temporal-sql-tool --database temporal_visibility setup-schema --version 0.0
temporal-sql-tool --database temporal_visibility update-schema --schema-name postgresql/v12/visibility
