/**
 * The settings of the Temporal connection, whose names and meaning are @temporalio/envconfig's.
 * Only their descriptions stand here; `temporal.ts` has them read by that package.
 */

/** Name, default and meaning of each; a name that ends in `*` stands for all that begin so. */
export const TEMPORAL_ROWS = [
  { name: 'TEMPORAL_ADDRESS', standard: 'the embedded engine', meaning: 'host:port of a Temporal server' },
  { name: 'TEMPORAL_NAMESPACE', standard: 'default', meaning: 'the namespace of the workflows' },
  { name: 'TEMPORAL_API_KEY', standard: 'none', meaning: 'API key of the server; turns TLS on' },
  { name: 'TEMPORAL_TLS', standard: 'on with an API key, else off', meaning: 'true or false' },
  {
    name: 'TEMPORAL_TLS_*',
    standard: 'none',
    meaning:
      'CLIENT_CERT_PATH or _DATA, CLIENT_KEY_PATH or _DATA, SERVER_CA_CERT_PATH or _DATA, SERVER_NAME; DISABLE_HOST_VERIFICATION is refused, as the SDK cannot honour it',
  },
  {
    name: 'TEMPORAL_PROFILE',
    standard: 'none: no file is read',
    meaning: "a profile in Temporal's own temporal.toml; the variables above override it",
  },
  {
    name: 'TEMPORAL_CONFIG_FILE',
    standard: "temporal.toml in the user's configuration directory, read only with TEMPORAL_PROFILE",
    meaning: 'another place of that file',
  },
  { name: 'TEMPORAL_GRPC_META_*', standard: 'none', meaning: 'headers of each call to the server' },
] as const;
