import { useEffect, useRef } from 'react'

/** Keys of a screen by `KeyboardEvent.key`; a handler that returns false leaves the key to the browser. */
export type Keys = Readonly<Record<string, () => void | false>>

/** Single keys for as long as the component is shown; they sleep in fields, in dialogs and with a modifier held. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isAsleep(event)) return
      const act = latest.current[event.key] ?? latest.current[event.key.toLowerCase()]
      if (act && act() !== false) event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

function isAsleep({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('textarea, select, [contenteditable]')) return key !== 'Escape'
  const input = target.closest('input')
  if (input) return isWriting(input) ? key !== 'Escape' : /^(Arrow|Enter$| $)/.test(key)
  // A button or link under the focus keeps the keys that press it.
  return target.closest('button, a[href], summary') !== null && (key === 'Enter' || key === ' ')
}

function isWriting(input: HTMLInputElement): boolean {
  return input.type !== 'radio' && input.type !== 'checkbox' && input.type !== 'file'
}
