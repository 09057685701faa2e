import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type WorkTold } from '../src/shell/command/work-words.ts'
import { aftertone, workCommand, workedOf } from './work-playbooks.ts'
import { floorsWorked, playbooksWorked, readWorked } from './worked-table.ts'

test('every strategy was worked on every floor, and a row of the table comes out again', () => {
  const rows = readWorked()
  expect(rows.map(({ playbook, floor }) => `${floor} ${playbook}`)).toEqual(
    floorsWorked.flatMap((floor) => playbooksWorked().map((playbook) => `${floor} ${playbook}`))
  )
  const onHouse = rows.filter(({ floor }) => floor === 'house')
  expect(new Set(onHouse.map(({ playbook: _, ...counts }) => JSON.stringify(counts))).size).toBe(onHouse.length)
  const home = mkdtempSync(join(tmpdir(), 'aftertone-worked-'))
  chmodSync(home, 0o711)
  try {
    aftertone(['import', 'examples/firm.csv', '--list', 'firm'], join(home, 'home'))
    const told = JSON.parse(aftertone(workCommand('drive-by', 'house'), join(home, 'home'))) as WorkTold
    expect(workedOf('drive-by', 'house', told)).toEqual(onHouse.find(({ playbook }) => playbook === 'drive-by'))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})
