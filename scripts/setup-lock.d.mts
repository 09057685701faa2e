export declare function withSetupLock<T>(
  folder: string,
  say: (line: string) => void,
  work: () => Promise<T>
): Promise<T>
