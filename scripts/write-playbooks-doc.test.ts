import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { shelf } from '../test/the-shelf.ts'
import { playbooksDoc, playbooksDocPath } from './write-playbooks-doc.ts'

test('docs/playbooks.md says what the playbooks answer today; node scripts/write-playbooks-doc.ts brings it up to date', () => {
  expect(readFileSync(playbooksDocPath, 'utf8')).toBe(playbooksDoc())
})

test('every playbook that is shipped has a section', () => {
  const page = playbooksDoc()
  for (const { name, document } of shelf.programs) {
    expect(page).toContain(`\n## ${name}`)
    expect(page).toContain(`**${document.title}.**`)
  }
})
