/** A field with a list of what is known to fit; anything else may be typed. */
import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'

export interface ComboOption {
  readonly value: string
  /** Behind it, quieter. */
  readonly note?: string | undefined
}

export interface ComboFieldProps {
  readonly id: string
  readonly value: string
  readonly placeholder?: string | undefined
  readonly describedBy?: string | undefined
  /** Of the list and its button: `models`. */
  readonly what: string
  readonly options: readonly ComboOption[]
  /** In place of the list where nothing fits. */
  readonly empty: string
  onText(text: string): void
  /** What the list shows may have to be asked for. */
  onOpen?(open: boolean): void
}

export function ComboField(props: ComboFieldProps) {
  const { id, value, options, what, empty, onText, onOpen } = props
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const listId = useId()
  const shown = fitting(options, value)
  const show = (next: boolean) => {
    const chosen = shown.findIndex((option) => option.value === value)
    if (next && !open) setAt(Math.max(0, chosen))
    setOpen(next)
    onOpen?.(next)
  }
  useEffect(() => {
    if (open) document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [open, listId, at])
  const choose = (chosen: string) => {
    onText(chosen)
    show(false)
  }
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      show(true)
      const step = event.key === 'ArrowDown' ? (open ? 1 : 0) : -1
      setAt((before) => Math.max(0, Math.min(shown.length - 1, before + step)))
    }
    const picked = shown[at]
    if (event.key === 'Enter' && open && picked) choose(picked.value)
    if (event.key === 'Escape' && open) {
      event.stopPropagation()
      show(false)
    }
  }
  return (
    <Popover.Root open={open} onOpenChange={show}>
      <Popover.Anchor className="combo">
        <input
          id={id}
          className="input"
          role="combobox"
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && shown[at] ? `${listId}-${at}` : undefined}
          aria-describedby={props.describedBy}
          spellCheck={false}
          placeholder={props.placeholder}
          value={value}
          onChange={(event) => {
            onText(event.target.value)
            show(true)
            setAt(0)
          }}
          onKeyDown={hear}
        />
        <button
          type="button"
          className="combo-open"
          tabIndex={-1}
          aria-label={`Choose from the ${what}`}
          onClick={() => show(!open)}
        >
          <ChevronDown size={12} aria-hidden="true" />
        </button>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className="popover combo-list"
          align="end"
          sideOffset={4}
          onOpenAutoFocus={(event) => event.preventDefault()}
        >
          <ComboList id={listId} what={what} options={shown} active={at} empty={empty} onChoose={choose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface ComboListProps extends Pick<ComboFieldProps, 'id' | 'what' | 'options' | 'empty'> {
  /** Index of the row that the field names. */
  readonly active: number
  onChoose(value: string): void
}

function ComboList({ id, what, options, active, empty, onChoose }: ComboListProps) {
  return (
    <div id={id} role="listbox" aria-label={what.charAt(0).toUpperCase() + what.slice(1)}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active row
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
        <div
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="option"
          onClick={() => onChoose(option.value)}
        >
          {option.value}
          {option.note !== undefined && <span className="end cut">{option.note}</span>}
        </div>
      ))}
      {options.length === 0 && <p className="option-group">{empty}</p>}
    </div>
  )
}

/** One that was chosen whole shows its neighbours too: the person looks for another. */
function fitting(options: readonly ComboOption[], text: string): readonly ComboOption[] {
  const wanted = text.toLowerCase()
  const isWhole = options.some(({ value }) => value === text)
  return isWhole ? options : options.filter(({ value }) => value.toLowerCase().includes(wanted))
}
