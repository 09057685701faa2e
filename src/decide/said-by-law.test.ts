import { describe, expect, test } from 'vitest'
import { house } from '../guard/house.ts'
import { bareLaw, withFreshLists } from '../guard/in-force.ts'
import { law } from '../guard/law.ts'
import { lawBook } from '../guard/lawful.ts'
import { guardTables, kindCode } from '../guard/table.ts'
import { whereabouts } from '../guard/where.ts'
import { factsOf } from '../../test/any-facts.ts'
import { mustSay } from './said-by-law.ts'

const under = guardTables({ ...house, law: withFreshLists(bareLaw(lawBook(law))) }, [])
const places = whereabouts()

function tableFor(document: Record<string, unknown>, tables = under) {
  const { place, numbers, vector } = factsOf(document)
  return tables.of(places.of(place, numbers[0]?.e164 ?? null, null), vector)
}
const consumer = (e164: string) => tableFor({ lead: { market: 'b2c' }, number: { e164, lineType: 'landline' } })

describe('what the law wants said', () => {
  test('to a consumer: who calls, for whom, and a number or the address', () => {
    expect(mustSay(consumer('+16145550123'), kindCode.live_voice)).toEqual([
      'the name of the caller',
      'the name of the firm',
      'a number of the firm or the address of the firm'
    ])
  })

  test('in New York also what it is about and how to be left alone', () => {
    expect(mustSay(consumer('+12125550123'), kindCode.live_voice)).toContain('how to be left alone')
  })

  test('in New Jersey the number, so it is no choice there', () => {
    const says = mustSay(consumer('+12015550123'), kindCode.live_voice)
    expect(says).toContain('a number of the firm')
    expect(says.filter((each) => each.includes(' or '))).toEqual([])
  })

  test('what the slots of a message declare is not asked for again', () => {
    const table = consumer('+16145550123')
    expect(mustSay(table, kindCode.live_voicemail, ['who', 'company', 'number'])).toEqual([])
    expect(mustSay(table, kindCode.live_voicemail, ['question', 'company'])).toEqual([
      'the name of the caller',
      'a number of the firm or the address of the firm'
    ])
  })

  test('a recording begins with the registered name, whatever its slots are', () => {
    const says = mustSay(consumer('+16145550123'), kindCode.prerecorded_voicemail, ['company', 'number'])
    expect(says).toContain('the registered name of the firm at its start')
    expect(says).toContain('a number of the firm that is not the dialler’s')
  })

  test('a firm is told nothing by law, a letter neither, and nobody is where no law is asked', () => {
    const firm = tableFor({ lead: { market: 'b2b' }, number: { e164: '+16145550123' } })
    expect(mustSay(firm, kindCode.live_voice)).toEqual([])
    expect(mustSay(firm, kindCode.letter)).toEqual([])
    const free = tableFor({ lead: { market: 'b2c' }, number: { e164: '+16145550123' } }, guardTables(house, []))
    expect(mustSay(free, kindCode.live_voice)).toEqual([])
  })
})
