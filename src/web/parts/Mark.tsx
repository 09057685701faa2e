/** A line that waits for a tone. */
export function Mark({ size = 32 }: { readonly size?: number }) {
  return (
    <svg className="mark" width={size} height={size / 2} viewBox="0 0 32 16" role="img" aria-label="Aftertone">
      <path d="M1 8h20M8 5v6M13.500 2v12" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <circle cx="26" cy="8" r="5" className="mark-tone" />
    </svg>
  )
}
