import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asteriskTree } from './asterisk-tree.ts'
import { root } from './bootstrap.mjs'

/**
 * Writes the types of Asterisk's REST interface from the descriptions that come with it: its models, its events, and
 * what each of its operations takes and gives.
 */
type Property = { readonly type: string; readonly required?: boolean; readonly allowableValues?: AllowableValues }
type AllowableValues = { readonly valueType: string; readonly values?: readonly string[] }
type Model = {
  readonly id: string
  readonly subTypes?: readonly string[]
  readonly properties: Readonly<Record<string, Property>>
}
type Parameter = {
  readonly name: string
  readonly paramType: 'path' | 'query' | 'body'
  readonly dataType: string
  readonly required?: boolean
  readonly allowMultiple?: boolean
  readonly allowableValues?: AllowableValues
}
type Operation = {
  readonly httpMethod: string
  readonly nickname: string
  readonly responseClass: string
  readonly parameters?: readonly Parameter[]
}
type Resource = {
  readonly apis: readonly { readonly path: string; readonly operations: readonly Operation[] }[]
  readonly models: Readonly<Record<string, Model>>
}

const answer = await asteriskTree(console.error)
if (answer.kind === 'none') throw new Error(answer.why)
const folder = join(answer.tree, 'usr/share/asterisk/rest-api')
const resources = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && name !== 'resources.json')
  .sort()
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Resource)
const models = new Map(
  resources.flatMap(({ models }) => Object.entries(models ?? {})).sort(([a], [b]) => (a < b ? -1 : 1))
)
const kinds = models.get('Event')!.subTypes!.filter((kind) => models.has(kind))

const file = join(root, 'src/shell/telephony/asterisk/generated/ari-types.ts')
writeFileSync(
  file,
  [
    '// Made by scripts/generate-ari.ts from the description of ARI that Asterisk 22 brings; never edited by hand.',
    ...[...models.values()].map(modelText),
    `export type AriEvent =\n${kinds.map((kind) => `  | ${kind}`).join('\n')}`,
    operationsText(resources)
  ].join('\n\n') + '\n'
)
console.log(`${models.size} models, ${kinds.length} kinds of event`)

function modelText({ id, properties }: Model): string {
  const parents = [...models.values()].filter(({ subTypes }) => subTypes?.includes(id)).map(({ id }) => id)
  const isEvent = kinds.includes(id)
  const own = Object.entries(properties)
    .filter(([name]) => !(isEvent && name === 'type'))
    .map(
      ([name, property]) =>
        `  readonly ${name}${property.required ? '' : '?'}: ${typeText(property.type, property.allowableValues)}`
    )
  const type = isEvent ? [`  readonly type: '${id}'`] : []
  const base =
    parents.length === 0
      ? ''
      : `${parents.map((parent) => (isEvent ? `Omit<${parent}, 'type'>` : parent)).join(' & ')} & `
  return `export type ${id} = ${base}{\n${[...type, ...own].join('\n')}\n}`
}

function operationsText(all: readonly Resource[]): string {
  const lines = all
    .flatMap(({ apis }) => apis)
    .flatMap(({ path, operations }) => operations.map((operation) => operationText(path, operation)))
  return `/** What each operation takes and gives, by its method and path. */\nexport type AriOperations = {\n${lines.join('\n')}\n}`
}

function operationText(path: string, { httpMethod, parameters = [], responseClass }: Operation): string {
  const part = (kind: Parameter['paramType']): string => {
    const those = parameters.filter(({ paramType }) => paramType === kind)
    const text = those.map(({ name, dataType, required, allowMultiple, allowableValues }) => {
      const type = typeText(dataType, allowableValues)
      return `readonly ${name}${required ? '' : '?'}: ${allowMultiple ? `${type} | readonly (${type})[]` : type}`
    })
    return `{ ${text.join('; ')} }`
  }
  const gives = responseClass === 'void' ? 'void' : typeText(responseClass)
  return `  readonly '${httpMethod} ${path}': { readonly path: ${part('path')}; readonly query: ${part('query')}; readonly body: ${part('body')}; readonly gives: ${gives} }`
}

function typeText(type: string, allowed?: AllowableValues): string {
  if (allowed?.valueType === 'LIST') return allowed.values!.map((value) => `'${value}'`).join(' | ')
  const list = /^List\[(.+)\]$/.exec(type)
  if (list !== null) return `readonly ${typeText(list[1]!)}[]`
  const known: Readonly<Record<string, string>> = {
    ...{ string: 'string', Date: 'string', boolean: 'boolean', int: 'number', long: 'number', double: 'number' },
    ...{ float: 'number', object: 'unknown', containers: 'Readonly<Record<string, unknown>>', binary: 'unknown' }
  }
  return known[type] ?? type
}
