/** Files of a workspace. Paths are resolved inside it, symlinks included; anything else is refused with `file.outside-workspace`. */
export interface FilesPort {
  read(workspace: string, path: string): Promise<{ path: string; text: string; replaced: number }>
  write(workspace: string, path: string, text: string): Promise<{ path: string; bytes: number }>
  append(workspace: string, path: string, text: string): Promise<{ path: string; bytes: number }>
  /** Files below `path`, relative to the workspace, sorted. */
  list(workspace: string, path: string): Promise<{ files: string[] }>
}
