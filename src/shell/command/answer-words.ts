import { type Answer } from '../../decide/answer.ts'
import { wrapped } from '../../sheet/width.ts'
import { actionWords, clockWords, mannerWords, messageWords, nextWords, phoneWords } from '../../sheet/words.ts'
import { type Paint } from './paint.ts'

const LABEL = 10

/** An answer as a rep reads it: what to do, why, what to say, what comes next. */
export function answerWords(answer: Answer, local: string, columns: number, paint: Paint): string {
  const { voicemail, next, ends, stop, warnings, playbook } = answer
  const said = stop === null ? `${actionWords(voicemail)}.` : `Stop: ${stop.reason.replaceAll('_', ' ')}.`
  const tone = stop !== null ? paint.bad : voicemail.action === 'leave' ? paint.good : paint.open
  const row = (label: string, text: string) => labelled(label, text, columns, paint)
  const lines = [paint.bold(tone(said)), ...wrapped(voicemail.because, columns), '']
  if (voicemail.message !== null) {
    lines.push(...row('Say', `${messageWords(voicemail.message)}.`))
    const { mustSay } = voicemail.message
    if (mustSay !== undefined) lines.push(...row('By law', `also ${mustSay.join(', ')}.`))
    lines.push(...row('How', `${mannerWords(voicemail.message)}.`))
  }
  if (next !== null)
    lines.push(...row('Then', `${nextWords(next, local)} their time${recipient(next)}. ${next.because}`))
  if (ends !== null && stop === null) lines.push(...row('Then', ends.because))
  for (const { action, whyNot } of voicemail.alternatives)
    lines.push(...row(`Not ${action}`, `${whyNot}${/[.?!]$/.test(whyNot) ? '' : '.'}`))
  const by = voicemail.rule === null ? playbook : `Rule ${voicemail.rule} of ${playbook}`
  const chance = voicemail.probability < 1 ? ` Drawn with probability ${rounded(voicemail.probability)}.` : ''
  lines.push(...row('By', `${by}. Figure: ${voicemail.figure}. It is ${clockWords(local, '')} there.${chance}`))
  for (const warning of warnings) lines.push(...row('Note', `${warning}.`.replace(/([.?!])\.$/, '$1')))
  return `${lines.join('\n')}\n`
}

/** A label and a text beside it, wrapped under itself. */
export function labelled(label: string, text: string, columns: number, paint: Paint): readonly string[] {
  return wrapped(text, columns - LABEL).map((line, i) => paint.faint((i === 0 ? label : '').padEnd(LABEL)) + line)
}

function recipient({ channel, to }: NonNullable<Answer['next']>): string {
  if (to === null || channel === 'task') return ''
  return `, to ${phoneWords(to)}`
}

const rounded = (probability: number): number => Math.round(probability * 1e4) / 1e4
