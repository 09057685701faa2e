import { expect, test } from 'vitest'
import { differences } from './diff.ts'
import { type Program } from './program.ts'
import { readPlaybook } from './read.ts'
import { sample, sampleWith } from './sample.ts'

function programOf(source: string): Program {
  const reading = readPlaybook(source)
  if (reading.kind === 'wrong') throw new Error(JSON.stringify(reading.problems))
  return reading.program
}
const before = programOf(sample)
const changes = (source: string): readonly string[] => differences(before, programOf(source))
const RULE = '  - rule: third\n    when: attempt == 3\n    do: skip\n    because: Three is enough.\n'

test.for([
  [
    'a condition',
    '"met"',
    '"lapsed"',
    ['Rule known now asks lead.relationship == "lapsed"; it asked lead.relationship == "met".']
  ],
  ['an act', 'do: leave', 'do: ask', ['Rule known now says ask; it said leave.']],
  [
    'a suggestion',
    'do: skip',
    'do: ask\n    suggest: leave',
    ['Rule rest now says ask; it said skip.', 'Rule rest: suggest is new: leave.']
  ],
  ['a reason', 'You have met.', 'You met.', ['Rule known gives another reason: You met.']],
  ['a message', 'do: leave', 'do: leave\n    message: {maxSeconds: 9}', ['Rule known: message is new: maxSeconds 9.']],
  ['what follows', 'do: skip', 'do: skip\n    then: {end: next_lead}', ['Rule rest: then is new: end next_lead.']],
  [
    'a figure',
    'do: leave',
    'do: leave\n    figure: {says: a few, source: a paper}',
    ['Rule known: figure is new: says a few source a paper.']
  ],
  ['a new rule', '  - rule: rest', `${RULE}  - rule: rest`, ['Rule third is new: skip when attempt == 3.']],
  [
    'a renamed rule',
    'rule: known',
    'rule: friend',
    [
      'Rule known is gone: it said leave when lead.relationship == "met".',
      'Rule friend is new: leave when lead.relationship == "met".'
    ]
  ],
  [
    'what is spoken',
    '[who, number]',
    '[who]',
    ['What every message has is now purpose callback slots who; it was purpose callback slots who, number.']
  ],
  [
    'the steps',
    '2d',
    '3d',
    [
      'The steps are now loop times 3 steps call, wait 3d, end passive_list; they were loop times 3 steps call, wait 2d, end passive_list.'
    ]
  ],
  ['a cap', 'calls: 3', 'calls: 4', ['The cap on calls is now 4; it was 3.']],
  ['a new cap', 'calls: 3', 'calls: 3\n  emails: 2', ['The cap on emails is new: 2.']],
  [
    'the ways out',
    '[conversation]',
    '[conversation, reply]',
    ['The ways out are now conversation, reply; they were conversation.']
  ],
  [
    'who is taken in',
    'voicemail:',
    'entry: {when: lead.hasNews, because: News.}\nvoicemail:',
    ['Who is taken in is new: when lead.hasNews because News. takesOver false.']
  ],
  [
    'the tracks',
    'exits:',
    'tracks: {post: {steps: [{letter: {}}]}}\nexits:',
    ['The tracks are new: post steps letter.']
  ],
  [
    'the first attempt',
    'steps:',
    'firstAttempt: [{within: 5m, when: otherwise}]\nsteps:',
    ['The first attempt is new: within 5m when otherwise.']
  ],
  ['a number', 'exits:', 'attributionDays: 7\nexits:', ['The days in which an answer counts are now 7; they were 30.']],
  ['words', 'A sample', 'Another', ['Words that decide nothing changed: title.']],
  [
    'an assumption',
    'do: leave',
    'do: leave\n    assumed: we think so',
    ['Words that decide nothing changed: what rule known assumes.']
  ]
] as const)('a change of %s is said in words', ([, passage, other, expected]) => {
  expect(changes(sampleWith(passage, other))).toEqual(expected)
})

test('rules in another order are said so', () => {
  const two = sampleWith('  - rule: rest', `${RULE}  - rule: rest`)
  const turned = sampleWith('  - rule: known', `${RULE}  - rule: known`)
  expect(differences(programOf(two), programOf(turned))).toEqual([
    'The rules are tried in another order: third, known, rest.'
  ])
})

test.for([
  ['itself', sample],
  ['another comment', `# new\n${sample}`],
  ['another version', sampleWith('"1"', '"2"')],
  [
    'keys in another order',
    sampleWith('  purpose: callback\n  slots: [who, number]', '  slots: [who, number]\n  purpose: callback')
  ]
])('there is nothing to say about %s', ([, source]) => expect(changes(source!)).toEqual([]))

test('whatever changes the identity beside name and version is said, and nothing else', () => {
  const sources = [
    sample,
    sampleWith('2d', '3d'),
    sampleWith('do: skip', 'do: skip\n    assumed: x'),
    sampleWith('pro: [short]', 'pro: []')
  ]
  for (const a of sources)
    for (const b of sources) {
      const [one, other] = [programOf(a), programOf(b)]
      expect(differences(one, other).length === 0).toBe(one.hash === other.hash)
    }
})
