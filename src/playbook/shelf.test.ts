import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { flagNames, flagsOf } from '../decide/flags.ts'
import { sample, sampleWith } from './sample.ts'
import { newestOfEach, pick, readShelf } from './shelf.ts'

const folder = new URL('../../playbooks/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
const shipped = readShelf(files.map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') })))
const versions = readShelf([
  { file: 'c.yaml', text: sampleWith('"1"', '"10"') },
  { file: 'b.yaml', text: sampleWith('"1"', '"9"') },
  { file: 'a.yaml', text: sampleWith('playbook: sample', 'playbook: trial') }
])

test('the eleven strategies lie on the shelf, each in a file of its name', () => {
  expect(shipped.wrong).toEqual([])
  expect(newestOfEach(shipped)).toHaveLength(11)
  for (const [i, file] of files.toSorted().entries()) {
    const { name, label } = shipped.programs[i]!
    expect([`${name}.yaml`, `${name}@${label}.yaml`]).toContain(file)
  }
})

test.for(shipped.programs)('$name accepts no flag but those that it raises, each with a reason', (program) => {
  const accepted = program.document.accepts.map((each) => each.flag)
  expect(flagNames()).toEqual(expect.arrayContaining(accepted))
  expect(new Set(accepted).size).toBe(accepted.length)
  const raised = flagsOf(program)
  expect(raised.map((each) => each.flag)).toEqual(expect.arrayContaining(accepted))
  expect(raised.filter((each) => each.accepted === null)).toEqual([])
})

test('a name gives the newest version by number, a name with a version that one', () => {
  const label = (wanted: string): string => {
    const found = pick(versions, wanted)
    return found.kind === 'found' ? `${found.program.name}@${found.program.label}` : found.problem
  }
  expect(label('sample')).toBe('sample@10')
  expect(label('sample@9')).toBe('sample@9')
  expect(label('trial')).toBe('trial@1')
  expect(newestOfEach(versions).map((each) => `${each.name}@${each.label}`)).toEqual(['sample@10', 'trial@1'])
})

test.for([
  ['smaple', 'no playbook is called smaple, did you mean sample? There are trial, sample'],
  ['something-else', 'no playbook is called something-else. There are trial, sample'],
  ['', 'no playbook is called . There are trial, sample'],
  ['sample@3', 'sample has no version 3; there are 9, 10'],
  ['sample@', 'sample has no version ; there are 9, 10'],
  ['sample@9@10', 'sample has no version 9@10; there are 9, 10']
] as const)('%s is not there, and it is said what is', ([wanted, problem]) => {
  expect(pick(versions, wanted)).toEqual({ kind: 'missing', problem })
})

test('an empty shelf has nothing to suggest', () => {
  expect(pick(readShelf([]), 'sample')).toEqual({
    kind: 'missing',
    problem: 'no playbook is called sample: there are none'
  })
})

test('a file that is wrong is named with what is wrong, and the others stay', () => {
  const shelf = readShelf([
    { file: 'a.yaml', text: sample },
    { file: 'b.yaml', text: 'playbook: b' },
    { file: 'c.yaml', text: `# copy\n${sample}` }
  ])
  expect(shelf.programs.map((each) => each.name)).toEqual(['sample'])
  expect(shelf.wrong.map((each) => each.file)).toEqual(['b.yaml', 'c.yaml'])
  expect(shelf.wrong[1]!.problems[0]!.problem).toBe('there is another sample@1 on the shelf')
})
