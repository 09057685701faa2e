import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isDebian, unpackPackages } from '../debian.mjs'

/**
 * The Debian packages that the training set is made of, unpacked side by side into a folder of our own, without root:
 * engines that speak, prompts that people recorded, lines that people acted, music to hold the line with.
 */
const ENGINES = ['espeak-ng', 'flite', 'sox', 'libsox-fmt-base'] as const
const PROMPTS = [
  ...['asterisk-core-sounds-en-wav', 'asterisk-core-sounds-es-wav', 'asterisk-core-sounds-fr-wav'],
  ...['asterisk-core-sounds-it-wav', 'asterisk-core-sounds-ru-wav', 'asterisk-prompt-es-co'],
  ...['asterisk-prompt-fr-armelle', 'asterisk-prompt-it-menardi-wav', 'asterisk-moh-opsound-wav'],
  ...['fillets-ng-data-cs', 'fillets-ng-data-nl']
] as const
const GAMES = ['hedgewars-data'] as const

/** Where everything that is made or downloaded for the training of the detector lies; nothing of it is committed. */
export function hearingCache(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return join(cache, 'aftertone', 'hearing')
}

/** The folder with the unpacked packages, which are downloaded when they are not there yet. */
export async function unpackedPackages(): Promise<string> {
  const folder = join(hearingCache(), 'debian')
  const parts = { engines: [...ENGINES], prompts: [...PROMPTS], games: [...GAMES] }
  for (const [name, packages] of Object.entries(parts)) {
    if (existsSync(join(folder, name))) continue
    if (!isDebian()) throw new Error('The training set is made of Debian packages: run this on Debian 12 or later.')
    process.stderr.write(`downloading ${packages.length} packages for ${name}\n`)
    await unpackPackages(packages, join(folder, name), name === 'engines')
  }
  return folder
}
