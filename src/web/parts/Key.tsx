/** A key cap; readers hear the key from the button's own `aria-keyshortcuts`. */
export function Key({ name }: { readonly name: string }) {
  return (
    <kbd className="key" aria-hidden="true">
      {name}
    </kbd>
  )
}
