import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdMusic } from './hold-music.ts'

/** Lays the folder of one Asterisk out. Nobody but its owner may look into it: there are passwords in two of the files. */
export function layOut(folder: string, files: ReadonlyMap<string, string>): void {
  for (const part of ['etc', 'run', 'log', 'var/keys', 'spool/recording', 'hold']) {
    mkdirSync(join(folder, part), { recursive: true, mode: 0o700 })
  }
  for (const [name, text] of files) writeFileSync(join(folder, 'etc', name), text, { mode: 0o600 })
  writeFileSync(join(folder, 'hold', 'hold.ulaw'), holdMusic())
}
