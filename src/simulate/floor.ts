import { type CallStory } from '../facts/story.ts'

/** A call as the floor sees it: who is called, for the how-manieth time, and what we would do at a voicemail. */
export type Dialled = {
  /** 32 bits of the person and the seed; see decide/dice.ts. */
  readonly key: number
  readonly attempt: number
  readonly leaves: boolean
  readonly plays: boolean
  readonly recording: number
}

/** What a call comes to in a world. */
export type Floor = (call: Dialled) => CallStory

/** A mailbox that works as it should takes twenty seconds to answer (four rings). */
const RING_SECONDS = 20

/**
 * Every call reaches a mailbox that takes whatever we leave: the strategy alone, with nobody to answer. It shows what a
 * playbook does to a list when all goes against it, and needs no assumption about people.
 */
export const mailboxFloor: Floor = ({ leaves, plays, recording }) => ({
  endpoint: 'machine',
  ringSeconds: RING_SECONDS,
  message: !leaves ? 'none_planned' : plays ? 'complete' : 'left_live_by_rep',
  recording: leaves && plays && recording >= 0 ? recording : null
})
