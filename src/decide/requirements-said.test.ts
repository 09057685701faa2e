import { describe, expect, test } from 'vitest'
import { shipped } from '../../test/front.ts'
import { differences } from '../playbook/diff.ts'

/** What a playbook states for those who carry it out. A name begins with the id of its requirement. */

describe('What a playbook can say beside its rules', () => {
  test('000-03 every strategy names arguments for and against it', () => {
    for (const name of ['ico-leave', 'ico-no-voicemail', 'relentless-farmer', 'middle-ground']) {
      const { pro, contra } = shipped(name).document
      expect(pro.length).toBeGreaterThan(0)
      expect(contra.length).toBeGreaterThan(0)
    }
  })

  test('000-04 the first call to an internet lead is to come within five minutes', () => {
    expect(shipped('ico-leave').document.firstAttempt).toMatchObject([{ within: '5m' }])
    expect(shipped('house-default').document.firstAttempt[0]).toMatchObject({ within: '5m' })
  })

  test('000-08 a call back counts as interest', () => {
    expect(shipped('ico-leave').document.on).toContainEqual(
      expect.objectContaining({ event: 'callback', do: 'interest' })
    )
  })

  test('000-10 a receipt goes out before the first call', () => {
    expect(shipped('ico-no-voicemail').document.before).toMatchObject([
      { email: { template: 'receipt', within: '1m' } }
    ])
  })

  test('000-17 those who call back may go to another team', () => {
    const routes = (name: string) => shipped(name).document.on.map((each) => each.do)
    expect(routes('ico-no-voicemail')).toContain('route_to_inbound_team')
    expect(routes('ico-leave')).toContain('route_to_owner')
  })

  test('002-27 thirty seconds of message and fifteen of waiting make seventy-five minutes a hundred', () => {
    const { messageSeconds = 0, waitingSeconds = 0 } = shipped('drive-by').document.costs ?? {}
    expect((100 * (messageSeconds + waitingSeconds)) / 60).toBe(75)
  })

  test('002-36 the difference of two versions is said in sentences', () => {
    const said = differences(shipped('relentless-farmer@1'), shipped('relentless-farmer@2'))
    expect(said[0]).toBe('Rule too-small is gone: it said skip when lead.dealValueCents < 500000.')
  })

  test('002-39 a visit to managers and employees is a step', () => {
    const steps = shipped('relentless-farmer').document.tracks['account']?.steps ?? []
    expect(steps).toContainEqual(
      expect.objectContaining({ visit: expect.objectContaining({ to: 'managers_and_employees' }) })
    )
  })

  test('002-40 a farmer keeps 250 accounts', () => {
    expect(shipped('relentless-farmer').document.capacity?.accountsPerRep).toBe(250)
  })

  test('002-41 and makes twenty sales a year of 25,000 to 50,000 dollars', () => {
    expect(shipped('relentless-farmer').document.capacity).toMatchObject({
      dealsPerYear: 20,
      dealValueCents: [2_500_000, 5_000_000]
    })
  })

  test('004-23 the middle ground credits deals for half a year', () => {
    expect(shipped('middle-ground').document.attributionDays).toBe(180)
  })
})
