import { parseAst } from 'vite'

/** A source file as its parsed tree, with the two shapes that the floor plan forbids. */
export interface Source {
  readonly nodes: readonly Visit[]
  readonly hasDefaultExport: boolean
  readonly isBarrel: boolean
}

interface Visit {
  readonly node: Node
  readonly parent: Node | undefined
  /** The property of the parent under which the node hangs. */
  readonly key: string
}

interface Node {
  readonly type: string
  readonly [property: string]: unknown
}

/** Parses TypeScript; throws with the parser's own message where the text is no TypeScript. */
export function sourceOf(path: string, text: string): Source {
  const program = parseAst(text, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' }, path) as unknown as Node
  const body = program['body'] as readonly Node[]
  return {
    nodes: visits(program),
    hasDefaultExport: body.some(exportsDefault),
    isBarrel: body.some((node) => node.type === 'ExportAllDeclaration') || (body.length > 0 && body.every(isReExport))
  }
}

/** The targets of every import of a file: statements, types, re-exports and import(). */
export function importsOf(source: Source): readonly string[] {
  const targets = source.nodes.map(({ node }) => {
    if (importing.includes(node.type)) return literal(node['source'])
    return node.type === 'TSImportType' ? literal(node['source'] ?? node['argument']) : undefined
  })
  return targets.filter((target) => target !== undefined)
}

const importing = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression']

/** Free names a file uses, `A.b` for a member of a name, `.b` for a member of anything, and async, await, class. */
export function namesUsed(source: Source): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { node, parent, key } of source.nodes) {
    if (node['async'] === true) names.add('async')
    if (node.type === 'AwaitExpression' || node['await'] === true) names.add('await')
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') names.add('class')
    if (node.type === 'Identifier' && !isOnlyALabel(parent, key)) names.add(String(node['name']))
    for (const name of memberNames(node)) names.add(name)
  }
  return names
}

function memberNames(node: Node): readonly string[] {
  if (node.type !== 'MemberExpression') return []
  const property = node['property'] as Node
  const name = node['computed'] === true ? literal(property) : String(property['name'])
  if (name === undefined) return []
  const object = node['object'] as Node
  return object.type === 'Identifier' ? [`.${name}`, `${String(object['name'])}.${name}`] : [`.${name}`]
}

/** The name of a property, a field or a foreign export says nothing about what the file reaches for. */
function isOnlyALabel(parent: Node | undefined, key: string): boolean {
  if (parent === undefined) return false
  if (key === 'property') return parent['computed'] !== true
  if (key === 'key') return parent['computed'] !== true && parent['shorthand'] !== true
  return key === 'imported' || (key === 'right' && parent.type === 'TSQualifiedName') || key === 'label'
}

function exportsDefault(node: Node): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true
  const specifiers = (node['specifiers'] ?? []) as readonly Node[]
  return (
    node.type === 'ExportNamedDeclaration' &&
    specifiers.some(({ exported }) => (exported as Node)['name'] === 'default')
  )
}

function isReExport(node: Node): boolean {
  return node.type === 'ExportNamedDeclaration' && node['source'] !== null && node['source'] !== undefined
}

function literal(node: unknown): string | undefined {
  const value = isNode(node) ? node['value'] : undefined
  return typeof value === 'string' ? value : undefined
}

function visits(root: Node): readonly Visit[] {
  const found: Visit[] = [{ node: root, parent: undefined, key: '' }]
  for (let at = 0; at < found.length; at++) {
    const { node } = found[at] as Visit
    for (const [key, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child)) found.push({ node: child, parent: node, key })
    }
  }
  return found
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
