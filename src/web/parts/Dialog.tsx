import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { words } from '../words/en.ts'
import { Key } from './Key.tsx'

/** A dialog that the browser itself keeps the focus in; closing gives the focus back to where it came from. */
export function Dialog({
  heading,
  onClose,
  children
}: {
  readonly heading: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <header>
        <h2 id={id} className="name">
          {heading}
        </h2>
        <button type="button" className="quiet" onClick={onClose}>
          <X size={16} strokeWidth={1.75} aria-hidden="true" /> <span className="unseen">{words.close}</span>{' '}
          <Key name="Esc" />
        </button>
      </header>
      {children}
    </dialog>
  )
}
