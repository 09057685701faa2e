export declare function isDebian(): boolean
export declare function unpackPackages(
  names: readonly string[],
  folder: string,
  withDependencies: boolean
): Promise<readonly string[]>
export declare function installPackages(names: readonly string[]): Promise<void>
