import { describe, expect, test } from 'vitest'
import { TUESDAY, ask, hoursUntil } from './front.ts'
import { playbookSituations } from './playbook-situations.ts'
import { disagreements } from './situations/situation.ts'
import { shelf } from './the-shelf.ts'

for (const { playbook, situations } of playbookSituations)
  describe(playbook, () => {
    test.for(situations.map((each) => [each.name, each] as const))('%s', ([, { facts, expected }]) => {
      const now = (facts as { readonly now?: string }).now ?? TUESDAY
      expect(disagreements(expected, ask(playbook, facts), (at) => hoursUntil(at, now))).toEqual([])
    })
  })

test('every playbook that is shipped has ten situations of its own', () => {
  expect(playbookSituations.map((each) => each.playbook).sort()).toEqual(
    shelf.programs.map((program) => `${program.name}@${program.label}`).sort()
  )
  for (const { situations } of playbookSituations) expect(new Set(situations.map((each) => each.name)).size).toBe(10)
})

test('a situation disagrees when any part of the answer differs', () => {
  const [{ playbook, situations }] = [playbookSituations.find((each) => each.playbook === 'middle-ground@1')!]
  const { facts } = situations[0]!
  const answer = ask(playbook, facts)
  const wrong = { action: 'skip', purpose: 'courtesy', mode: 'drop', secondsMax: 3, ends: 'parked' } as const
  expect(disagreements(wrong, answer, hoursUntil)).toHaveLength(7)
  expect(disagreements({ action: 'leave', next: ['email', 5, 6], sentence: 'zebra' }, answer, hoursUntil)).toHaveLength(
    2
  )
})
