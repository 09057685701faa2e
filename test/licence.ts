/** Licences whose terms an Apache-2.0 project can meet while passing the package on. */
const compatible = [
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'OFL-1.1',
  'Zlib',
  'Python-2.0',
  'MPL-2.0'
]

/** Whether an SPDX expression can be met: one side of an OR is enough, every side of an AND is needed. */
export function isCompatible(expression: unknown): boolean {
  if (typeof expression !== 'string') return false
  const flat = expression.replaceAll(/[()]/g, '').trim()
  return flat.split(' OR ').some((side) => side.split(' AND ').every((name) => compatible.includes(name.trim())))
}
