import { ChevronLeft, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Key } from '../parts/Key.tsx'
import { words } from '../words/en.ts'
import { panelWords } from '../words/panel.ts'
import { clock, nearTime } from '../words/times.ts'
import type { OpenedLead } from '../work/messages.ts'
import type { Sheet } from '../work/sheet-store.ts'
import { store } from '../work/use-sheet.ts'
import { Advice } from './Advice.tsx'
import { Known } from './Known.tsx'

type LeadPanelProps = {
  readonly row: number
  readonly sheet: Sheet
  /** Place among the rows that are shown; null when a filter hides it. */
  readonly place: number | null
  readonly of: number
  readonly onClose: () => void
}

/** One lead in full: what to do at the voicemail and why, what comes next, what the guard allows. */
export function LeadPanel({ row, sheet, place, of, onClose }: LeadPanelProps) {
  const opened = useOpened(row, sheet)
  const heading = useRef<HTMLHeadingElement>(null)
  const isThere = opened !== 'reading'
  useEffect(() => {
    if (isThere) heading.current?.focus({ preventScroll: true })
  }, [isThere])
  return (
    <aside className="panel" aria-label={panelWords.atVoicemail}>
      <header className="panel-top">
        <button type="button" className="quiet panel-back" onClick={onClose}>
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" /> {panelWords.back}
        </button>
        <span className="small">{place === null ? '' : panelWords.place(place, of)}</span>
        <button type="button" className="quiet panel-close" onClick={onClose} aria-keyshortcuts="Escape">
          <X size={16} strokeWidth={1.75} aria-hidden="true" /> <span className="unseen">{words.close}</span>{' '}
          <Key name="Esc" />
        </button>
      </header>
      {opened === 'reading' && <p className="panel-wait small">{panelWords.opening}</p>}
      {opened === null && <p className="panel-wait">{panelWords.gone}</p>}
      {opened !== null && opened !== 'reading' && (
        <>
          <Who lead={opened} heading={heading} />
          <Advice answer={opened.line} nextAt={opened.nextAt} />
          <Known lead={opened} />
        </>
      )}
    </aside>
  )
}

/** The lead of a row under the sheet that is shown; the last one stays until the next is there. */
function useOpened(row: number, sheet: Sheet): OpenedLead | null | 'reading' {
  const [opened, setOpened] = useState<OpenedLead | null | 'reading'>('reading')
  useEffect(() => {
    let isWanted = true
    void store.open(row).then((lead) => {
      if (isWanted) setOpened(lead)
    })
    return () => {
      isWanted = false
    }
  }, [row, sheet])
  return opened
}

type WhoProps = { readonly lead: OpenedLead; readonly heading: React.RefObject<HTMLHeadingElement | null> }

function Who({ lead, heading }: WhoProps) {
  const { line } = lead
  const zones = panelWords.zones(lead.zones)
  return (
    <section className="panel-who">
      <h2 className="name" ref={heading} tabIndex={-1}>
        {line.name || words.row.unnamed}
      </h2>
      {line.company !== '' && <p className="panel-firm">{line.company}</p>}
      <p className="panel-clock">
        <b>{clock(lead.now.theirs)}</b> <span>{panelWords.nowThere(lead.now, lead.place)}</span>
      </p>
      <p className="text">{mayBeCalled(lead)}</p>
      {zones !== null && <p className="small">{zones}</p>}
      <p className="text panel-why because">{line.why}</p>
      {line.remedy !== null && <p className="text">{line.remedy}.</p>}
      <p className="text">{panelWords.number(line.phone, lead.extension)}</p>
    </section>
  )
}

function mayBeCalled({ line, until, from }: OpenedLead): string {
  if (line.callable) return until === null ? panelWords.always : panelWords.until(nearTime(until.theirs, line.local))
  const rule = line.ruleId === null ? '' : ` ${line.ruleId}`
  return (from === null ? panelWords.never : panelWords.from(nearTime(from.theirs, line.local))) + rule
}
