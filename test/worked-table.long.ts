import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aftertone, importCommand, workCommand, workedOf } from '../scripts/work-playbooks.ts'
import { playbooksWorked, readWorked } from '../scripts/worked-table.ts'
import { type WorkTold } from '../src/shell/command/work-words.ts'

test('every row of the table of strategies on the house floor comes out again', () => {
  const home = mkdtempSync(join(tmpdir(), 'aftertone-worked-'))
  chmodSync(home, 0o711)
  try {
    aftertone(importCommand, join(home, 'home'))
    for (const playbook of playbooksWorked()) {
      const told = JSON.parse(aftertone(workCommand(playbook, 'house'), join(home, 'home'))) as WorkTold
      const stored = readWorked().find((row) => row.playbook === playbook && row.floor === 'house')
      expect(workedOf(playbook, 'house', told)).toEqual(stored)
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})
