import { expect, test } from 'vitest'
import { floorsWorked, playbooksWorked, readWorked } from './worked-table.ts'

test('every strategy was worked on every floor, and no two came to the same', () => {
  const rows = readWorked()
  expect(rows.map(({ playbook, floor }) => `${floor} ${playbook}`)).toEqual(
    floorsWorked.flatMap((floor) => playbooksWorked().map((playbook) => `${floor} ${playbook}`))
  )
  const onHouse = rows.filter(({ floor }) => floor === 'house')
  expect(new Set(onHouse.map(({ playbook: _, ...counts }) => JSON.stringify(counts))).size).toBe(onHouse.length)
})
