/** What can be done with the file of a command: of the one that is shown, and of a row in the sidebar. */
import {
  ArchiveRestore,
  ClipboardCopy,
  Copy,
  FileDown,
  FileInput,
  FolderInput,
  FolderSearch,
  Image,
  type LucideIcon,
  PenLine,
  SquareSlash,
  Trash2,
  Workflow,
} from 'lucide-react'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { copyMermaid, exportClaudeCommand, exportFile, exportPicture } from '../files/export-deeds.ts'
import {
  copyPath,
  deleteCommand,
  duplicateCommand,
  moveCommand,
  renameCommand,
  revealFile,
} from '../files/file-deeds.ts'
import { openImport } from '../files/import-state.ts'
import { useSettings } from '../state/settings.ts'
import { shownTab } from '../state/view.ts'
import { useWorkflows } from '../state/workflows.ts'
import type { Action } from './action.ts'
import { openOverlay } from './overlays.ts'

interface FileDeed {
  readonly id: string
  /** In the palette, where it is about the command that is shown. */
  readonly label: string
  /** In the menu of a row, which says which command it is about. */
  readonly short: string
  readonly icon: LucideIcon
  /** Stands apart from what is above it. */
  readonly apart?: boolean
  /** `file` where it is not given. */
  readonly group?: 'export'
  /** Why not for this command, as a sentence. */
  readonly whyNot?: (command: WorkflowSummary) => string | undefined
  readonly perform: (command: WorkflowSummary) => unknown
}

const bundledStays = ({ source }: WorkflowSummary): string | undefined =>
  source === 'bundled' ? 'A bundled command stays as it is. Make a copy of your own.' : undefined

const hasNoFile = ({ source }: WorkflowSummary): string | undefined =>
  source === 'bundled' ? 'A bundled command has no file of yours.' : undefined

const cannotMoveTo =
  (to: WorkflowSummary['source']) =>
  (command: WorkflowSummary): string | undefined => {
    if (command.source === to) return to === 'user' ? 'It is among yours already.' : 'It is in this folder already.'
    if (to === 'workspace' && (useSettings.getState().settings?.workspace ?? '') === '')
      return 'Choose a folder to work in first.'
    return bundledStays(command)
  }

export const FILE_DEEDS: readonly FileDeed[] = [
  {
    id: 'rename-command',
    label: 'Rename this command…',
    short: 'Rename…',
    icon: PenLine,
    whyNot: bundledStays,
    perform: renameCommand,
  },
  {
    id: 'duplicate-command',
    label: 'Duplicate this command…',
    short: 'Duplicate…',
    icon: Copy,
    perform: (command) => duplicateCommand(command),
  },
  {
    id: 'move-to-workspace',
    label: 'Move this command to the folder’s .slashflow',
    short: 'Move to this folder',
    icon: FolderInput,
    whyNot: cannotMoveTo('workspace'),
    perform: moveCommand,
  },
  {
    id: 'move-to-yours',
    label: 'Move this command to yours',
    short: 'Move to yours',
    icon: FolderInput,
    whyNot: cannotMoveTo('user'),
    perform: moveCommand,
  },
  {
    id: 'export-file',
    group: 'export',
    label: 'Export this command as a file',
    short: 'Export as a file',
    icon: FileDown,
    apart: true,
    perform: exportFile,
  },
  {
    id: 'export-svg',
    group: 'export',
    label: 'Export the graph as SVG',
    short: 'Export as SVG',
    icon: Image,
    perform: (command) => exportPicture(command, 'svg'),
  },
  {
    id: 'export-png',
    group: 'export',
    label: 'Export the graph as PNG',
    short: 'Export as PNG',
    icon: Image,
    perform: (command) => exportPicture(command, 'png'),
  },
  {
    id: 'copy-mermaid',
    group: 'export',
    label: 'Copy the graph as Mermaid',
    short: 'Copy as Mermaid',
    icon: Workflow,
    perform: copyMermaid,
  },
  {
    id: 'export-claude-command',
    group: 'export',
    label: 'Export as a command of Claude Code',
    short: 'Export for Claude Code',
    icon: SquareSlash,
    perform: exportClaudeCommand,
  },
  {
    id: 'reveal-file',
    label: 'Show the file of this command',
    short: 'Show the file',
    icon: FolderSearch,
    apart: true,
    whyNot: hasNoFile,
    perform: revealFile,
  },
  {
    id: 'copy-path',
    label: 'Copy the path of this command',
    short: 'Copy the path',
    icon: ClipboardCopy,
    whyNot: hasNoFile,
    perform: copyPath,
  },
  {
    id: 'delete-command',
    label: 'Delete this command',
    short: 'Delete',
    icon: Trash2,
    apart: true,
    whyNot: bundledStays,
    perform: deleteCommand,
  },
]

const shownCommand = (): WorkflowSummary | undefined => {
  const ref = shownTab()?.ref
  return useWorkflows.getState().list.find((command) => command.ref === ref)
}

const whyNotShown = ({ whyNot }: FileDeed): string | undefined => {
  const command = shownCommand()
  return command ? whyNot?.(command) : 'Open a command first.'
}

export const fileActions: readonly Action[] = [
  {
    id: 'import',
    label: 'Import a command…',
    icon: FileInput,
    group: 'file',
    words: 'open file paste drop',
    perform: () => openImport({ text: '', from: '' }),
  },
  {
    id: 'deleted-commands',
    label: 'Deleted commands…',
    icon: ArchiveRestore,
    group: 'file',
    words: 'trash bin restore undelete bring back removed',
    perform: () => openOverlay('deleted-commands'),
  },
  ...FILE_DEEDS.map(
    (deed): Action => ({
      id: deed.id,
      label: deed.label,
      icon: deed.icon,
      group: deed.group ?? 'file',
      available: () => whyNotShown(deed) === undefined,
      whyNot: () => whyNotShown(deed),
      perform: () => {
        const command = shownCommand()
        if (command) void deed.perform(command)
      },
    }),
  ),
]
