import type { ChildEnd } from './run-child.mjs'

export declare const root: string
export declare function prepare(say: (line: string) => void): Promise<string>
export declare function runUnderNode26(
  entry: string,
  args: readonly string[],
  say: (line: string) => void
): Promise<ChildEnd>
export declare function sayOnStderr(line: string): void
