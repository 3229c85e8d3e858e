#!/bin/sh
# Makes the three databases and their two owners in a fresh PostgreSQL: Temporal cannot read the record, Holdfast cannot
# read the engine. The image runs it once, when its volume is empty; anywhere else run it by hand, as a superuser.
# Needs TEMPORAL_DB_PASSWORD and HOLDFAST_DB_PASSWORD; psql connects by its own variables (PGHOST, PGUSER, ...).
set -eu
: "${TEMPORAL_DB_PASSWORD:?}" "${HOLDFAST_DB_PASSWORD:?}"

# Read by psql from its environment, so that no password stands in a list of processes.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv temporal_password TEMPORAL_DB_PASSWORD
\getenv holdfast_password HOLDFAST_DB_PASSWORD
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';
CREATE ROLE holdfast LOGIN PASSWORD :'holdfast_password';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
CREATE DATABASE holdfast OWNER holdfast;
REVOKE CONNECT ON DATABASE temporal, temporal_visibility, holdfast FROM PUBLIC;
SQL
