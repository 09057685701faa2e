import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Described, described, schemaOf } from './schema.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'schema')

test.for(Object.keys(described) as Described[])('docs/schema holds the schema of %s as it is now', (what) => {
  const kept = JSON.parse(readFileSync(join(folder, `${what}.schema.json`), 'utf8')) as unknown
  expect(kept).toEqual(JSON.parse(JSON.stringify(schemaOf(what))))
})

test('an instant in FACTS is a text, and every fact says what is assumed without it', () => {
  const { $schema, properties } = schemaOf('facts') as { $schema: string; properties: Record<string, any> }
  expect($schema).toBe('https://json-schema.org/draft/2020-12/schema')
  expect(properties['now']).toMatchObject({ type: 'string' })
  expect(properties['attempt']['description']).toContain('Default: history.calls + 1')
  expect(properties['lead']['properties']['relationship']['enum']).toContain('proposal_sent')
  expect(properties['lead']['additionalProperties']).toBe(false)
})

test('a schema has no address of its own and can be followed through its loops', () => {
  const text = JSON.stringify(schemaOf('playbook'))
  expect(text).not.toContain('"$id"')
  const { $defs } = schemaOf('playbook') as { $defs: Record<string, unknown> }
  for (const [, name] of text.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) expect($defs).toHaveProperty([name!])
})
