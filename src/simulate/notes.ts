import { type Business } from '../facts/outcome-lists.ts'

/** What a rep would write down; invented, and about nobody. */
const notes: Partial<Readonly<Record<Business, readonly string[]>>> = {
  not_interested: [
    'Happy with what they have',
    'Says it is not for them',
    'No, and did not want to say why',
    'Signed with somebody else last month',
    'Does not buy by telephone'
  ],
  not_qualified: ['Moves out in spring', 'Closes the firm this year', 'Too small for us', 'Lives outside our area'],
  complaint: ['Says we call too often', 'Asked where we have the number from', 'Wants the name of the manager'],
  callback_requested: ['Was in a meeting', 'Wants the partner to listen in', 'Was driving'],
  send_info: ['Wants prices in writing', 'Asked for a page about it'],
  not_now: ['New budget in the new year', 'After the move', 'Ask again when the season is over']
}

export function noteOf(what: Business, uniform: number): string | null {
  const said = notes[what]
  return said === undefined ? null : said[Math.floor(uniform * said.length)]!
}
