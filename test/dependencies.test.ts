import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dependencyLines } from './dependency-lines.ts'
import { isCompatible } from './licence.ts'

const root = join(import.meta.dirname, '..')
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const manifest = json('package.json') as Record<string, Record<string, string> | undefined>
const wanted = { ...manifest['dependencies'], ...manifest['devDependencies'], ...manifest['optionalDependencies'] }
const lines = dependencyLines(readFileSync(join(root, 'docs/dependencies.md'), 'utf8'))

describe('every dependency has been thought about', () => {
  test.for(Object.keys(wanted))('%s says why, what instead and who keeps it', (name) => {
    const line = lines.find((one) => one.name === name)
    expect(line, `docs/dependencies.md has no row for ${name}`).toBeDefined()
    expect([line?.why, line?.instead, line?.keeper].filter((cell) => cell === undefined || cell === '')).toEqual([])
  })

  test('no row outlives its package', () => {
    expect(lines.map((line) => line.name).filter((name) => !(name in wanted))).toEqual([])
  })

  test('versions are exact, so that every clone is the same', () => {
    expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })
})

describe('licences go together with Apache-2.0', () => {
  /** The tools stay on our machines; what runs, and what is built into the web app, is passed on to others. */
  const builtIn = [
    'react',
    'react-dom',
    'scheduler',
    '@tanstack/react-router',
    '@tanstack/react-virtual',
    'lucide-react',
    '@fontsource-variable/instrument-sans',
    '@fontsource-variable/newsreader'
  ]
  const locked = json('package-lock.json').packages as Record<string, { dev?: boolean; optional?: boolean }>
  const shipped = Object.entries(locked)
    .filter(
      ([path, entry]) => path !== '' && (entry.dev !== true || builtIn.includes(path.replace('node_modules/', '')))
    )
    .map(([path, entry]) => ({ path, isOptional: entry.optional === true }))

  test('every package that is passed on has been looked at', () => {
    const absent = shipped.filter(({ path, isOptional }) => !isOptional && !existsSync(join(root, path)))
    expect(absent).toEqual([])
    expect(shipped.length).toBeGreaterThan(Object.keys(manifest['dependencies'] ?? {}).length)
  })

  test('and its licence lets us', () => {
    const present = shipped.filter(({ path }) => existsSync(join(root, path)))
    const licences = present.map(({ path }) => [path, json(`${path}/package.json`).license as unknown] as const)
    expect(licences.filter(([, licence]) => !isCompatible(licence))).toEqual([])
  })

  test.for(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0)', 'ISC AND CC-BY-3.0', 'OFL-1.1'])('%s is one', (licence) => {
    expect(isCompatible(licence)).toBe(true)
  })

  test.for(['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'UNLICENSED', 'SEE LICENSE IN X', '', undefined])(
    '%s is none',
    (licence) => {
      expect(isCompatible(licence)).toBe(false)
    }
  )
})
