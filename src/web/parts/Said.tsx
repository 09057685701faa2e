import { CircleDashed, OctagonX, PhoneOff, Split, Voicemail } from 'lucide-react'
import { words } from '../words/en.ts'
import type { Answered } from '../work/messages.ts'

const icons = {
  leave: Voicemail,
  skip: PhoneOff,
  ask: CircleDashed,
  at_the_beep: Split,
  stopped: OctagonX
} as const satisfies Record<Answered, typeof Voicemail>

/** What happens at the voicemail: an icon of its own and a word, so that colour is never alone. */
export function Said({ answered, purpose }: { readonly answered: Answered; readonly purpose: string | null }) {
  const Icon = icons[answered]
  return (
    <span className={`said said-${answered}`}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <span>
        <b>{words.answered[answered]}</b>
        {purpose !== null && <small> {words.purposes[purpose] ?? purpose}</small>}
      </span>
    </span>
  )
}
