import { useId } from 'react'
import { sheetFields } from '../../intake/field.ts'
import type { MappedColumn, UnmappedColumn } from '../../intake/mapping.ts'
import { markets } from '../search.ts'
import { useAddress } from '../use-address.ts'
import { words } from '../words/en.ts'
import { fieldNames } from '../words/fields.ts'
import type { Settings } from '../work/messages.ts'
import type { Sheet } from '../work/sheet-store.ts'
import { store } from '../work/use-sheet.ts'
import { overridesOf } from './overrides.ts'

/** What each column of the file was taken for; a change reads the list again. */
export function Columns({ sheet }: { readonly sheet: Sheet }) {
  const { settings, change } = useAddress()
  const { mapping, problems } = sheet.head
  const columns = [...(mapping?.columns ?? []), ...(mapping?.unmapped ?? [])].sort((a, b) => a.index - b.index)
  const take = (column: MappedColumn | UnmappedColumn, field: string): void =>
    store.readAgain(settings, [...overridesOf(sheet.head, column.index), `${column.heading}=${field}`])
  return (
    <div className="frame-page">
      <h1 className="answer">{words.mapping.heading}</h1>
      <p className="text">{words.mapping.under}</p>
      <Grounds
        country={settings.country}
        zone={settings.zone}
        market={settings.market}
        onMarket={(market) => {
          change({ market: market ?? undefined })
          store.readAgain({ ...settings, market }, overridesOf(sheet.head))
        }}
        onCountry={(country) => {
          change({ country })
          store.readAgain({ ...settings, country }, overridesOf(sheet.head))
        }}
      />
      <div className="mapping-scroll" tabIndex={0} role="region" aria-label={words.mapping.heading}>
        <table className="mapping">
          <thead>
            <tr>
              <th scope="col">{words.mapping.column}</th>
              <th scope="col">{words.mapping.field}</th>
              <th scope="col">{words.mapping.because}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <ColumnLine key={column.index} column={column} onTake={(field) => take(column, field)} />
            ))}
          </tbody>
        </table>
      </div>
      {problems.length > 0 && (
        <section className="problems">
          <h2 className="lead">{words.mapping.problems}</h2>
          <ul>
            {problems.map(({ message }) => (
              <li key={message} className="because">
                {message}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function ColumnLine({
  column,
  onTake
}: {
  readonly column: MappedColumn | UnmappedColumn
  readonly onTake: (field: string) => void
}) {
  const name = column.heading === '' ? words.mapping.nameless(column.index) : column.heading
  const field = 'field' in column ? column.field : ''
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <select
          value={field}
          aria-label={words.mapping.fieldOf(name)}
          disabled={column.heading === ''}
          onChange={(event) => onTake(event.target.value)}
        >
          {field === '' && <option value="">{words.mapping.unread}</option>}
          {sheetFields.map((each) => (
            <option key={each} value={each}>
              {fieldNames[each]}
            </option>
          ))}
        </select>
      </td>
      <td className="small">{becauseOf(column)}</td>
    </tr>
  )
}

function becauseOf(column: MappedColumn | UnmappedColumn): string {
  if (!('field' in column)) return column.nearest === null ? '' : words.mapping.nearest(column.nearest)
  const reason = words.mapping.reasons[column.reason]
  return column.note === null ? reason : `${reason}; ${column.note}`
}

type GroundsProps = {
  readonly country: string
  readonly zone: string | null
  readonly market: Settings['market']
  readonly onMarket: (market: Settings['market']) => void
  readonly onCountry: (country: string) => void
}

/** What the reading takes for granted where the file says nothing. */
function Grounds({ country, zone, market, onMarket, onCountry }: GroundsProps) {
  const id = useId()
  return (
    <p className="grounds">
      <label htmlFor={id}>{words.mapping.country}</label>{' '}
      <input
        id={id}
        key={country}
        defaultValue={country}
        size={3}
        maxLength={2}
        pattern="[A-Za-z]{2}"
        onBlur={(event) => {
          const wanted = event.target.value.toUpperCase()
          if (/^[A-Z]{2}$/.test(wanted) && wanted !== country) onCountry(wanted)
          else event.target.value = country
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />{' '}
      <span>
        {words.mapping.zone} <b>{zone ?? words.mapping.zoneUnknown}</b>.
      </span>{' '}
      <label htmlFor={`${id}-market`}>{words.law.market}</label>{' '}
      <select
        id={`${id}-market`}
        value={market ?? ''}
        onChange={({ target }) => onMarket(markets.find((each) => each === target.value) ?? null)}
      >
        <option value="">{words.law.markets.none}</option>
        {markets.map((each) => (
          <option key={each} value={each}>
            {words.law.markets[each]}
          </option>
        ))}
      </select>
    </p>
  )
}
