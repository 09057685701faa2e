/** End of a switch that names every case: adding a kind breaks the build there, an unchecked value fails with its text. */
export function absurd(value: never): never {
  throw new Error(`nothing was planned for ${JSON.stringify(value)}: check the value where it entered`)
}
