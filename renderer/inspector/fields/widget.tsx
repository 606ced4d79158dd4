/** The control that a field's schema asks for. Names of widgets are those of the kinds' fields; one that is not known is edited as JSON. */
import { ArgumentsWidget } from './arguments-widget.tsx'
import { CommandWidget } from './command-widget.tsx'
import { ListWidget, MapWidget } from './list-widgets.tsx'
import { ModelWidget } from './model-widget.tsx'
import { NodesWidget } from './nodes-widget.tsx'
import { ObjectsWidget } from './objects-widget.tsx'
import { SchemaWidget } from './schema-widget.tsx'
import { ChoiceWidget, DurationWidget, NumberWidget, SwitchWidget, WordWidget } from './simple-widgets.tsx'
import { LineWidget, ProseWidget, RemarkWidget, ValueWidget } from './text-widgets.tsx'
import type { WidgetProps } from './widget-props.ts'

export function Widget(props: WidgetProps) {
  if (props.field.item) return <ObjectsWidget {...props} renderPart={(part) => <Widget {...part} />} />
  switch (props.field.widget) {
    case 'text':
    case 'path':
    case 'expression':
      return <OneLine {...props} />
    case 'code':
      return <LineWidget {...props} lines="many" />
    case 'prompt':
      return <ProseWidget {...props} />
    case 'word':
      return <WordWidget {...props} />
    case 'remark':
      return <RemarkWidget {...props} />
    case 'number':
      return <NumberWidget {...props} />
    case 'switch':
      return <SwitchWidget {...props} />
    case 'choice':
      return <ChoiceWidget {...props} />
    case 'duration':
      return <DurationWidget {...props} />
    case 'list':
      return <ListWidget {...props} />
    case 'nodes':
      return <NodesWidget {...props} />
    case 'arguments':
      return <ArgumentsWidget {...props} />
    case 'map':
      return <MapWidget {...props} />
    case 'command':
      return <CommandWidget {...props} />
    case 'model':
      return <ModelWidget {...props} />
    case 'schema':
      return <SchemaWidget {...props} />
    default:
      return <ValueWidget {...props} />
  }
}

/** What a file holds may be more than a line fits. */
function OneLine(props: WidgetProps) {
  const { value } = props
  if (typeof value === 'object' && value !== null) return <ValueWidget {...props} />
  return typeof value === 'string' && value.includes('\n') ? <ProseWidget {...props} /> : <LineWidget {...props} />
}
