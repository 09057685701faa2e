import { dayNumber, weekdayOf } from '../clock/civil.ts'
import { type MessageAnswer, type NextAnswer } from '../decide/answer.ts'
import { slotSaid } from '../playbook/words.ts'
import { type SheetVoicemail } from './line.ts'

/** What to do at a voicemail, in a word or two. */
export function actionWords(voicemail: SheetVoicemail): string {
  switch (voicemail.action) {
    case 'at_the_beep':
      return 'Decided at the beep'
    case 'ask':
      return voicemail.suggest === 'leave' ? 'Your call, rather leave' : 'Your call, rather none'
    case 'leave':
      return 'Leave a message'
    case 'skip':
      return 'No message'
  }
}

/** What the message says, in speaking order: "who you are, your company, why you call". */
export function messageWords(message: MessageAnswer): string {
  return message.slots.map((slot) => slotSaid(slot, message.promise)).join(', ')
}

/** How it is left: "callback, at most 30 seconds, spoken by you". */
export function mannerWords({ purpose, maxSeconds, mode, recording }: MessageAnswer): string {
  const manner = mode === 'live' ? 'spoken by you' : `recording ${recording ?? ''}`.trim()
  return `${purpose.replaceAll('_', ' ')}, at most ${maxSeconds} seconds, ${manner}`
}

/** The next touch: "E-mail, Wed 2 Dec 10:20". */
export function nextWords(next: NextAnswer, from: string): string {
  const what = channelWords[next.channel] ?? next.channel
  const about = next.channel === 'task' && next.to !== null ? ` (${next.to.replaceAll('_', ' ')})` : ''
  return `${what}${about} ${clockWords(next.at, from)}`
}

const channelWords: Readonly<Record<string, string>> = {
  call: 'Call',
  email: 'E-mail',
  sms: 'Text',
  linkedin: 'LinkedIn',
  x: 'X',
  letter: 'Letter',
  visit: 'Visit',
  task: 'Task'
}

/** The clock on their wall out of RFC 3339: the time alone on the day of `from`, else with the day. */
export function clockWords(at: string, from: string): string {
  return at.slice(0, 10) === from.slice(0, 10) ? at.slice(11, 16) : `${dayWords(at)} ${at.slice(11, 16)}`
}

/** The day of an RFC 3339 instant on its own wall: "Wed 2 Dec". */
function dayWords(at: string): string {
  const [year = 0, month = 1, day = 1] = at.slice(0, 10).split('-').map(Number)
  return `${weekdays[weekdayOf(dayNumber(year, month, day))]} ${day} ${months[month - 1]}`
}

/** The instant of a sheet for its head: "Wed 2 Dec 2026, 10:15". */
export function dateWords(at: string): string {
  return `${dayWords(at)} ${at.slice(0, 4)}, ${at.slice(11, 16)}`
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A North American number as people read it; any other in its international form. */
export function phoneWords(e164: string | null): string {
  if (e164 === null) return ''
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164)
  return parts ? `+1 ${parts[1]} ${parts[2]} ${parts[3]}` : e164
}

/** Who it is: name and company, or whichever is known. */
export function whoWords(name: string, company: string): string {
  return name !== '' && company !== '' ? `${name}, ${company}` : name || company || 'name unknown'
}

/** Whole numbers with a comma between thousands. */
export function countWords(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
