/** Why a backup was not made or not restored. Nothing was overwritten then, and nothing half-made is left. */

/** The reasons, as stable names. */
export type BackupFault =
  | 'backup_target_exists'
  | 'backup_nothing_here'
  | 'backup_not_readable'
  | 'backup_damaged'
  | 'restore_directory_not_empty'
  | 'restore_record_exists';

/** `message` says what was not done and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(
    readonly code: BackupFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
