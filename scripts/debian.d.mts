export declare function isDebian(): boolean
export declare function unpackPackages(
  names: readonly string[],
  folder: string,
  withDependencies: boolean
): Promise<readonly string[]>
export declare function installPackages(names: readonly string[]): Promise<void>
/** Lays the files of one package under `folder`; nothing of the package is run. */
export declare function unpackPackage(file: string, folder: string): Promise<void>
export declare function aptGet(
  options: readonly string[],
  args: readonly string[],
  doing: string,
  cwd?: string
): Promise<void>
export declare function aptSettings(settings: Readonly<Record<string, string>>): string[]
export declare function withoutHooks(work: string): string[]
export declare function aptEnvironment(): NodeJS.ProcessEnv
