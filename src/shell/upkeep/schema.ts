import { z } from 'zod'

/** Raised when an older Aftertone could no longer read what a newer one saves. */
export const backupFormat = 1

/** First in a backup: what this file is, before anything is believed of it. */
export const BackupHead = z.object({
  aftertoneBackup: z.number().int(),
  /** Version of the Aftertone that made it. */
  aftertone: z.string(),
  /** Major version of PostgreSQL, which alone can open the cluster. */
  postgres: z.string(),
  at: z.string()
})
export type BackupHead = z.infer<typeof BackupHead>

/** Last in a backup: what must be in it, file by file. */
export const Manifest = BackupHead.extend({
  databases: z.array(z.string()),
  /** Of all files together. */
  bytes: z.number().int().nonnegative(),
  files: z.record(z.string(), z.object({ bytes: z.number().int().nonnegative(), sha256: z.string() }))
})
export type Manifest = z.infer<typeof Manifest>

export const headName = 'aftertone-backup.json'
export const manifestName = 'manifest.json'
/** SHA-256 of the manifest, in hexadecimal digits. */
export const sealName = 'manifest.sha256'
