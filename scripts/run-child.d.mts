import type { ChildProcess, SpawnOptions } from 'node:child_process'

export interface ChildOptions extends SpawnOptions {
  readonly onSpawn?: (child: ChildProcess) => void
}

export interface ChildEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export declare function runChild(command: string, args: readonly string[], options?: ChildOptions): Promise<ChildEnd>
export declare function runQuietly(
  command: string,
  args: readonly string[],
  options?: ChildOptions
): Promise<{ readonly code: number; readonly signal: NodeJS.Signals | null; readonly output: string }>
export declare function endLike(end: ChildEnd): void
