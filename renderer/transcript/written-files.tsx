import { showWritten } from '../files/show-written.ts'
import { bytesWords } from '../glyphs/time.ts'
import { Tip } from '../parts/tip.tsx'
import { useSettings } from '../state/settings.ts'
import type { WrittenFile } from './node-item.ts'
import { writtenWords } from './written-words.ts'

interface WrittenFilesProps {
  readonly files: readonly WrittenFile[]
  /** The folder of the run, which need not be the one that is open. */
  readonly workspace: string
}

/** What a node left in the folder, each with the way to it. */
export function WrittenFiles({ files, workspace }: WrittenFilesProps) {
  const tip = useSettings(({ app }) => (app?.host === 'electron' ? 'Show in its folder' : 'Copy its whole path'))
  return files.map((file, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: facts in order; the same file may be written twice
    <p key={index} className="entry-written selectable">
      {writtenWords(file)}{' '}
      <Tip label={tip} side="top">
        <button type="button" className="entry-file mono" onClick={() => void showWritten(workspace, file.path)}>
          {file.path}
        </button>
      </Tip>
      <span className="meta tabular">{bytesWords(file.bytes)}</span>
    </p>
  ))
}
