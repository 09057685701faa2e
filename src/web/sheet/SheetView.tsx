import { Printer, RotateCw, Search, X } from 'lucide-react'
import { type RefObject, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Key } from '../parts/Key.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { type Show, shows } from '../search.ts'
import { useAddress } from '../use-address.ts'
import { words } from '../words/en.ts'
import { count } from '../words/numbers.ts'
import type { SheetHead } from '../work/messages.ts'
import type { Sheet } from '../work/sheet-store.ts'
import { store, useSheet } from '../work/use-sheet.ts'
import { countUnder, filtered } from './filter.ts'
import { LeadPanel } from './LeadPanel.tsx'
import { Nothing } from './Nothing.tsx'
import { overridesOf } from './overrides.ts'
import { PrintSheet } from './PrintSheet.tsx'
import { SheetTable } from './SheetTable.tsx'

/** The call sheet: which leads, how many, the table, and the lead that is open. */
export function SheetView({ sheet }: { readonly sheet: Sheet }) {
  const { search, change, settings } = useAddress()
  const { lawAsOf } = useSheet()
  const [query, setQuery] = useState(search.q ?? '')
  const show = search.show ?? 'all'
  const wanted = useDeferredValue(query)
  const rows = useMemo(() => filtered(sheet.rows, show, wanted), [sheet.rows, show, wanted])
  const [cursor, setCursor] = useState<number | null>(search.row ?? null)
  const field = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const at = useMemo(
    () =>
      Math.max(
        0,
        rows.findIndex((row) => row.row === cursor)
      ),
    [rows, cursor]
  )
  const isOpen = search.row !== undefined

  useEffect(() => {
    const later = setTimeout(() => change({ q: query || undefined }), 300)
    return () => clearTimeout(later)
  }, [query, change])

  const open = useCallback(
    (row: number): void => {
      setCursor(row)
      // The first lead that is opened is a step that "back" undoes; going on to the next is none.
      change({ row }, isOpen)
    },
    [change, isOpen]
  )
  const move = (by: number): void => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, cursor === null && by > 0 ? 0 : at + by))]
    if (!next) return
    if (isOpen) open(next.row)
    else {
      setCursor(next.row)
      // Whoever moves by keys is in the table: there the focus shows, and a reader says the row.
      grid.current?.focus({ preventScroll: true })
    }
  }
  const close = (): void => {
    change({ row: undefined })
    grid.current?.focus()
  }
  const openCursor = (): void => {
    const row = rows[at]
    if (row) open(row.row)
  }
  useKeys({
    '/': () => field.current?.focus(),
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => move(15),
    PageUp: () => move(-15),
    Home: () => move(-rows.length),
    End: () => move(rows.length),
    Enter: openCursor,
    ' ': openCursor,
    Escape: () => (document.activeElement === field.current ? field.current?.blur() : isOpen ? close() : false)
  })

  return (
    <div className={isOpen ? 'sheet sheet-open' : 'sheet'}>
      <div className="sheet-work">
        <h1 className="unseen">{words.side.sheet}</h1>
        <Tabs head={sheet.head} show={show} onShow={(next) => change({ show: next === 'all' ? undefined : next })} />
        <div className="sheet-bar">
          <SearchField field={field} query={query} onQuery={setQuery} />
          <button
            type="button"
            className="button"
            onClick={() => store.readAgain(settings, overridesOf(sheet.head))}
            aria-keyshortcuts="N"
          >
            <RotateCw size={16} strokeWidth={1.75} aria-hidden="true" />{' '}
            <span>
              {words.count.refresh}
              <span className="unseen">{words.count.refreshLabel}</span>
            </span>{' '}
            <Key name="N" />
          </button>
          <button type="button" className="button" onClick={() => print()}>
            <Printer size={16} strokeWidth={1.75} aria-hidden="true" /> {words.count.print}
          </button>
        </div>
        <CountLine
          head={sheet.head}
          shown={rows.length}
          lawAsOf={lawAsOf}
          onFirms={() => {
            change({ market: 'b2b' })
            store.readAgain({ ...settings, market: 'b2b' }, overridesOf(sheet.head))
          }}
        />
        {rows.length === 0 ? (
          <Nothing
            sheet={sheet}
            show={show}
            query={wanted}
            onLift={() => (setQuery(''), change({ show: undefined, q: undefined }))}
          />
        ) : (
          <SheetTable
            grid={grid}
            rows={rows}
            head={sheet.head}
            at={cursor === null ? -1 : at}
            open={search.row ?? null}
            onOpen={open}
          />
        )}
      </div>
      {isOpen && (
        <LeadPanel
          row={search.row!}
          sheet={sheet}
          place={rows[at]?.row === search.row ? at + 1 : null}
          of={rows.length}
          onClose={close}
        />
      )}
      <PrintSheet rows={rows} head={sheet.head} />
      <p className="unseen" role="status">
        {words.count.spoken(sheet.head)}
      </p>
    </div>
  )
}

function Tabs({
  head,
  show,
  onShow
}: {
  readonly head: SheetHead
  readonly show: Show
  readonly onShow: (show: Show) => void
}) {
  return (
    <div className="tabs" role="group" aria-label={words.filterLabel}>
      {shows.map((each) => (
        <button key={each} type="button" className="tab" aria-pressed={each === show} onClick={() => onShow(each)}>
          {words.shows[each]} <span className="tab-number">{count(countUnder(head, each))}</span>
        </button>
      ))}
    </div>
  )
}

type SearchFieldProps = {
  readonly field: RefObject<HTMLInputElement | null>
  readonly query: string
  readonly onQuery: (query: string) => void
}

function SearchField({ field, query, onQuery }: SearchFieldProps) {
  return (
    <div className="search" role="search">
      <Search size={16} strokeWidth={1.75} aria-hidden="true" />
      <input
        ref={field}
        type="search"
        value={query}
        placeholder={words.search}
        aria-label={words.searchLabel}
        aria-keyshortcuts="/"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onQuery(event.target.value)}
      />
      {query === '' ? (
        <Key name="/" />
      ) : (
        <button
          type="button"
          className="quiet"
          aria-label={words.searchClear}
          onClick={() => (onQuery(''), field.current?.focus())}
        >
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

type CountLineProps = {
  readonly head: SheetHead
  readonly shown: number
  readonly lawAsOf: string
  readonly onFirms: () => void
}

function CountLine({ head, shown, lawAsOf, onFirms }: CountLineProps) {
  const all = head.summary.rows - head.summary.bad
  const { readAsConsumers } = head.summary
  return (
    <>
      <p className="count-line">
        <b>{count(shown)}</b> {words.count.leads(shown, all)}, {head.title}, <span>{words.count.asOf(head)}</span>
      </p>
      {head.summary.callableNow === 0 && all > 0 && <p className="nobody">{words.nobody.yet(head)}</p>}
      {readAsConsumers > 0 && (
        <p className="count-law">
          {words.law.readAsConsumers(readAsConsumers)}{' '}
          <button type="button" className="link" onClick={onFirms}>
            {words.law.theyAreFirms}
          </button>
        </p>
      )}
      <p className="count-law small">{words.law.asked(lawAsOf)}</p>
    </>
  )
}
