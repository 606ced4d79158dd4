/** The command that a node runs: one of those there are, and the way to it. */
import { ArrowUpRight } from 'lucide-react'
import { IconButton } from '../../parts/icon-button.tsx'
import { openTab } from '../../state/view.ts'
import { commandNamed, useWorkflows } from '../../state/workflows.ts'
import { ComboField } from './combo-field.tsx'
import { FieldFrame } from './field-frame.tsx'
import { LineWidget } from './text-widgets.tsx'
import type { WidgetProps } from './widget-props.ts'

export function CommandWidget(props: WidgetProps) {
  const { field, value, problems, onValue } = props
  const list = useWorkflows((workflows) => workflows.list)
  const text = typeof value === 'string' ? value : ''
  // A name that a run works out is no name of the list.
  if (text.includes('{{') || (value !== undefined && typeof value !== 'string')) return <LineWidget {...props} />
  const name = text.replace(/^\//, '')
  const command = commandNamed(list, name)
  const offered = list.filter(
    ({ shadowed, name: each }, at) => !shadowed && list.findIndex((one) => one.name === each) === at,
  )
  return (
    <FieldFrame title={field.title} description={field.description} problems={problems}>
      {({ id, describedBy }) => (
        <>
          <ComboField
            id={id}
            describedBy={describedBy}
            what="commands"
            value={text}
            placeholder={field.placeholder}
            options={offered.map(({ name: each, title }) => ({ value: each, ...(title !== each && { note: title }) }))}
            empty="There is no command of that name."
            onText={onValue}
          />
          <IconButton
            icon={ArrowUpRight}
            label={command ? `Open /${name}` : 'Open the command'}
            action="open-called"
            disabled={command === undefined}
            onClick={() => command && openTab(command.ref)}
          />
        </>
      )}
    </FieldFrame>
  )
}
