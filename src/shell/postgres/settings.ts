import { totalmem } from 'node:os'

export type Settings = Readonly<Record<string, string>>

/**
 * How the server is set for a small machine. Given at every start, so that they go with the version of Aftertone.
 * Statements that fail are told to whoever sent them and not to the log, which must hold no name and no number.
 */
export function serverSettings(): Settings {
  return {
    cluster_name: 'aftertone',
    fsync: 'on',
    synchronous_commit: 'on',
    wal_level: 'replica',
    max_wal_size: '2GB',
    // The binaries are built without lz4 and zstd.
    wal_compression: 'pglz',
    shared_buffers: `${sharedBuffersMegabytes()}MB`,
    max_connections: '60',
    autovacuum: 'on',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    unix_socket_permissions: '0700'
  }
}

/** An eighth of the memory, from 32 to 256 MB. */
function sharedBuffersMegabytes(): number {
  const limit = process.constrainedMemory()
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return Math.max(32, Math.min(256, Math.floor(bytes / 8 / 2 ** 20)))
}
