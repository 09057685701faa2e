import { expect, test } from 'vitest'
import {
  ABANDONED,
  ANSWERED,
  BUSY,
  MESSAGE,
  MESSAGE_WITH_PERSON,
  NOT_NOTICED,
  PENDING,
  SILENT,
  SPOKEN,
  STRAIGHT_MESSAGE,
  STRAIGHT_SILENT,
  STRAIGHT_TO_VOICEMAIL_SECONDS,
  callCode,
  isMessage,
  isSilent,
  isSpoken,
  isStraight,
  isUnanswered
} from './call-code.ts'
import { type Business, type Endpoint, type Message } from './outcome-lists.ts'

type Story = readonly [Endpoint, Message, Business | null, number | null]
const SOON = STRAIGHT_TO_VOICEMAIL_SECONDS - 1

test.for([
  ['a talk, whatever answered first', ['machine', 'started', 'conversation', 20], SPOKEN],
  ['the person we called', ['human_right_party', 'none_planned', null, 20], SPOKEN],
  ['the person we called, who hung up', ['human_right_party', 'none_planned', 'hung_up', 20], ANSWERED],
  ['nobody of ours was there', ['abandoned', 'none_planned', null, 5], ABANDONED],
  ['told to a colleague', ['gatekeeper', 'left_with_person', null, 5], MESSAGE_WITH_PERSON],
  ['a colleague alone', ['gatekeeper', 'none_planned', null, 5], ANSWERED],
  ['a message', ['machine', 'complete', null, 20], MESSAGE],
  ['a message after no ringing', ['machine', 'complete', null, SOON], STRAIGHT_MESSAGE],
  ['a mailbox', ['machine', 'none_planned', null, 20], SILENT],
  ['a mailbox after no ringing', ['machine', 'none_blocked', null, SOON], STRAIGHT_SILENT],
  ['a mailbox at the limit', ['machine', 'none_planned', null, STRAIGHT_TO_VOICEMAIL_SECONDS], SILENT],
  ['a mailbox whose ringing nobody timed', ['machine', 'none_planned', null, null], SILENT],
  ['we hung up at once', ['cancelled', 'none_planned', null, SOON], SILENT],
  ['somebody talked over a message', ['human_wrong_party', 'talked_over', null, SOON], MESSAGE],
  ['no line', ['congestion', 'none_planned', null, null], NOT_NOTICED],
  ['a fax', ['fax', 'none_planned', null, SOON], NOT_NOTICED],
  ['a busy line', ['busy', 'none_planned', null, null], BUSY]
] as const satisfies readonly (readonly [string, Story, number])[])(
  'a call is remembered by what came of it: %s',
  ([, story, code]) => expect(callCode(...(story as Story))).toBe(code)
)

test('what they said decides whether we talked, else who answered', () => {
  expect([isSpoken('machine', 'hesitant'), isSpoken('human_right_party', 'wrong_number')]).toEqual([true, false])
  expect([isSpoken('human_right_party', null), isSpoken('gatekeeper', null), isSpoken(null, null)]).toEqual([
    true,
    false,
    false
  ])
  expect([isSpoken(null, 'hesitant'), isSpoken(null, 'language_barrier')]).toEqual([true, false])
})

test('a call that is counted in a row is counted by every count that it belongs to', () => {
  const codes = Array.from({ length: SPOKEN + 1 }, (_, code) => code)
  expect(codes.filter(isMessage)).toEqual([MESSAGE, STRAIGHT_MESSAGE])
  expect(codes.filter(isSilent)).toEqual([PENDING, BUSY, SILENT, STRAIGHT_SILENT])
  expect(codes.filter(isUnanswered)).toEqual([BUSY, SILENT, STRAIGHT_SILENT, MESSAGE, STRAIGHT_MESSAGE])
  expect(codes.filter(isStraight)).toEqual([STRAIGHT_SILENT, STRAIGHT_MESSAGE])
})
