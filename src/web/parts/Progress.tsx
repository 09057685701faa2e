import { words } from '../words/en.ts'
import type { SheetState } from '../work/sheet-store.ts'

type ProgressLineProps = {
  readonly work: NonNullable<SheetState['work']>
  /** The sheet that still stands below. */
  readonly old?: { readonly title: string; readonly asOf: string }
  readonly onCancel: () => void
}

/** How far reading and deciding are, in words and as a line with a dot; cancelling keeps what was there before. */
export function ProgressLine({ work, old, onCancel }: ProgressLineProps) {
  const { progress } = work
  const share =
    progress.phase === 'reading' ? progress.share : progress.total === 0 ? 1 : progress.rows / progress.total
  const percent = share === null ? null : Math.round(Math.min(1, share) * 100)
  return (
    <div className="progress">
      <p className="progress-words">
        <b>{words.progress.heading(progress, work.listName)}</b> <span>{words.progress.rows(progress)}.</span>{' '}
        {old && <span>{words.progress.old(old.title, old.asOf)}</span>}
      </p>
      <div
        className={percent === null ? 'track track-open' : 'track'}
        role="progressbar"
        aria-label={words.progress.heading(progress, work.listName)}
        aria-valuetext={words.progress.rows(progress)}
        {...(percent === null ? {} : { 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 })}
      >
        <span className="track-done" style={{ inlineSize: `${percent ?? 100}%` }} />
      </div>
      <button type="button" className="button" onClick={onCancel}>
        {words.progress.cancel}
      </button>
    </div>
  )
}
