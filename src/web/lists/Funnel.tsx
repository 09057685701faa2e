import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer } from '../../contract/endpoint.ts'
import { funnelWords } from '../../contract/lead-groups.ts'
import type { Lost, queue } from '../../contract/lists.ts'
import { houseWords } from '../words/house.ts'
import { count } from '../words/numbers.ts'
import { dayAndClock } from '../words/times.ts'
import { EnrolDialog } from './EnrolDialog.tsx'

const { funnel: words } = houseWords

type FunnelProps = { readonly told: Answer<typeof queue>; readonly onEnrolled: (enrolled: number) => void }

/** Why nobody, or only these, may be called: each person counted once, and when the next come back. */
export function Funnel({ told, onEnrolled }: FunnelProps) {
  const { list, funnel, callable, at } = told
  const [isEnrolling, setEnrolling] = useState(false)
  const waiting = funnel.find(({ step }) => step === 'not_enrolled')?.lost ?? 0
  return (
    <div className="house-page funnel-page">
      <p className="small">
        {list.name}, {dayAndClock(at)}
      </p>
      <h1 className="answer" tabIndex={-1}>
        {words.heading(list, funnel, callable)}
      </h1>
      <p className="acts">
        {waiting > 0 && (
          <button type="button" className="button button-main" onClick={() => setEnrolling(true)}>
            {houseWords.enrol.heading(waiting)}
          </button>
        )}
        <Link to="/worlds" search={{ list: list.name }} className="button">
          {houseWords.home.day}
        </Link>
      </p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={words.still}>
        <table className="plain funnel">
          <thead>
            <tr>
              <th scope="col" colSpan={2}>
                {words.still}
              </th>
              <th scope="col" className="number">
                {words.lost}
              </th>
              <th scope="col">{words.because}</th>
              <th scope="col">{words.back}</th>
              <th scope="col">{words.act}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{words.match}</th>
              <td>
                <Bar left={list.leads} lost={0} of={list.leads} />
              </td>
              <td />
              <td />
              <td />
              <td />
            </tr>
            {funnel.map((each) => (
              <Step key={each.step} lost={each} told={told} onEnrol={() => setEnrolling(true)} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="small funnel-note">{words.note}</p>
      {isEnrolling && (
        <EnrolDialog
          list={list}
          people={waiting}
          onClose={() => setEnrolling(false)}
          onDone={(enrolled) => {
            setEnrolling(false)
            onEnrolled(enrolled)
          }}
        />
      )}
    </div>
  )
}

type StepProps = { readonly lost: Lost; readonly told: Answer<typeof queue>; readonly onEnrol: () => void }

function Step({ lost: each, told: { list, at }, onEnrol }: StepProps) {
  const { step, lost, left } = each
  const rows = { to: '/lists/$list', params: { list: list.id }, search: { view: 'leads', group: step } } as const
  return (
    <tr className={lost === 0 ? 'quiet-row' : undefined}>
      <th scope="row">{funnelWords[step].still}</th>
      <td>
        <Bar left={left} lost={lost} of={list.leads} />
      </td>
      <td className="number">
        {lost === 0 ? (
          '0'
        ) : (
          <Link {...rows} className="number-link">
            −{count(lost)}
          </Link>
        )}
      </td>
      <td className="second">
        {lost === 0 ? '' : funnelWords[step].because}
        {words.rules(each).map((rule) => (
          <span key={rule} className="small funnel-rule">
            {rule}
          </span>
        ))}
      </td>
      <td className={each.firstAt !== null ? 'strong' : 'second'}>{words.comesBack(each, at)}</td>
      <td>
        {lost === 0 ? null : step === 'not_enrolled' ? (
          <button type="button" className="link" onClick={onEnrol}>
            {words.acts[step]}
          </button>
        ) : words.acts[step] === undefined ? (
          <span className="third">{words.nothing}</span>
        ) : (
          <Link {...rows} className="link">
            {words.acts[step]}
          </Link>
        )}
      </td>
    </tr>
  )
}

/** What remains as a wash with an edge, what is lost here hatched. */
function Bar({ left, lost, of }: { readonly left: number; readonly lost: number; readonly of: number }) {
  const share = (part: number): string => `${of === 0 ? 0 : (part / of) * 100}%`
  return (
    <span className="funnel-bar">
      <span className="funnel-track" aria-hidden="true">
        <i className="funnel-left" style={{ inlineSize: share(left) }} />
        <i className="funnel-lost" style={{ inlineSize: share(lost) }} />
      </span>
      <b>{count(left)}</b>
    </span>
  )
}
